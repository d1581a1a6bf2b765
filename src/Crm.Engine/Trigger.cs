namespace Crm.Engine;

/// <summary>A stimulus, or a moment, that starts a published definition.</summary>
public sealed record Trigger
{
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; init; }

    /// <summary>The activity type, as in a bookmark.</summary>
    public required string Name { get; init; }
    public required string ActivityId { get; init; }
    public required string Hash { get; init; }
    public object? Payload { get; init; }
    public DateTimeOffset? DueAt { get; init; }
}
