using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.Forecasts;

[Activity("Crm", "Forecasts", "Gives a forecast another status; the status sets the chance.", DisplayName = "Set forecast status")]
public sealed class SetForecastStatus : CodeActivity
{
    [Input(DisplayName = "Forecast", IsRequired = true)]
    public Input<Guid> ForecastId { get; set; } = default!;

    [Input(DisplayName = "Status", Description = "What the forecast becomes.", OptionsFrom = "forecast-statuses", IsRequired = true)]
    public Input<string> StatusKey { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        await context.GetRequiredService<ForecastDesk>().SetStatusAsync(
            context.Get(ForecastId), context.Get(StatusKey) ?? "", Actor.Workflow(context.WorkflowExecutionContext.DefinitionName), context.CancellationToken);
}
