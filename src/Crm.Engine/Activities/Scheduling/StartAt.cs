using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Scheduling;

/// <summary>Waits until a moment, or starts a workflow then.</summary>
[Activity("Elsa", "Scheduling", "Waits until a moment, or starts the workflow then.", DisplayName = "Start At", Kind = ActivityKind.Trigger)]
public sealed class StartAt : Activity
{
    [Input(DisplayName = "Date and time", IsRequired = true)]
    public Input<DateTimeOffset>? DateTime { get; set; }

    protected internal override IEnumerable<TriggerStimulus> GetTriggers(ActivityExecutionContext context)
    {
        var moment = context.Get(DateTime);
        return [new(new { DateTime = moment }, moment)];
    }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var moment = context.Get(DateTime);
        if (context.IsTriggerOfWorkflow || moment <= context.Now)
            return context.CompleteActivityAsync();
        context.CreateBookmark(new { ExecuteAt = moment }, dueAt: moment);
        return default;
    }
}
