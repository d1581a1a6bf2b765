namespace Crm.Engine;

/// <summary>A repair or change of a running, waiting or faulted instance.</summary>
public abstract record Alteration;

/// <summary>Gives a variable another value, by its id.</summary>
public sealed record ModifyVariable(string VariableId, object? Value) : Alteration;

/// <summary>Runs an activity, by id; without an id everything that has faulted is run again.</summary>
public sealed record ScheduleActivity(string? ActivityId) : Alteration;

/// <summary>Stops a waiting activity; the flowchart around it goes on as when its path had died.</summary>
public sealed record CancelActivity(string ActivityId) : Alteration;

/// <summary>Moves the instance to another version of its definition. Refused when something it waits at does not exist there.</summary>
public sealed record Migrate(int TargetVersion) : Alteration;

/// <summary>An alteration cannot be made; the instance is as it was.</summary>
public sealed class AlterationException(string message) : Exception(message);
