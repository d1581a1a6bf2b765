using Crm.Data;
using Crm.Engine;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>What the head above Studio says about the definition or the instance below it.</summary>
public sealed class StudioHeads(CrmDatabase database, DefinitionCheck check)
{
    /// <param name="DefinitionId">Empty above the lists.</param>
    /// <param name="Draft">The version that is being worked on, when it is not in use yet.</param>
    /// <param name="InUse">The version that new cases take.</param>
    public sealed record Head(StudioPlace Place, string DefinitionId = "", string Name = "", int? Draft = null, int? InUse = null, int Running = 0, int Version = 0, string SubStatus = "")
    {
        /// <summary>What the check says of the newest version, before it is put in use with Studio's own button.</summary>
        public IReadOnlyList<DefinitionCheck.Finding> Findings { get; init; } = [];
        /// <summary>The draft waits for a second process owner.</summary>
        public bool IsOffered { get; init; }
    }

    /// <summary>Null when there is no such definition or instance.</summary>
    public Task<Head?> FindAsync(StudioPlace place, CancellationToken cancellationToken) => place.View switch
    {
        StudioView.Definition => DefinitionAsync(place, cancellationToken),
        StudioView.Instance => InstanceAsync(place, cancellationToken),
        _ => Task.FromResult<Head?>(new Head(place)),
    };

    async Task<Head?> DefinitionAsync(StudioPlace place, CancellationToken cancellationToken)
    {
        if (await VersionsAsync(place, cancellationToken) is not { } head)
            return null;
        var newest = await database.ReadAsync(db => db.WorkflowDefinitions.Where(row => row.DefinitionId == place.Id && row.IsLatest).Select(row => new { row.Json, IsOffered = row.OfferedAt != null }).SingleAsync(cancellationToken), cancellationToken);
        return head with { Findings = await check.OfAsync(newest.Json, cancellationToken), IsOffered = newest.IsOffered };
    }

    Task<Head?> VersionsAsync(StudioPlace place, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var versions = await db.WorkflowDefinitions.Where(row => row.DefinitionId == place.Id && (row.IsLatest || row.IsPublished))
            .OrderBy(row => row.Version).Select(row => new { row.Name, row.Version, row.IsLatest, row.IsPublished }).ToListAsync(cancellationToken);
        if (versions.Count == 0)
            return null;
        var running = await db.WorkflowInstances.CountAsync(row => row.DefinitionId == place.Id && row.Status == nameof(WorkflowStatus.Running), cancellationToken);
        return new Head(place, place.Id, versions[^1].Name ?? place.Id,
            versions.FirstOrDefault(row => row is { IsLatest: true, IsPublished: false })?.Version, versions.FirstOrDefault(row => row.IsPublished)?.Version, running);
    }, cancellationToken);

    Task<Head?> InstanceAsync(StudioPlace place, CancellationToken cancellationToken) => database.ReadAsync(db => db.WorkflowInstances.Where(row => row.Id == place.Id).Select(row => new Head(
        place, row.DefinitionId, row.Name ?? db.WorkflowDefinitions.Where(definition => definition.Id == row.DefinitionVersionId).Select(definition => definition.Name).FirstOrDefault() ?? row.DefinitionId,
        null, null, 0, row.DefinitionVersion, row.SubStatus)).SingleOrDefaultAsync(cancellationToken), cancellationToken);
}
