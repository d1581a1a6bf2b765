using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Scheduling;

/// <summary>Waits for an interval, or starts a workflow again and again.</summary>
[Activity("Elsa", "Scheduling", "Waits for an interval, or starts the workflow again and again.", Kind = ActivityKind.Trigger)]
public sealed class Timer : Activity
{
    [Input(DefaultValue = "00:01:00")]
    public Input<TimeSpan>? Interval { get; set; }

    protected internal override IEnumerable<TriggerStimulus> GetTriggers(ActivityExecutionContext context)
    {
        var interval = context.Get(Interval);
        if (interval <= TimeSpan.Zero)
            throw new InvalidOperationException($"A timer's interval must be longer than nothing, not {interval}.");
        var startAt = context.Now + interval;
        return [new(new { StartAt = startAt, Interval = interval }, startAt)];
    }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow)
            return context.CompleteActivityAsync();
        var resumeAt = context.Now + context.Get(Interval);
        context.CreateBookmark(new { ResumeAt = resumeAt }, dueAt: resumeAt);
        return default;
    }
}
