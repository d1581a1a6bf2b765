using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Branching;

/// <summary>Runs branches side by side and waits for all of them, or for the first.</summary>
[Activity("Elsa", "Branching", "Runs branches side by side and waits for all of them, or for the first.")]
public sealed class Fork : Activity
{
    List<Activity> branches = [];

    [Input]
    public ForkJoinMode JoinMode { get; set; }

    protected internal override void Read(ActivityReader reader) => branches = reader.ReadActivities("branches");

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        foreach (var branch in branches)
            await context.ScheduleAsync(branch);
        if (branches.Count == 0)
            await context.CompleteActivityAsync();
    }

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        JoinMode == ForkJoinMode.WaitAny || !context.HasWork ? context.CompleteActivityAsync() : default;
}

/// <summary>A fork that waits for any branch cancels the others when the first is done.</summary>
public enum ForkJoinMode { WaitAll, WaitAny }
