namespace Crm.Engine;

/// <summary>Asks for a new instance of the published version of a definition.</summary>
public sealed record StartWorkflow(string DefinitionId)
{
    /// <summary>Starts this version instead of the published one.</summary>
    public string? DefinitionVersionId { get; init; }
    public IReadOnlyDictionary<string, object?>? Input { get; init; }
    public string? CorrelationId { get; init; }
    public string? Name { get; init; }

    /// <summary>The id of the new instance, when it must be known beforehand.</summary>
    public string? InstanceId { get; init; }
    public string? ParentInstanceId { get; init; }

    /// <summary>The trigger that fired: a flowchart begins there and the trigger completes at once.</summary>
    public string? TriggerActivityId { get; init; }
}
