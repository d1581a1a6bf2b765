namespace Crm.Engine;

/// <summary>Asks for instances to be moved to another version of their definition.</summary>
public sealed record MigrationPlan(string DefinitionId, int TargetVersion)
{
    /// <summary>Only these instances; without it all that have not ended and are on another version.</summary>
    public IReadOnlyList<string>? InstanceIds { get; init; }

    /// <summary>See <see cref="Migrate.Mapping"/>.</summary>
    public IReadOnlyDictionary<string, string> Mapping { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// What became of one instance, or what would become of it. An obstacle says why it stays where it is; the waits are the node ids of the
/// activities at which it waited before.
/// </summary>
public sealed record MigratedInstance(string InstanceId, int FromVersion, string? Obstacle, IReadOnlyList<string> Waits);

/// <summary>What became of a plan, or what would become of it.</summary>
public sealed record MigrationReport(MigrationPlan Plan, IReadOnlyList<MigratedInstance> Instances)
{
    public IEnumerable<MigratedInstance> Moved => Instances.Where(instance => instance.Obstacle is null);
    public IEnumerable<MigratedInstance> Refused => Instances.Where(instance => instance.Obstacle is not null);
}
