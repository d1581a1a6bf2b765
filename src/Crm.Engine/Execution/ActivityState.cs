namespace Crm.Engine.Execution;

/// <summary>What is kept of an activity that has not finished. It refers to the definition by node id and names no code.</summary>
public sealed class ActivityState
{
    public required string Id { get; init; }
    public required string NodeId { get; set; }
    public string? ParentId { get; init; }

    /// <summary>What the parent scheduled this activity as, e.g. a branch or a round.</summary>
    public string? Tag { get; init; }
    public ActivityStatus Status { get; set; }
    public bool IsBreaking { get; set; }

    /// <summary>It has been reached but runs in a burst of its own, which is still to come.</summary>
    public bool IsInBackground { get; set; }
    public bool InputsEvaluated { get; set; }
    public Dictionary<string, object?> Inputs { get => field ??= []; set; }
    public Dictionary<string, object?> Outputs { get => field ??= []; set; }
    public Dictionary<string, object?> Properties { get => field ??= []; set; }

    /// <summary>Values of the variables declared here, by variable id.</summary>
    public Dictionary<string, object?> Variables { get => field ??= []; set; }

    /// <summary>Values that only exist here, by name: what a loop gives its body, what a script declared.</summary>
    public Dictionary<string, object?> DynamicVariables { get => field ??= []; set; }
    public DateTimeOffset? StartedAt { get; set; }
}

/// <summary>A pending activity has been scheduled only; a faulted one keeps what encloses it open until it is repaired.</summary>
public enum ActivityStatus { Pending, Running, Completed, Canceled, Faulted }
