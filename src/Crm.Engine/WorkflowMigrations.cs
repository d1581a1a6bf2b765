using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine;

/// <summary>Moves running instances to another version of their definition: one or thousands, tried first, and taken back when asked.</summary>
public sealed class WorkflowMigrations
{
    // Enough to share a commit, few enough to let others in between.
    const int AtOnce = 50;
    readonly WorkflowRuntime runtime;
    readonly EngineParts engine;

    internal WorkflowMigrations(WorkflowRuntime runtime, EngineParts engine)
    {
        this.runtime = runtime;
        this.engine = engine;
    }

    /// <summary>Tells what would become of the plan, and changes nothing.</summary>
    public Task<MigrationReport> TryAsync(MigrationPlan plan, CancellationToken cancellationToken = default) =>
        EachAsync(plan, (instance, target) => ObstacleAsync(instance, target, plan, cancellationToken), cancellationToken);

    /// <summary>Moves what can be moved. An instance for which something stands in the way stays as it is, and the report says why.</summary>
    public Task<MigrationReport> RunAsync(MigrationPlan plan, CancellationToken cancellationToken = default) =>
        EachAsync(plan, (instance, _) => MoveAsync(instance.Id, new Migrate(plan.TargetVersion) { Mapping = plan.Mapping }, cancellationToken), cancellationToken);

    /// <summary>Moves back what a plan has moved, as far as it has not gone on to something that did not exist before.</summary>
    public async Task<IReadOnlyList<MigrationReport>> TakeBackAsync(MigrationReport done, CancellationToken cancellationToken = default)
    {
        var back = done.Plan.Mapping.ToDictionary(pair => pair.Value, pair => pair.Key);
        var reports = new List<MigrationReport>();
        foreach (var version in done.Moved.GroupBy(instance => instance.FromVersion))
        {
            var plan = new MigrationPlan(done.Plan.DefinitionId, version.Key) { InstanceIds = [.. version.Select(instance => instance.InstanceId)], Mapping = back };
            reports.Add(await RunAsync(plan, cancellationToken));
        }
        return reports;
    }

    async Task<MigrationReport> EachAsync(MigrationPlan plan, Func<WorkflowInstance, VersionHead, Task<string?>> move, CancellationToken cancellationToken)
    {
        var target = await Alterations.FindVersionAsync(plan.DefinitionId, plan.TargetVersion, engine, cancellationToken);
        var ids = plan.InstanceIds ?? await engine.Store.FindUnfinishedAsync(new InstanceFilter(plan.DefinitionId), cancellationToken);
        var instances = new List<MigratedInstance>();
        // In one order, so that two plans at once do not block each other for ever.
        foreach (var some in ids.Order(StringComparer.Ordinal).Chunk(AtOnce))
            instances.AddRange(await engine.Store.TransactAsync(() => SomeAsync(some, target, move, plan.InstanceIds is not null, cancellationToken), cancellationToken));
        return new MigrationReport(plan, instances);
    }

    async Task<List<MigratedInstance>> SomeAsync(
        string[] ids, VersionHead target, Func<WorkflowInstance, VersionHead, Task<string?>> move, bool tellsOfAll, CancellationToken cancellationToken)
    {
        var instances = new List<MigratedInstance>();
        foreach (var id in ids)
        {
            if (await engine.Store.LockInstanceAsync(id, cancellationToken) is not { } instance)
                instances.Add(new MigratedInstance(id, 0, $"There is no instance '{id}'.", []));
            else if (tellsOfAll || instance.DefinitionVersionId != target.Id)
                instances.Add(new MigratedInstance(
                    id, instance.DefinitionVersion, await move(instance, target), [.. instance.Bookmarks.Select(bookmark => bookmark.ActivityNodeId)]));
        }
        return instances;
    }

    async Task<string?> ObstacleAsync(WorkflowInstance instance, VersionHead target, MigrationPlan plan, CancellationToken cancellationToken)
    {
        var from = await engine.Definitions.LoadAsync(instance.DefinitionVersionId, cancellationToken);
        var to = await engine.Definitions.LoadAsync(target.Id, cancellationToken);
        var obstacles = new Move(instance, from, to, plan.Mapping).Obstacles();
        return obstacles.Count == 0 ? null : string.Join(" ", obstacles);
    }

    // Nothing has been written when it is refused, so the others of the same transaction can go on.
    async Task<string?> MoveAsync(string instanceId, Migrate migrate, CancellationToken cancellationToken)
    {
        try
        {
            await runtime.AlterAsync(instanceId, [migrate], cancellationToken);
            return null;
        }
        catch (AlterationException refused)
        {
            return refused.Message;
        }
    }
}
