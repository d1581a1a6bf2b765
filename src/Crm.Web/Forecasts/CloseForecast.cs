using Crm.Data;
using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.Forecasts;

[Activity("Crm", "Forecasts", "Closes a forecast as scored or not scored. One that a colleague closed with the same result already stays as it is.", DisplayName = "Close forecast")]
public sealed class CloseForecast : CodeActivity
{
    [Input(DisplayName = "Forecast", IsRequired = true)]
    public Input<Guid> ForecastId { get; set; } = default!;

    [Input(DisplayName = "Result", UIHint = "dropdown", Options = [nameof(ForecastResult.Scored), nameof(ForecastResult.NotScored)], IsRequired = true)]
    public Input<string> Result { get; set; } = default!;

    [Input(DisplayName = "Order amount", Description = "When scored; the expected amount when left out.")]
    public Input<decimal?> OrderAmount { get; set; } = default!;

    [Input(DisplayName = "Reason", Description = "When not scored: name or id of the reason.", OptionsFrom = "loss-reasons", DefaultValue = "Overig")]
    public Input<string> Reason { get; set; } = default!;

    [Input(DisplayName = "Closed on", Description = "Today when left out.")]
    public Input<DateTime?> ClosedOn { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var desk = context.GetRequiredService<ForecastDesk>();
        var (id, actor) = (context.Get(ForecastId), Actor.Workflow(context.WorkflowExecutionContext.DefinitionName));
        if (!Enum.TryParse<ForecastResult>(context.Get(Result), ignoreCase: true, out var result) || result == ForecastResult.Open)
            throw RefusedException.Invalid("Result", "Het resultaat is Scored of NotScored.", "The result is Scored or NotScored.");
        var forecast = await context.GetRequiredService<ForecastQueries>().RecordAsync(id, context.CancellationToken);
        if (forecast.Result == result)
            return;
        var closedOn = context.Get(ClosedOn) is { } day ? DateOnly.FromDateTime(day) : DateOnly.FromDateTime(Clock.Local(context.Now.UtcDateTime));
        if (result == ForecastResult.Scored)
            await desk.CloseScoredAsync(id, context.Get(OrderAmount) ?? forecast.ExpectedAmount, closedOn, actor, context.CancellationToken);
        else
            await desk.CloseNotScoredAsync(id, await ReasonAsync(context), null, closedOn, actor, context.CancellationToken);
    }

    async Task<Guid> ReasonAsync(ActivityExecutionContext context)
    {
        var reason = context.Get(Reason) is { Length: > 0 } named ? named : "Overig";
        return await context.GetRequiredService<ForecastQueries>().FindOptionAsync(ForecastOptionKind.LossReason, reason, context.CancellationToken)
            ?? throw RefusedException.Invalid("Reason", $"Er is geen reden “{reason}”.", $"There is no reason “{reason}”.");
    }
}
