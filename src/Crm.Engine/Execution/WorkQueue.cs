using Crm.Engine.Activities;

namespace Crm.Engine.Execution;

/// <summary>What is still to be run in this burst, first in, first out.</summary>
sealed class WorkQueue
{
    readonly Queue<WorkItem> items = new();

    public bool IsEmpty => items.Count == 0;

    /// <summary>Nothing in it is known to this burst only.</summary>
    public bool CanBeStored => items.All(item => item is { Resumed: null, IsDoomed: false });

    public void Add(WorkItem item) => items.Enqueue(item);

    /// <summary>What is in it, as it is stored; it is empty afterwards.</summary>
    public List<ScheduledState> Store()
    {
        List<ScheduledState> stored = [.. items.Select(item => new ScheduledState
        {
            NodeId = item.Activity.NodeId,
            ParentId = item.Parent?.Id,
            Tag = item.Tag,
            ScheduledById = item.ScheduledById,
            Variables = item.Variables,
        })];
        items.Clear();
        return stored;
    }

    public WorkItem? Next => items.TryPeek(out var item) ? item : null;

    public WorkItem Take() => items.Dequeue();

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
    public string? ScheduledById { get; init; }
    public bool IsDoomed { get; set; }
}
