using System.Text.Json;
using Crm.Data;
using Crm.Engine;

namespace Crm.Workflows;

/// <summary>Reads the execution log of instances, and forgets the logs that nobody needs any more.</summary>
public sealed class WorkflowJournal(CrmDatabase database)
{
    const int InstancesAtOnce = 100;

    /// <summary>The log in the order in which it happened.</summary>
    public Task<IReadOnlyList<ExecutionLogEntry>> EntriesAsync(string instanceId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ExecutionLogEntry>>(async db =>
        {
            var rows = await db.WorkflowLog.Where(row => row.InstanceId == instanceId).OrderBy(row => row.Sequence)
                .Select(row => row.Json).ToListAsync(cancellationToken);
            return rows.ConvertAll(json => JsonSerializer.Deserialize<ExecutionLogEntry>(json, JsonSerializerOptions.Web)!);
        }, cancellationToken);

    /// <summary>Each execution of an activity with its inputs, outputs and outcomes, in the order in which they began.</summary>
    public async Task<IReadOnlyList<ActivityExecution>> ExecutionsAsync(string instanceId, CancellationToken cancellationToken) =>
        ActivityExecution.From(await EntriesAsync(instanceId, cancellationToken));

    /// <summary>Deletes the logs of instances that ended before this moment. Returns how many instances that were.</summary>
    /// <remarks>A few at a time, so that running workflows do not wait for it.</remarks>
    public async Task<int> ForgetAsync(DateTime endedBefore, CancellationToken cancellationToken)
    {
        for (var forgotten = 0; ;)
        {
            var count = await database.WriteAsync(async db =>
            {
                var old = await db.WorkflowInstances.Where(row => row.FinishedAt < endedBefore && db.WorkflowLog.Any(line => line.InstanceId == row.Id))
                    .OrderBy(row => row.FinishedAt).Select(row => row.Id).Take(InstancesAtOnce).ToListAsync(cancellationToken);
                await db.WorkflowLog.Where(line => old.Contains(line.InstanceId)).ExecuteDeleteAsync(cancellationToken);
                return old.Count;
            }, cancellationToken);
            forgotten += count;
            if (count < InstancesAtOnce)
                return forgotten;
        }
    }
}
