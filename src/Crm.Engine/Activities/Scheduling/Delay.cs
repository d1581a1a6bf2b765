using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Scheduling;

/// <summary>Waits for a while.</summary>
[Activity("Elsa", "Scheduling", "Waits for a while.")]
public sealed class Delay : Activity
{
    [Input(DefaultValue = "00:01:00", DisplayName = "Time span")]
    public Input<TimeSpan>? TimeSpan { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var resumeAt = context.Now + context.Get(TimeSpan);
        context.CreateBookmark(new { ResumeAt = resumeAt }, dueAt: resumeAt);
        return default;
    }
}
