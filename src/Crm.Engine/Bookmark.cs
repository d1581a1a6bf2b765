namespace Crm.Engine;

/// <summary>A place where an activity waits: for a stimulus with this hash, or until it is due.</summary>
public sealed record Bookmark
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>See <see cref="Execution.StimulusHash"/>.</summary>
    public required string Hash { get; init; }
    public object? Payload { get; init; }
    public required string ActivityId { get; init; }
    public required string ActivityNodeId { get; init; }
    public required string ActivityInstanceId { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
