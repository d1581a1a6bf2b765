namespace Crm.Engine;

/// <summary>A repair or change of a running, waiting or faulted instance.</summary>
public abstract record Alteration;

/// <summary>Gives a variable another value, by its id.</summary>
public sealed record ModifyVariable(string VariableId, object? Value) : Alteration;

/// <summary>Runs an activity, by id; without an id everything that has faulted is run again.</summary>
public sealed record ScheduleActivity(string? ActivityId) : Alteration;

/// <summary>Stops a waiting activity; the flowchart around it goes on as when its path had died.</summary>
public sealed record CancelActivity(string ActivityId) : Alteration;

/// <summary>
/// Moves the instance to another version of its definition. What it has completed is not run again, what it waits for stays. Refused when
/// something it is at does not exist there.
/// </summary>
public sealed record Migrate(int TargetVersion) : Alteration
{
    /// <summary>Ids that activities have in the target version, by their ids in the version the instance is on; the others stayed the same.</summary>
    public IReadOnlyDictionary<string, string> Mapping { get; init; } = new Dictionary<string, string>();
}

/// <summary>An alteration cannot be made; the instance is as it was.</summary>
public sealed class AlterationException(string message) : Exception(message);
