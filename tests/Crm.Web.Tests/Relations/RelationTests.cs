using System.Net;
using System.Net.Http.Json;
using Crm.EntryProfiles;

namespace Crm.Relations;

public sealed class RelationTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_list_goes_on_part_by_part_without_a_gap_and_counts_exactly(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        foreach (var order in Enum.GetNames<RelationOrder>())
        {
            List<RelationQueries.Row> all = [];
            Guid? after = null;
            int total;
            do
            {
                var page = await sanne.GetAsync<RelationQueries.Page>($"/api/relations?take=7&order={order}{(after is null ? "" : $"&after={after}")}");
                all.AddRange(page.Rows);
                (after, total) = (page.Next, page.Total);
            }
            while (after is not null);
            Assert.Equal(total, all.Count);
            Assert.Equal(total, all.DistinctBy(row => row.Id).Count());
            Assert.True(total > 20);
        }
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_search_finds_the_beginnings_of_words_numbers_and_contacts(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        async Task<IEnumerable<string>> FindAsync(string search) =>
            (await sanne.GetAsync<RelationQueries.Page>($"/api/relations?search={Uri.EscapeDataString(search)}&take=100")).Rows.Select(row => row.Name);
        Assert.Equal(["Kaasmakerij Het Anker B.V."], await FindAsync("kaasm anker"));
        Assert.Equal(["Kaasmakerij Het Anker B.V."], await FindAsync("10001"));
        Assert.Equal(["Zuivelcoöperatie Drentse Aa B.V."], await FindAsync("zuivelcooperatie assen"));
        Assert.Empty(await FindAsync("bestaatniet"));
        Assert.True((await FindAsync("hoekstra")).Count() > 1);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Two_people_who_change_different_fields_both_succeed_and_the_same_field_is_a_conflict(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, bas) = (await server.SignInAsync("sanne"), await server.SignInAsync("bas"));
        var id = (await new Entry(sanne).SubmitAsync("small", Entry.Donald)).RelationId;
        var read = await new Entry(sanne).GetAsync<RelationQueries.Record>($"/api/relations/{id}");
        Task<HttpResponseMessage> EditAsync(HttpClient who, int revision, string field, string value) =>
            who.PutAsJsonAsync($"/api/relations/{id}", new RelationsApi.Edit(revision, new() { [field] = value }), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, (await EditAsync(bas, read.Revision, "phone", "020-623 45 67")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await EditAsync(sanne, read.Revision, "website", "www.donald.example")).StatusCode);
        var lost = await EditAsync(sanne, read.Revision, "phone", "06 2214 8730");
        Assert.Equal(HttpStatusCode.Conflict, lost.StatusCode);
        Assert.Contains("Bas Kuiper", (await Entry.FaultsAsync(lost))["phone"][0], StringComparison.Ordinal);

        var now = await new Entry(sanne).GetAsync<RelationQueries.Record>($"/api/relations/{id}");
        Assert.Equal(("+31206234567", "www.donald.example"), (now.Values["phone"], now.Values["website"]));
        Assert.Equal(HttpStatusCode.OK, (await EditAsync(sanne, now.Revision, "phone", "06 2214 8730")).StatusCode);
        var history = await new Entry(sanne).GetAsync<List<RelationQueries.Change>>($"/api/relations/{id}/history");
        Assert.Equal(("phone", "+31206234567", "+31622148730", "Sanne de Wit"), (history[0].Field, history[0].Old, history[0].New, history[0].ByName));
    }

    [Fact]
    public async Task A_renamed_relation_is_found_by_its_new_name_and_not_by_its_old()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = await server.SignInAsync("sanne");
        var sanne = new Entry(client);
        var id = (await sanne.SubmitAsync("small", Entry.Donald)).RelationId;
        (await client.PutAsJsonAsync($"/api/relations/{id}", new RelationsApi.Edit(1, new() { ["name"] = "Geldpakhuis B.V." }), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        Assert.Equal(1, (await sanne.GetAsync<RelationQueries.Page>("/api/relations?search=geldpak")).Total);
        Assert.Equal(0, (await sanne.GetAsync<RelationQueries.Page>("/api/relations?search=donald")).Total);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("vatId", "NL1")]
    [InlineData("unknown", "x")]
    [InlineData("responsible", "00000000-0000-0000-0000-000000000001")]
    public async Task A_wrong_value_is_refused_at_its_field(string field, string value)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = await server.SignInAsync("sanne");
        var id = (await new Entry(client).SubmitAsync("small", Entry.Donald)).RelationId;
        var answer = await client.PutAsJsonAsync($"/api/relations/{id}", new RelationsApi.Edit(1, new() { [field] = value }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await Entry.FaultsAsync(answer)).ContainsKey(field));
    }

    [Fact]
    public async Task An_archived_relation_leaves_the_list_and_comes_back()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = await server.SignInAsync("sanne");
        var sanne = new Entry(client);
        var id = (await sanne.SubmitAsync("small", Entry.Donald)).RelationId;
        await client.DeleteAsync($"/api/relations/{id}", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await sanne.GetAsync<RelationQueries.Page>("/api/relations")).Total);
        Assert.Equal(1, (await sanne.GetAsync<RelationQueries.Page>("/api/relations?state=Archived")).Total);
        await client.PostAsync($"/api/relations/{id}/restore", null, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await sanne.GetAsync<RelationQueries.Page>("/api/relations")).Total);
    }

    [Fact]
    public async Task A_contact_is_added_once_and_checked()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = await server.SignInAsync("sanne");
        var id = (await new Entry(client).SubmitAsync("small", Entry.Donald)).RelationId;
        Task<HttpResponseMessage> AddAsync(ContactDetails details) => client.PostAsJsonAsync($"/api/relations/{id}/contacts", details, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, (await AddAsync(new() { FirstName = "Pieter", LastName = "Hoekstra", Email = "p@donald.example" })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await AddAsync(new() { FirstName = "P.", LastName = "Hoekstra", Email = "P@donald.example" })).StatusCode);
        Assert.Equal(["email", "lastName", "phone"], (await Entry.FaultsAsync(await AddAsync(new() { Email = "x", Phone = "1" }))).Keys.Order());
        Assert.Equal(2, (await new Entry(client).GetAsync<RelationQueries.Record>($"/api/relations/{id}")).Contacts.Count);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Contacts_and_changes_of_many_at_once_are_all_kept_and_found(On on)
    {
        const int Each = 12;
        await using var server = await CrmServer.StartAsync(on);
        var people = await Task.WhenAll(new[] { "sanne", "bas", "petra", "marieke" }.Select(server.SignInAsync));
        var sanne = new Entry(people[0]);
        var id = (await sanne.SubmitAsync("small", Entry.Donald)).RelationId;
        await Task.WhenAll(people.Select(async (client, person) =>
        {
            for (var number = 0; number < Each; number++)
            {
                (await client.PostAsJsonAsync($"/api/relations/{id}/contacts", new ContactDetails { FirstName = "Jo", LastName = $"Gelijk Achter{person}n{number}", Email = $"jo{person}n{number}@gelijk.example" }, Stop)).EnsureSuccessStatusCode();
                var read = await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{id}");
                (await client.PutAsJsonAsync($"/api/relations/{id}", new RelationsApi.Edit(read.Revision, new() { [Fields[person]] = Values[person] + number }), Stop)).EnsureSuccessStatusCode();
            }
        }));
        Assert.Equal(people.Length * Each, (await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{id}")).Contacts.Count(contact => contact.LastName.StartsWith("Gelijk", StringComparison.Ordinal)));
        for (var number = 0; number < Each; number++)
            Assert.Equal(1, (await sanne.GetAsync<RelationQueries.Page>($"/api/relations?search=gelijk+achter2n{number}")).Total);
        Assert.Equal(1, (await sanne.GetAsync<RelationQueries.Page>($"/api/relations?search=anders0{Each - 1}")).Total);
    }

    // Each of the four changes a field of their own, so that nobody's change is a conflict.
    static readonly string[] Fields = ["otherNames", "town", "website", "warning"];
    static readonly string[] Values = ["Anders0", "Amstelveen", "www.gelijk.example/", "Let op "];

    static CancellationToken Stop => TestContext.Current.CancellationToken;
}
