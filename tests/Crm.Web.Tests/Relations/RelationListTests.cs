using System.Net;
using System.Net.Http.Json;
using Crm.Documents;
using Crm.EntryProfiles;
using Crm.Forecasts;
using Crm.Merging;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using MiniExcelLibs;

namespace Crm.Relations;

/// <summary>Whose relations the list shows, and the list as a workbook.</summary>
public sealed class RelationListTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_list_shows_mine_those_of_my_team_or_everybodys(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var client = await server.SignInAsync("sanne");
        var sanne = new Entry(client);
        var (me, team) = await server.Database.ReadAsync(async db =>
        {
            var own = await db.Users.SingleAsync(user => user.Name == "Sanne de Wit", Stop);
            return (own.Id, await db.Users.Where(user => user.DepartmentId == own.DepartmentId).Select(user => user.Id).ToListAsync(Stop));
        }, Stop);
        var all = await server.Database.ReadAsync(db => db.Relations.Where(relation => !relation.IsArchived).Select(relation => relation.ResponsibleId).ToListAsync(Stop), Stop);
        async Task<int> CountAsync(string whose) => (await sanne.GetAsync<RelationQueries.Page>($"/api/relations?{whose}")).Total;

        Assert.Equal(all.Count, await CountAsync(""));
        Assert.Equal(all.Count(id => id == me), await CountAsync("whose=Mine"));
        Assert.Equal(all.Count(id => id is { } responsible && team.Contains(responsible)), await CountAsync("whose=Team"));
        Assert.True(await CountAsync("whose=Mine") < await CountAsync("whose=Team") && await CountAsync("whose=Team") < all.Count);
        Assert.Equal(Whose.Mine, RelationFilter.Parse([new("mine", "true")]).Whose);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_workbook_holds_what_the_list_shows_and_runs_nothing(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        for (var number = 1; number <= 60; number++)
            await ForecastDriver.RelationAsync(server, $"Zuivel {number:00}");
        await ForecastDriver.RelationAsync(server, "=HYPERLINK(\"x\")");
        var client = await server.SignInAsync("sanne");
        using var answer = await client.GetAsync("/api/relations/export?columns=Number,Kind,Since", Stop);
        Assert.Equal(Workbook.ContentType, answer.Content.Headers.ContentType!.MediaType);
        using var workbook = new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Stop));
        var rows = workbook.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();

        Assert.Equal(["Naam", "Nummer", "Soort", "Sinds"], rows[0].Keys);
        Assert.Equal((await new Entry(client).GetAsync<RelationQueries.Page>("/api/relations?take=100")).Rows.Select(row => row.Number), rows.Select(row => Convert.ToInt32(row["Nummer"], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains(rows, row => (string)row["Naam"]! == "'=HYPERLINK(\"x\")");
        Assert.All(rows, row => Assert.Equal(("Prospect", new DateTime(2026, 11, 23)), (row["Soort"], row["Sinds"])));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await server.SignInAsync("adil")).GetAsync("/api/relations/export", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/relations/export?columns=Nothing", Stop)).StatusCode);
    }

    /// <summary>The number beside the list is kept by the database and not counted; it must say what counting would.</summary>
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task However_relations_come_change_and_go_the_list_says_how_many_there_are(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var chance = new Random(seed);
        var clients = await Task.WhenAll(new[] { "sanne", "bas", "marieke" }.Select(server.SignInAsync));
        var (relations, people) = await server.Database.ReadAsync(async db => (await db.Relations.Select(relation => relation.Id).ToListAsync(Stop), await db.Users.Select(user => user.Id).ToListAsync(Stop)), Stop);
        await AssertTalliesAsync(server);
        var merger = new Merger(server, clients[0]);
        // Three at once, so that they also meet on one row.
        for (var round = 0; round < 12; round++)
            await Task.WhenAll(clients.Select(client => StepAsync(client, relations[chance.Next(relations.Count)], people[chance.Next(people.Count)], chance.Next(4))));
        var (one, other) = (await merger.RelationAsync("Een"), await merger.RelationAsync("Twee"));
        await AssertTalliesAsync(server);
        var merge = await merger.MergeAsync(MergeKind.Relation, one.RelationId!.Value, other.RelationId!.Value, null);
        await AssertTalliesAsync(server);
        await merger.UndoAsync(merge);
        foreach (var state in Enum.GetNames<RelationState>())
        {
            foreach (var whose in Enum.GetNames<Whose>())
            {
                var page = await merger.Entry.GetAsync<RelationQueries.Page>($"/api/relations?state={state}&whose={whose}&take=500");
                Assert.Equal(page.Rows.Count, page.Total);
            }
        }
        await AssertTalliesAsync(server);
    }

    static async Task StepAsync(HttpClient client, Guid id, Guid responsible, int kind)
    {
        if (kind == 0)
            await client.DeleteAsync($"/api/relations/{id}", Stop);
        else if (kind == 1)
            await client.PostAsync($"/api/relations/{id}/restore", null, Stop);
        else
        {
            var revision = (await new Entry(client).GetAsync<RelationQueries.Record>($"/api/relations/{id}")).Revision;
            Dictionary<string, string> values = kind == 2 ? new() { ["responsible"] = $"{responsible:D}" } : new() { ["blocked"] = "true" };
            var answer = await client.PutAsJsonAsync($"/api/relations/{id}", new RelationsApi.Edit(revision, values), Stop);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, await answer.Content.ReadAsStringAsync(Stop));
        }
    }

    static async Task AssertTalliesAsync(CrmServer server) => await server.Database.ReadAsync(async db =>
    {
        var counted = (await db.Relations.ToListAsync(Stop)).GroupBy(relation => (relation.ResponsibleId ?? Guid.Empty, relation.IsArchived, relation.IsBlocked)).ToDictionary(group => group.Key, group => group.Count());
        var kept = (await db.RelationTallies.Where(tally => tally.Number != 0).ToListAsync(Stop)).ToDictionary(tally => (tally.ResponsibleId, tally.IsArchived, tally.IsBlocked), tally => tally.Number);
        Assert.Equal(counted.OrderBy(pair => pair.Key), kept.OrderBy(pair => pair.Key));
        return true;
    }, Stop);
}
