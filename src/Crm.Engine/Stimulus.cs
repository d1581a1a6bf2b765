namespace Crm.Engine;

/// <summary>
/// Something happened that workflows may wait for. The name is an activity type; the payload is compared by its hash with what a
/// bookmark or trigger was created with.
/// </summary>
public sealed record Stimulus(string Name, object? Payload)
{
    /// <summary>Only instances with this correlation id. Without it, every instance that waits.</summary>
    public string? CorrelationId { get; init; }
    public string? InstanceId { get; init; }
    public IReadOnlyDictionary<string, object?>? Input { get; init; }

    /// <summary>Kept for an instance that begins to wait within ten minutes, when nobody waits yet.</summary>
    public bool KeepWhenUnclaimed { get; init; }
}
