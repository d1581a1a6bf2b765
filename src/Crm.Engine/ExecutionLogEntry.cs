using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

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
    public int ActivityVersion { get; init; } = 1;
    public string? ActivityName { get; init; }

    /// <summary>With Started: the activity execution that led to this one, e.g. the one before it in a flowchart.</summary>
    public string? ScheduledById { get; init; }

    /// <summary>Started, Suspended, Resumed, Completed, Canceled or Faulted.</summary>
    public required string Event { get; init; }

    /// <summary>With Completed: the outcomes. With Faulted: the message.</summary>
    public string? Message { get; init; }
    public IReadOnlyList<string>? Outcomes { get; init; }

    /// <summary>With Faulted: what went wrong.</summary>
    public IncidentException? Exception { get; init; }

    /// <summary>With the last entry of an activity in each burst: what its inputs were, as far as they may be kept.</summary>
    [JsonInclude]
    public JsonObject? Inputs { get; internal set; }

    /// <summary>With the last entry of an activity in each burst: what it has produced, as far as that may be kept.</summary>
    [JsonInclude]
    public JsonObject? Outputs { get; internal set; }
    public required DateTimeOffset At { get; init; }
}
