namespace Crm.Studio;

/// <summary>
/// The id of one execution of an activity, as Elsa's API hands it out. It begins with that of its instance, so that the execution is
/// found without an index over the whole log.
/// </summary>
public static class ExecutionId
{
    public static string? Of(string instanceId, string? id) => id is null ? null : $"{instanceId}.{id}";

    public static (string InstanceId, string Id) Parts(string executionId) =>
        executionId.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? (executionId[..dot], executionId[(dot + 1)..]) : ("", executionId);
}
