namespace Crm.Engine;

/// <summary>Something that went wrong in an instance, and where.</summary>
public sealed record Incident
{
    public required string ActivityId { get; init; }
    public required string ActivityNodeId { get; init; }
    public string? ActivityInstanceId { get; init; }
    public required string ActivityType { get; init; }
    public required string Message { get; init; }
    public IncidentException? Exception { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
}

/// <summary>The exception behind an incident, kept as text.</summary>
public sealed record IncidentException(string Type, string Message, string? StackTrace, IncidentException? Inner)
{
    public static IncidentException From(Exception error) =>
        new(error.GetType().Name, error.Message, error.StackTrace, error.InnerException is { } inner ? From(inner) : null);
}
