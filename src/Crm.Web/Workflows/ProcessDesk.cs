using Crm.Data;
using Crm.Engine;
using Crm.Users;

namespace Crm.Workflows;

/// <summary>What a process owner does with an instance: run again what failed, or stop it, always with a reason.</summary>
public sealed class ProcessDesk(CrmDatabase database, WorkflowRuntime runtime, ILogger<ProcessDesk> logger)
{
    public Task RetryAsync(string instanceId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (await StatusAsync(db, instanceId, cancellationToken) != nameof(WorkflowSubStatus.Faulted))
            throw RefusedException.Conflict("Alleen een proces met een fout wordt opnieuw geprobeerd.", "Only a process with a fault is tried again.");
        await runtime.AlterAsync(instanceId, [new ScheduleActivity(null)], cancellationToken);
        logger.LogInformation("{Who} had workflow {Instance} try again", actor.Name, instanceId);
    }, cancellationToken);

    public Task CancelAsync(string instanceId, string? reason, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var why = (reason ?? "").Trim();
        if (why.Length == 0)
            throw RefusedException.Invalid("reason", "Zeg waarom dit proces stopt.", "Say why this process stops.");
        if (await StatusAsync(db, instanceId, cancellationToken) is nameof(WorkflowSubStatus.Finished) or nameof(WorkflowSubStatus.Cancelled))
            throw RefusedException.Conflict("Dit proces is al klaar.", "This process has ended already.");
        await runtime.CancelAsync(instanceId, cancellationToken);
        logger.LogInformation("{Who} stopped workflow {Instance}: {Reason}", actor.Name, instanceId, why);
    }, cancellationToken);

    /// <summary>Removes an instance that has ended, with its log; what it did stays. False when there is none.</summary>
    public Task<bool> DeleteAsync(string instanceId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var instance = db.WorkflowInstances.Where(row => row.Id == instanceId);
        if (await instance.Select(row => row.SubStatus).SingleOrDefaultAsync(cancellationToken) is not { } status)
            return false;
        if (status is not (nameof(WorkflowSubStatus.Finished) or nameof(WorkflowSubStatus.Cancelled)))
            throw RefusedException.Conflict("Dit proces is nog niet klaar; stop het eerst.", "This process has not ended yet; stop it first.");
        await db.WorkflowLog.Where(row => row.InstanceId == instanceId).ExecuteDeleteAsync(cancellationToken);
        await instance.ExecuteDeleteAsync(cancellationToken);
        db.Touched.Add(instanceId);
        logger.LogInformation("{Who} deleted workflow {Instance}", actor.Name, instanceId);
        return true;
    }, cancellationToken);

    static async Task<string> StatusAsync(CrmDbContext db, string instanceId, CancellationToken cancellationToken) =>
        await db.WorkflowInstances.Where(row => row.Id == instanceId).Select(row => row.SubStatus).SingleOrDefaultAsync(cancellationToken)
        ?? throw RefusedException.NotFound("Dit proces bestaat niet.", "This process does not exist.");
}
