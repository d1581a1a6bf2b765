using System.Net;
using Crm.EntryProfiles;
using Crm.Merging;
using Crm.Relations;

namespace Crm.Duplicates;

public sealed class DuplicateSweepTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_is_known_twice_is_offered_once_and_goes_when_it_is_merged_mended_or_dismissed(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var client = await server.SignInAsync("sanne");
        var sanne = new Merger(server, client);
        var first = await sanne.RelationAsync("Kaasmakerij", ("kvkNumber", "01084212"));
        var second = await sanne.RelationAsync("Makerij", ("kvkNumber", "01084212"));
        await sanne.RelationAsync("Heelanders");
        var pair = Assert.Single((await OpenAsync(sanne, PairKind.Relation, 1)).Rows);
        Assert.Equal((Verdict.Certain, first.RelationId!.Value, second.RelationId!.Value), (pair.Verdict, pair.First.Id, pair.Second.Id));
        Assert.Contains(pair.Evidence, evidence => evidence is { Field.Nl: "KVK-nummer", Likeness: Likeness.Same });

        var merge = await sanne.MergeAsync(MergeKind.Relation, second.RelationId.Value, first.RelationId.Value, null);
        await OpenAsync(sanne, PairKind.Relation, 0);
        await sanne.UndoAsync(merge);
        await OpenAsync(sanne, PairKind.Relation, 1);

        await sanne.EditAsync(second.RelationId.Value, "kvkNumber", "01084213");
        await OpenAsync(sanne, PairKind.Relation, 0);
        await sanne.EditAsync(second.RelationId.Value, "kvkNumber", "01084212");
        pair = (await OpenAsync(sanne, PairKind.Relation, 1)).Rows[0];
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync($"/api/duplicates/{pair.Id}/dismiss", null, Stop)).StatusCode);
        await sanne.EditAsync(second.RelationId.Value, "website", "www.makerij.example");
        await SweptAsync(server);
        await OpenAsync(sanne, PairKind.Relation, 0);
    }

    [Fact]
    public async Task One_person_twice_is_found_by_initial_by_mail_at_another_company_and_under_a_married_name()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Merger(server, await server.SignInAsync("sanne"));
        var here = await sanne.RelationAsync("Hier");
        var there = await sanne.RelationAsync("Daar");
        await sanne.AddContactAsync(here.RelationId!.Value, new() { FirstName = "J.", LastName = "Hier" });
        await sanne.AddContactAsync(here.RelationId.Value, new() { FirstName = "Piet", LastName = "Hier" });
        await sanne.AddContactAsync(there.RelationId!.Value, new() { FirstName = "Jan", LastName = "Hier", Email = "jan@hier.example" });
        await sanne.AddContactAsync(there.RelationId.Value, new() { FirstName = "Jan", LastName = "van Hier-de Boer", Mobile = "+31612345678" });
        var rows = (await OpenAsync(sanne, PairKind.Person, 3)).Rows;
        Assert.Equal([Verdict.Likely, Verdict.Likely, Verdict.Certain], rows.Select(row => row.Verdict).Order());
        Assert.All(rows, row => Assert.Contains("Jan Hier", new[] { row.First.Name, row.Second.Name }));
    }

    [Fact]
    public async Task Only_who_may_change_relations_sees_the_work_list()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await server.SignInAsync("adil")).GetAsync("/api/duplicates", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/duplicates", Stop)).StatusCode);
    }

    static async Task<DuplicateWork.Page> OpenAsync(Merger sanne, PairKind kind, int count)
    {
        var page = new DuplicateWork.Page([], -1, null);
        await Eventually.TrueAsync(async () => (page = await sanne.Entry.GetAsync<DuplicateWork.Page>($"/api/duplicates?kind={kind}")).Total == count, $"{count} open pairs");
        return page;
    }

    static Task SweptAsync(CrmServer server) => Eventually.TrueAsync(async () =>
        !await server.Database.ReadAsync(db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.AnyAsync(db.Organisations, organisation => !organisation.IsSwept, Stop), Stop), "everything is swept");
}
