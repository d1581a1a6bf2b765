using System.Net;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Forecasts;

public sealed class StatusAndChanceTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_status_with_a_chance_sets_it_and_weighs_the_amount(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var opened = await sanne.OpenAsync(new { expectedAmount = 44_400.01m });
        Assert.Equal((10m, 4_440.00m), (opened.Chance, opened.WeightedAmount));
        var moved = await sanne.StatusAsync(opened.Id, "negotiation");
        Assert.Equal((75m, 33_300.01m, "negotiation"), (moved.Chance, moved.WeightedAmount, moved.Status.Key));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_status_with_a_chance_locks_it_and_one_without_leaves_it_free(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await AddFreeStatusAsync(server);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { expectedAmount = 1000m, status = "quote" });
        Assert.Equal(["Chance"], await Refused.FieldsAsync(await sanne.TryEditAsync(forecast, new { chance = 51m }), HttpStatusCode.BadRequest));

        var free = await sanne.StatusAsync(forecast.Id, "waiting");
        Assert.Equal(50m, free.Chance);
        var edited = await sanne.EditAsync(free, new { chance = 33.33m });
        Assert.Equal((33.33m, 333.30m), (edited.Chance, edited.WeightedAmount));
        Assert.Equal(["Chance"], await Refused.FieldsAsync(await sanne.TryEditAsync(edited, new { chance = 100.01m }), HttpStatusCode.BadRequest));
        Assert.Equal(90m, (await sanne.StatusAsync(forecast.Id, "verbal")).Chance);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_page_keeps_the_same_rule_as_the_API(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { expectedAmount = 1000m });
        var desk = server.Services.GetRequiredService<ForecastDesk>();
        var actor = new Actor(await sanne.UserAsync("sanne"), "Sanne de Wit", Door.Page, [Roles.Sales]);
        await desk.SetStatusAsync(forecast.Id, "verbal", actor, Stop);
        Assert.Equal((90m, 900m), ((await sanne.GetAsync(forecast.Id)).Chance, (await sanne.GetAsync(forecast.Id)).WeightedAmount));
        Assert.Contains(await sanne.HistoryAsync(forecast.Id), change => change is { Field: "Chance", Door: Door.Page });
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Closed_figures_stand_until_the_forecast_is_reopened(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { expectedAmount = 1000m, status = "quote" });
        var closed = await sanne.CloseAsync(forecast.Id, new { result = "Scored", orderAmount = 950m });
        Assert.Equal((ForecastResult.Scored, 950m, 50m), (closed.Result, closed.OrderAmount, closed.Chance));

        await Refused.FieldsAsync(await sanne.TryStatusAsync(forecast.Id, "verbal"), HttpStatusCode.Conflict);
        await Refused.FieldsAsync(await sanne.TryEditAsync(closed, new { expectedAmount = 1m }), HttpStatusCode.Conflict);
        await Refused.FieldsAsync(await sanne.TryEditAsync(closed, new { expectedDate = "2027-12-31" }), HttpStatusCode.Conflict);
        await server.Services.GetRequiredService<ForecastDesk>().FollowQuotesAsync(forecast.Id, 5m, Actor.System, Stop);
        await RaiseChanceAsync(server, "quote", 60m);
        Assert.Equal((1000m, 50m, 500m), await FiguresAsync(sanne, forecast.Id));

        var reopened = await sanne.ReopenAsync(forecast.Id);
        Assert.Equal((ForecastResult.Open, (decimal?)null, (DateOnly?)null), (reopened.Result, reopened.OrderAmount, reopened.ClosedOn));
        Assert.Equal((1000m, 60m, 600m), await FiguresAsync(sanne, forecast.Id));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_expected_amount_follows_the_quotes_unless_it_was_set_by_hand(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { expectedAmount = 1000m });
        var desk = server.Services.GetRequiredService<ForecastDesk>();
        await desk.FollowQuotesAsync(forecast.Id, 2000m, Actor.System, Stop);
        var followed = await sanne.GetAsync(forecast.Id);
        Assert.Equal((2000m, 200m), (followed.ExpectedAmount, followed.WeightedAmount));
        await sanne.EditAsync(followed, new { amountFollowsQuotes = false, expectedAmount = 1500m });
        await desk.FollowQuotesAsync(forecast.Id, 3000m, Actor.System, Stop);
        Assert.Equal(1500m, (await sanne.GetAsync(forecast.Id)).ExpectedAmount);
    }

    static async Task<(decimal Amount, decimal Chance, decimal Weighted)> FiguresAsync(ForecastDriver who, Guid id)
    {
        var record = await who.GetAsync(id);
        return (record.ExpectedAmount, record.Chance, record.WeightedAmount);
    }

    static Task AddFreeStatusAsync(CrmServer server) => server.Database.WriteAsync(db =>
    {
        db.ForecastStatuses.Add(new ForecastStatus { Key = "waiting", Name = new("Wacht op klant", "Waiting"), Color = "st1", Order = 9 });
        return Task.CompletedTask;
    }, Stop);

    static Task<int> RaiseChanceAsync(CrmServer server, string key, decimal chance) => server.Database.WriteAsync(
        db => db.ForecastStatuses.Where(status => status.Key == key).ExecuteUpdateAsync(set => set.SetProperty(status => status.Chance, chance), Stop), Stop);
}
