using Crm.Engine;
using Crm.Users;
using Crm.Workflows;
using static Crm.Workflows.Definitions;

namespace Crm.Forecasts;

public sealed class ForecastWorkflowTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_workflow_sets_the_status_closes_the_forecast_and_makes_its_project_by_the_same_rules(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { expectedAmount = 1000m });
        var id = forecast.Id.ToString();
        var instance = await server.RunAsync(Flowchart("sale",
            [
                Activity("move", "Crm.SetForecastStatus", ("forecastId", id), ("statusKey", "verbal")),
                Activity("close", "Crm.CloseForecast", ("forecastId", id), ("result", "Scored"), ("orderAmount", 950.5m)),
                Activity("again", "Crm.CloseForecast", ("forecastId", id), ("result", "Scored"), ("orderAmount", 1m)),
                Activity("project", "Crm.CreateProject", ("forecastId", id)),
            ],
            "move>close", "close>again", "again>project"));
        Assert.Empty(instance.Incidents);
        var closed = await sanne.GetAsync(forecast.Id);
        Assert.Equal(("verbal", 90m, 900m), (closed.Status.Key, closed.Chance, closed.WeightedAmount));
        Assert.Equal((ForecastResult.Scored, 950.5m, new DateOnly(2026, 11, 23)), (closed.Result, closed.OrderAmount, closed.ClosedOn));
        Assert.StartsWith("P-2026-", closed.ProjectNumber, StringComparison.Ordinal);
        Assert.All((await sanne.HistoryAsync(forecast.Id)).Where(change => change.Field != "Number"), change => Assert.Equal((Door.Workflow, "sale"), (change.Door, change.By)));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_workflow_closes_as_not_scored_with_a_reason_by_name(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync();
        await server.RunAsync(Flowchart("lost", [Activity("close", "Crm.CloseForecast", ("forecastId", forecast.Id.ToString()), ("result", "NotScored"), ("reason", "No response"))]));
        var closed = await sanne.GetAsync(forecast.Id);
        Assert.Equal((ForecastResult.NotScored, "Geen reactie"), (closed.Result, closed.LossReason?.Nl));
    }

    [Theory]
    [InlineData("Crm.SetForecastStatus", "statusKey", "nowhere")]
    [InlineData("Crm.CloseForecast", "result", "Perhaps")]
    [InlineData("Crm.CloseForecast", "result", "")]
    public async Task What_a_definition_asks_wrongly_becomes_an_incident_and_changes_nothing(string type, string input, string value)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync();
        var instance = await server.RunAsync(Flowchart("wrong", [Activity("do", type, ("forecastId", forecast.Id.ToString()), (input, value))]));
        Assert.Single(instance.Incidents);
        var after = await sanne.GetAsync(forecast.Id);
        Assert.Equal((forecast.Revision, ForecastResult.Open), (after.Revision, after.Result));
    }
}
