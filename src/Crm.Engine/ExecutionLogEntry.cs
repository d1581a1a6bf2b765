namespace Crm.Engine;

/// <summary>One line of an instance's history: an activity started, waited, went on, completed, was cancelled or faulted.</summary>
public sealed record ExecutionLogEntry
{
    public required int Sequence { get; init; }
    public required string ActivityId { get; init; }
    public required string ActivityNodeId { get; init; }
    public required string ActivityInstanceId { get; init; }
    public string? ParentActivityInstanceId { get; init; }
    public required string ActivityType { get; init; }
    public string? ActivityName { get; init; }

    /// <summary>Started, Suspended, Resumed, Completed, Canceled or Faulted.</summary>
    public required string Event { get; init; }

    /// <summary>With Completed: the outcomes. With Faulted: the message.</summary>
    public string? Message { get; init; }
    public IReadOnlyList<string>? Outcomes { get; init; }
    public required DateTimeOffset At { get; init; }
}
