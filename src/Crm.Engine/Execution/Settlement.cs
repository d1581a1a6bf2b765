namespace Crm.Engine.Execution;

/// <summary>Says what has become of an instance when nothing is left to do in a burst.</summary>
sealed class Settlement(WorkflowExecutionContext workflow)
{
    readonly WorkflowInstance instance = workflow.Instance;

    /// <summary>An activity faulted, and the definition ends the instance for that.</summary>
    public bool IsFaulted { get; set; }

    /// <summary>A Finish was reached: whatever else there was is forgotten.</summary>
    public bool IsFinishing { get; set; }

    public void Settle()
    {
        if (IsFaulted)
            End(WorkflowSubStatus.Faulted);
        else if (IsFinishing || workflow.Tree.Root?.State.Status == ActivityStatus.Completed)
            End(WorkflowSubStatus.Finished);
        else
            Suspend();
    }

    /// <summary>There is more to do, which is left to the next transaction.</summary>
    public void Pause(List<ScheduledState> scheduled)
    {
        instance.Status = WorkflowStatus.Running;
        instance.SubStatus = WorkflowSubStatus.Executing;
        instance.FinishedAt = null;
        instance.Activities = workflow.Tree.States();
        instance.Cut = new CutBurst { Scheduled = scheduled, Input = new(workflow.Input, StringComparer.OrdinalIgnoreCase) };
        instance.Bookmarks.Add(new Bookmark
        {
            Id = workflow.Ids.Next(),
            Name = CutBurst.BookmarkName,
            Hash = StimulusHash.Of(CutBurst.BookmarkName, null, instance.Id),
            ActivityId = workflow.Graph.Root.Id,
            ActivityNodeId = workflow.Graph.Root.NodeId,
            ActivityInstanceId = "",
            DueAt = workflow.ContinuesAt,
            CreatedAt = workflow.Now,
        });
    }

    public void End(WorkflowSubStatus subStatus)
    {
        instance.Status = WorkflowStatus.Finished;
        instance.SubStatus = subStatus;
        instance.FinishedAt = workflow.Now;
        var canBeRepaired = subStatus == WorkflowSubStatus.Faulted;
        instance.ParkedBookmarks = canBeRepaired ? [.. instance.Bookmarks] : [];
        instance.Bookmarks.Clear();
        instance.Activities = canBeRepaired ? workflow.Tree.States() : [.. workflow.Tree.States().Take(1)];
    }

    void Suspend()
    {
        instance.Status = WorkflowStatus.Running;
        instance.SubStatus = WorkflowSubStatus.Suspended;
        instance.FinishedAt = null;
        instance.Activities = workflow.Tree.States();
        if (instance.Bookmarks.Count == 0 && !instance.Activities.Exists(state => state.Status == ActivityStatus.Faulted))
            ReportStuck(workflow.Tree.All().Last());
    }

    void ReportStuck(ActivityExecutionContext stuck) => workflow.Report(
        stuck.Activity, stuck.Id,
        $"Nothing can wake this workflow: {stuck.Activity} has not completed, and nothing that it waits for can still happen.");
}
