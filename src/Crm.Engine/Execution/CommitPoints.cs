using Crm.Engine.Activities;
using Crm.Engine.Definitions;
using Crm.Engine.Http;

namespace Crm.Engine.Execution;

/// <summary>Tells where a burst is to be saved although there is more to do, as the workflow and its activities wish; an activity's wish goes first.</summary>
sealed class CommitPoints(WorkflowExecutionContext workflow, WorkQueue queue, Settlement settlement)
{
    readonly string? ofWorkflow = workflow.Graph.Definition.CommitStrategy;
    readonly long begun = workflow.Engine.Clock.GetTimestamp();

    /// <summary>Not before what a burst begins with: what was before that has just been saved, unless the instance is new.</summary>
    public bool IsBefore(WorkItem next, bool isFirst) => next.Resumed is null && WishesBefore(next, isFirst) && CanCut();

    public bool IsAfter(WorkItem done) => !queue.IsEmpty && done.Parent is not null && WishesAfter(done.Activity) && CanCut();

    bool WishesBefore(WorkItem next, bool isFirst) => next.Parent is null
        ? workflow.Instance.Revision == 0 && ofWorkflow == CommitStrategies.WorkflowExecuting
        : !isFirst && WishesBefore(next.Activity);

    bool WishesBefore(Activity activity) => activity.CommitStrategy switch
    {
        CommitStrategies.CommitAlways or CommitStrategies.Executing => true,
        CommitStrategies.CommitNever => false,
        _ => ofWorkflow == CommitStrategies.ActivityExecuting,
    };

    bool WishesAfter(Activity activity) => activity.CommitStrategy switch
    {
        CommitStrategies.CommitAlways or CommitStrategies.Executed => true,
        CommitStrategies.CommitNever => false,
        _ => ofWorkflow == CommitStrategies.ActivityExecuted
            || ofWorkflow == CommitStrategies.Periodic && workflow.Engine.Clock.GetElapsedTime(begun) >= CommitStrategies.Period,
    };

    // What only this burst knows would be lost: a fault on its way to the end, a race that was decided, a resumption, a caller who waits for an answer.
    bool CanCut() =>
        !settlement.IsFaulted && !settlement.IsFinishing && HttpExchange.Current is null && workflow.Runner.IsTriggerDone
        && queue.CanBeStored && workflow.Tree.All().All(context => context is { IsDoomed: false, RequestedOutcomes: null });
}
