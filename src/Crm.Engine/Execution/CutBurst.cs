namespace Crm.Engine.Execution;

/// <summary>What a burst still had to do when it was saved at a commit point. It goes on in the next transaction, on whichever server.</summary>
public sealed class CutBurst
{
    /// <summary>The name of the wait that stands for it; it is over at once.</summary>
    internal const string BookmarkName = "Continuation";

    /// <summary>How long whoever ran the burst may take to go on; then any server does.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    public List<ScheduledState> Scheduled { get; init; } = [];

    /// <summary>What the workflow was started or resumed with, as its activities see it until it waits.</summary>
    public Dictionary<string, object?> Input { get; init; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What is kept of an activity that is to begin.</summary>
public sealed class ScheduledState
{
    public required string NodeId { get; init; }

    /// <summary>The activity that scheduled it; null for the workflow itself.</summary>
    public string? ParentId { get; init; }
    public string? Tag { get; init; }
    public string? ScheduledById { get; init; }

    /// <summary>Values that only exist in it and below, by name.</summary>
    public Dictionary<string, object?>? Variables { get; init; }
}
