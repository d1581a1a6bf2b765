using System.Net;
using System.Net.Http.Json;
using Crm.Dashboard.Figures;
using Crm.Dashboard;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Forecasts;

/// <summary>Several people are responsible for one forecast.</summary>
public sealed class ShareTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_colleague_sees_what_is_shared_and_their_figures_count_that_part_while_the_team_counts_it_once(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await server.Database.WriteAsync(async db => (await db.Users.SingleAsync(u => u.Email!.StartsWith("bas"), Stop)).Sight = Sight.Own, Stop);
        var (sanne, bas) = (await ForecastDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "bas"));
        var (hers, his) = (await sanne.UserAsync("sanne"), await sanne.UserAsync("bas"));
        var opened = await sanne.OpenAsync(new { expectedAmount = 999.99m, responsibleId = hers, shares = new[] { new { employeeId = his, percent = 30 } } });
        Assert.Equal(("Bas Kuiper", 30), (Assert.Single(opened.Shares).Name, opened.Shares[0].Percent));
        Assert.Equal(opened.Id, Assert.Single((await bas.ListAsync("whose=Mine")).Rows).Id);
        Assert.Equal(opened.Id, Assert.Single((await sanne.ListAsync($"responsible={his}")).Rows).Id);
        Assert.Equal(opened.Id, (await bas.GetAsync(opened.Id)).Id);
        Assert.Equal(new Tally(1, 300.00m), (await OpenFiguresAsync(bas)).Total);

        var edited = await sanne.EditAsync(opened, new { expectedAmount = 2_000m, shares = new[] { new { employeeId = his, percent = 25 } } });
        Assert.Equal(new Tally(1, 500m), (await OpenFiguresAsync(bas)).Total);
        Assert.Equal(new Tally(1, 2_000m), (await OpenFiguresAsync(sanne)).Total);
        var lines = await sanne.Client.GetFromJsonAsync<List<SectionRow>>("/api/dashboard/section?section=Employee", ForecastDriver.Json, Stop);
        Assert.Equal([(hers, 2_000m), (his, 500m)], lines!.Select(line => (line.Id!.Value, line.Open.Amount)).OrderByDescending(line => line.Amount));
        Assert.Contains(await sanne.HistoryAsync(opened.Id), change => (change.FieldName, change.Old, change.New) == ("Ook verantwoordelijk", "Bas Kuiper 30\u00a0%", "Bas Kuiper 25\u00a0%"));

        // Whoever takes a forecast over counts for all of it, and is back at the share when it is given on.
        var taken = await sanne.EditAsync(edited, new { responsibleId = his });
        Assert.Equal((0, new Tally(1, 2_000m)), (taken.Shares.Count, (await OpenFiguresAsync(bas)).Total));
        var remarked = await sanne.EditAsync(taken, new { remark = "Zoals de bladzijde het stuurt", shares = Array.Empty<object>() });
        await sanne.EditAsync(remarked, new { responsibleId = hers });
        Assert.Equal(new Tally(1, 500m), (await OpenFiguresAsync(bas)).Total);

        await sanne.EditAsync(await sanne.GetAsync(opened.Id), new { shares = Array.Empty<object>() });
        Assert.Equal(Tally.None, (await OpenFiguresAsync(bas)).Total);
        Assert.Equal(HttpStatusCode.Forbidden, (await bas.Client.GetAsync($"/api/forecasts/{opened.Id}", Stop)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Impossible_shares_are_refused_and_those_of_a_closed_forecast_stand(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var (bas, marieke) = (await sanne.UserAsync("bas"), await sanne.UserAsync("marieke"));
        var read = await sanne.OpenAsync(new { expectedAmount = 100m });
        foreach (var shares in new[] { [(bas, 0)], [(bas, 101)], [(bas, 10), (bas, 20)], [(Guid.NewGuid(), 10)], Enumerable.Range(0, 11).Select(_ => (Guid.NewGuid(), 10)).ToArray() })
            Assert.Equal(["Shared"], await Refused.FieldsAsync(await sanne.TryEditAsync(read, Shares(shares)), HttpStatusCode.BadRequest));

        read = await sanne.EditAsync(read, Shares((bas, 40), (marieke, 60)));
        var stale = await sanne.TryEditAsync(read with { Revision = read.Revision - 1 }, Shares((bas, 10)));
        Assert.Equal(["Shared"], await Refused.FieldsAsync(stale, HttpStatusCode.Conflict));
        Assert.Contains("Marieke", await stale.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        var closed = await sanne.CloseAsync(read.Id, new { result = "Scored", orderAmount = 80m });
        Assert.Equal(HttpStatusCode.Conflict, (await sanne.TryEditAsync(closed, Shares((bas, 10)))).StatusCode);
        Assert.Equal([32m, 48m], await server.Database.ReadAsync(db => db.ForecastShares.Where(share => share.FiguresId == read.Id).OrderBy(share => share.OrderAmount).Select(share => share.OrderAmount!.Value).ToListAsync(Stop), Stop));
    }

    static object Shares(params (Guid EmployeeId, int Percent)[] shares) => new { shares = shares.Select(share => new ResponsibleShare(share.EmployeeId, share.Percent)) };

    static async Task<OpenFigures> OpenFiguresAsync(ForecastDriver who) => (await who.Client.GetFromJsonAsync<OpenFigures>("/api/dashboard/open", ForecastDriver.Json, Stop))!;
}
