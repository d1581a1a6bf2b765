using Crm.Data;
using Crm.Engine;

namespace Crm.Workflows;

/// <summary>Reads an instance's document together with the values of it that are kept apart.</summary>
public static class InstanceStates
{
    public static async Task<WorkflowInstance> ReadAsync(CrmDbContext db, string instanceId, string state, CancellationToken cancellationToken) => StoredInstance.RefersApart(state)
        ? WorkflowInstance.From(new StoredInstance(state, await db.WorkflowValues.Where(row => row.InstanceId == instanceId).ToDictionaryAsync(row => row.Hash, row => row.Json, cancellationToken)))
        : WorkflowInstance.FromJson(state);
}
