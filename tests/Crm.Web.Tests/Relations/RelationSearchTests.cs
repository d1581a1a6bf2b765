using Crm.Data;
using Crm.EntryProfiles;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Relations;

/// <summary>A list is searched by the beginnings of words. How many there are comes from the index of words, and so does the page; both must say what reading everything would.</summary>
public sealed class RelationSearchTests
{
    static readonly string[] Searches = ["a", "b", "de", "van", "utrecht", "amsterdam", "installatie", "s d", "van de", "b bv", "utrecht b.v.", "12", "zzz", "de de"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_search_finds_and_counts_what_reading_every_relation_finds(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var client = await server.SignInAsync("sanne");
        var every = await EveryAsync(server);
        await AssertAllAsync(every);
        foreach (var id in every.Keys.Take(every.Count / 3))
            (await client.DeleteAsync($"/api/relations/{id}", Stop)).EnsureSuccessStatusCode();
        await AssertAllAsync(await EveryAsync(server));
        foreach (var id in every.Keys.Take(every.Count / 6))
            (await client.PostAsync($"/api/relations/{id}/restore", null, Stop)).EnsureSuccessStatusCode();
        await AssertAllAsync(await EveryAsync(server));

        async Task AssertAllAsync(IReadOnlyDictionary<Guid, Known> all)
        {
            foreach (var search in Searches)
            {
                foreach (var state in Enum.GetValues<RelationState>())
                    await AssertAsync(all, search, state);
            }
        }

        // Seven at a time, each once and in the order of the whole.
        async Task<List<Guid>> InPagesAsync(string search, RelationState state)
        {
            List<Guid> seen = [];
            for (RelationQueries.Page? page = null; page is not { Next: null }; seen.AddRange(page.Rows.Select(row => row.Id)))
                page = await new Entry(client).GetAsync<RelationQueries.Page>($"/api/relations?search={search}&state={state}&take=7{(page is null ? "" : $"&after={page.Next}")}");
            return seen;
        }

        async Task AssertAsync(IReadOnlyDictionary<Guid, Known> all, string search, RelationState state)
        {
            // Of a legal form beside other words nothing is kept, and nothing asked.
            var words = SearchName.AllWords(search.Replace(" bv", "", StringComparison.Ordinal).Replace(" b.v.", "", StringComparison.Ordinal));
            var expected = all.Where(pair => pair.Value.Is(state) && words.All(word => pair.Value.Words.Any(known => known.StartsWith(word, StringComparison.Ordinal)))).Select(pair => pair.Key).Order().ToList();
            var page = await new Entry(client).GetAsync<RelationQueries.Page>($"/api/relations?search={search}&state={state}&take=500");
            Assert.Equal(expected, page.Rows.Select(row => row.Id).Order());
            Assert.Equal(expected.Count, page.Total);
            Assert.Equal(page.Rows.Select(row => row.Id), await InPagesAsync(search, state));
            Assert.Equal(page.Rows.Select(row => SearchName.Of(row.Name)).Order(StringComparer.Ordinal), page.Rows.Select(row => SearchName.Of(row.Name)));
        }
    }

    sealed record Known(bool IsArchived, bool IsBlocked, IReadOnlyList<string> Words)
    {
        public bool Is(RelationState state) => state switch
        {
            RelationState.Archived => IsArchived,
            RelationState.Blocked => !IsArchived && IsBlocked,
            _ => !IsArchived,
        };
    }

    static Task<Dictionary<Guid, Known>> EveryAsync(CrmServer server) => server.Database.ReadAsync(async db =>
    {
        var names = (await db.Contacts.Include(contact => contact.Person).ToListAsync(Stop)).ToLookup(contact => contact.OrganisationId, contact => contact.Person!.LastName);
        var relations = await db.Relations.Include(relation => relation.Organisation).ToListAsync(Stop);
        return relations.ToDictionary(relation => relation.Id, relation => new Known(relation.IsArchived, relation.IsBlocked,
        [
            .. SearchName.Words(relation.Organisation!.Name), .. SearchName.AllWords(relation.Organisation.OtherNames), .. SearchName.AllWords(relation.Organisation.Address.Town),
            .. names[relation.OrganisationId].SelectMany(SearchName.AllWords), relation.Organisation.KvkNumber ?? "", relation.Organisation.Address.PostalCode.ToLowerInvariant(),
        ]));
    }, Stop);
}
