using System.Text.Json;
using Crm.Data;
using Crm.Engine;

namespace Crm.Workflows;

/// <summary>What a process owner watches: the definitions, what runs of each, and what went wrong.</summary>
public sealed class ProcessQueries(CrmDatabase database, DefinitionFiles files)
{
    public sealed record Definition(string DefinitionId, string Name, int Version, int Running, int Faulted, int Finished)
    {
        /// <summary>A later version waits for a second process owner.</summary>
        public bool IsOffered { get; init; }
    }

    public sealed record Row(string Id, string DefinitionId, string Definition, int Version, string? Name, string SubStatus, int Incidents, DateTime CreatedAt, DateTime UpdatedAt);

    public sealed record Page(IReadOnlyList<Row> Rows, int Total, string? After);

    public sealed record Line(int Sequence, string Activity, string Event, string? Message, IReadOnlyList<string> Outcomes, DateTime At);

    public sealed record Whole(Row Row, IReadOnlyList<Incident> Incidents, IReadOnlyList<Line> Log);

    public const int PageSize = 50, MaxLines = 500;

    /// <summary>Files of definitions that could not be used when the server started.</summary>
    public IReadOnlyList<string> Faults => files.Faults;

    public Task<List<Definition>> DefinitionsAsync(CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var published = await db.WorkflowDefinitions.Where(row => row.IsPublished).OrderBy(row => row.Name).Select(row => new { row.DefinitionId, row.Name, row.Version }).ToListAsync(cancellationToken);
        var offered = await db.WorkflowDefinitions.Where(row => row.IsLatest && row.OfferedAt != null).Select(row => row.DefinitionId).ToListAsync(cancellationToken);
        var counts = await db.WorkflowInstances.GroupBy(row => new { row.DefinitionId, row.SubStatus }).Select(group => new { group.Key.DefinitionId, group.Key.SubStatus, Count = group.Count() }).ToListAsync(cancellationToken);
        int Count(string id, params string[] statuses) => counts.Where(count => count.DefinitionId == id && statuses.Contains(count.SubStatus)).Sum(count => count.Count);
        return published.ConvertAll(row => new Definition(row.DefinitionId, row.Name ?? row.DefinitionId, row.Version,
            Count(row.DefinitionId, nameof(WorkflowSubStatus.Suspended), nameof(WorkflowSubStatus.Executing), nameof(WorkflowSubStatus.Pending)),
            Count(row.DefinitionId, nameof(WorkflowSubStatus.Faulted)),
            Count(row.DefinitionId, nameof(WorkflowSubStatus.Finished), nameof(WorkflowSubStatus.Cancelled))) { IsOffered = offered.Contains(row.DefinitionId) });
    }, cancellationToken);

    /// <summary>Newest first; ids rise with time, so they are the order.</summary>
    public Task<Page> InstancesAsync(string? definitionId, string? subStatus, string? after, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var matching = db.WorkflowInstances.AsQueryable();
        if (definitionId is not null)
            matching = matching.Where(row => row.DefinitionId == definitionId);
        if (subStatus is not null)
            matching = matching.Where(row => row.SubStatus == subStatus);
        var page = after is null ? matching : matching.Where(row => row.Id.CompareTo(after) < 0);
        var rows = await Rows(db, page.OrderByDescending(row => row.Id).Take(PageSize + 1)).ToListAsync(cancellationToken);
        return new Page([.. rows.Take(PageSize)], await matching.CountAsync(cancellationToken), rows.Count > PageSize ? rows[PageSize - 1].Id : null);
    }, cancellationToken);

    public Task<Whole?> FindAsync(string instanceId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        if (await Rows(db, db.WorkflowInstances.Where(row => row.Id == instanceId)).SingleOrDefaultAsync(cancellationToken) is not { } row)
            return null;
        var stored = await db.WorkflowInstances.Where(i => i.Id == instanceId).Select(i => new { i.State, i.DefinitionVersionId }).SingleAsync(cancellationToken);
        var names = FlowMap.Read(await db.WorkflowDefinitions.Where(d => d.Id == stored.DefinitionVersionId).Select(d => d.Json).SingleAsync(cancellationToken)).Names;
        var log = await db.WorkflowLog.Where(line => line.InstanceId == instanceId).OrderByDescending(line => line.Sequence).Take(MaxLines).ToListAsync(cancellationToken);
        return new Whole(row, WorkflowInstance.FromJson(stored.State).Incidents, [.. log.Where(line => names.ContainsKey(line.ActivityId)).Select(line => LineOf(line, names))]);
    }, cancellationToken);

    /// <summary>The version in use, when that is a later one than the instance's.</summary>
    public Task<int?> NewerVersionAsync(Row row, CancellationToken cancellationToken) => database.ReadAsync(db => db.WorkflowDefinitions
        .Where(definition => definition.DefinitionId == row.DefinitionId && definition.IsPublished && definition.Version > row.Version).Select(definition => (int?)definition.Version).SingleOrDefaultAsync(cancellationToken), cancellationToken);

    static IQueryable<Row> Rows(CrmDbContext db, IQueryable<InstanceRow> instances) => instances.Select(row => new Row(
        row.Id, row.DefinitionId, db.WorkflowDefinitions.Where(d => d.Id == row.DefinitionVersionId).Select(d => d.Name).FirstOrDefault() ?? row.DefinitionId,
        row.DefinitionVersion, row.Name, row.SubStatus, row.IncidentCount, row.CreatedAt, row.UpdatedAt));

    static Line LineOf(ExecutionLogRow row, IReadOnlyDictionary<string, LocalText> names)
    {
        var entry = JsonSerializer.Deserialize<ExecutionLogEntry>(row.Json, JsonSerializerOptions.Web)!;
        return new(row.Sequence, names[row.ActivityId].ToString(), row.Event, entry.Message, entry.Outcomes ?? [], row.At);
    }
}
