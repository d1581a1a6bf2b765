using Crm.Data;
using Crm.Engine;
using Crm.Users;

namespace Crm.Workflows;

/// <summary>Takes running instances to the version in use; one that is at a step which is not there any more stays where it is.</summary>
public sealed class MigrationDesk(CrmDatabase database, WorkflowRuntime runtime, ILogger<MigrationDesk> logger)
{
    /// <param name="Moved">How many went along.</param>
    /// <param name="Stayed">Why the others did not, one line each.</param>
    public sealed record Outcome(int Moved, IReadOnlyList<string> Stayed);

    public Task MigrateAsync(string instanceId, int version, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        try
        {
            await runtime.AlterAsync(instanceId, [new Migrate(version)], cancellationToken);
        }
        catch (AlterationException refusal)
        {
            throw RefusedException.Conflict($"Dit geval blijft op zijn versie. {refusal.Message}", $"This instance stays on its version. {refusal.Message}");
        }
        logger.LogInformation("{Who} took workflow {Instance} to version {Version}", actor.Name, instanceId, version);
    }, cancellationToken);

    /// <summary>Each in a transaction of its own, so that one that stays keeps nobody back.</summary>
    public async Task<Outcome> MigrateAllAsync(string definitionId, int from, int to, Actor actor, CancellationToken cancellationToken)
    {
        var instances = await database.ReadAsync(db => db.WorkflowInstances.Where(row => row.DefinitionId == definitionId && row.DefinitionVersion == from && row.Status == nameof(WorkflowStatus.Running))
            .OrderBy(row => row.Id).Select(row => new { row.Id, row.Name }).ToListAsync(cancellationToken), cancellationToken);
        var stayed = new List<string>();
        foreach (var instance in instances)
        {
            try
            {
                await MigrateAsync(instance.Id, to, actor, cancellationToken);
            }
            catch (RefusedException refusal)
            {
                stayed.Add($"{instance.Name ?? instance.Id}: {refusal.Told}");
            }
        }
        return new(instances.Count - stayed.Count, stayed);
    }
}
