using Crm.Engine.Activities;

namespace Crm.Engine.Execution;

/// <summary>What is still to be run in this burst, first in, first out.</summary>
sealed class WorkQueue
{
    readonly Queue<WorkItem> items = new();

    public bool IsEmpty => items.Count == 0;

    public void Add(WorkItem item) => items.Enqueue(item);

    public WorkItem? Take() => items.TryDequeue(out var item) ? item : null;

    public void Clear() => items.Clear();

    /// <summary>What these activities still have in the queue may run, but not wait.</summary>
    public void Doom(ActivityExecutionContext parent, Predicate<Activity> which)
    {
        foreach (var item in items)
            item.IsDoomed |= item.Parent == parent && which(item.Activity);
    }

    /// <summary>Nothing that this activity has scheduled and that has not begun is run any more.</summary>
    public void Withdraw(ActivityExecutionContext parent)
    {
        for (var left = items.Count; left > 0; left--)
            if (items.Dequeue() is var item && item.Parent != parent)
                items.Enqueue(item);
        parent.Queued.Clear();
    }
}

/// <summary>An activity that is to begin, or one that is resumed.</summary>
sealed record WorkItem(Activity Activity, ActivityExecutionContext? Parent)
{
    public ActivityExecutionContext? Resumed { get; init; }
    public string? Tag { get; init; }
    public Dictionary<string, object?>? Variables { get; init; }
    public ActivityExecutionContext? ScheduledBy { get; init; }
    public bool IsDoomed { get; set; }
}
