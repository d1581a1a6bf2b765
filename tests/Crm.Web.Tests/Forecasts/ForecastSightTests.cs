using System.Net;
using System.Net.Http.Json;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Forecasts;

/// <summary>An employee who may see own forecasts only.</summary>
public sealed class ForecastSightTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_colleagues_forecast_is_neither_shown_nor_changed_and_what_was_given_away_can_be_taken_back(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await server.Database.WriteAsync(async db => (await db.Users.SingleAsync(u => u.Email!.StartsWith("bas"), Stop)).Sight = Sight.Own, Stop);
        var (sanne, bas) = (await ForecastDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "bas"));
        var (hers, his) = (await sanne.OpenAsync(), await bas.OpenAsync());

        Assert.Equal(his.Id, (await bas.ListAsync("whose=All")).Rows.Single().Id);
        Assert.Equal(his.Id, (await bas.GetAsync(his.Id)).Id);
        foreach (var path in new[] { "", "/history" })
            Assert.Equal(HttpStatusCode.Forbidden, (await bas.Client.GetAsync($"/api/forecasts/{hers.Id}{path}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bas.TryStatusAsync(hers.Id, "negotiation")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bas.Client.GetAsync($"/api/forecasts/{Guid.NewGuid()}", Stop)).StatusCode);

        var given = await BulkAsync(bas, new(BulkField.Responsible, $"{await bas.UserAsync("sanne")}") { Ids = [hers.Id, his.Id] });
        Assert.Equal(his.Id, Assert.Single(given.Undo.Steps).ForecastId);
        Assert.Empty((await bas.ListAsync("whose=All")).Rows);
        (await bas.Client.PostAsJsonAsync("/api/forecasts/bulk/undo", given.Undo, ForecastDriver.Json, Stop)).EnsureSuccessStatusCode();
        Assert.Equal(his.Id, (await bas.ListAsync("whose=All")).Rows.Single().Id);
    }

    static async Task<BulkResult> BulkAsync(ForecastDriver who, BulkChange change) =>
        (await (await who.Client.PostAsJsonAsync("/api/forecasts/bulk", change, ForecastDriver.Json, Stop)).Content.ReadFromJsonAsync<BulkResult>(ForecastDriver.Json, Stop))!;
}
