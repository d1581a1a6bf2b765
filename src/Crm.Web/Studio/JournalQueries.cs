using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Reads the log of an instance, a stretch at a time.</summary>
public sealed class JournalQueries(CrmDatabase database)
{
    const int MaxLines = 1_000;

    /// <summary>Which lines are asked for; null means all.</summary>
    public sealed record Filter(string[]? ActivityIds, string[]? ActivityNodeIds, string[]? ExcludedActivityTypes, string[]? EventNames);

    public Task<JsonObject> ReadAsync(string instanceId, Filter filter, int? skip, int? take, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var rows = Matching(db.WorkflowLog.Where(row => row.InstanceId == instanceId), filter).OrderBy(row => row.Sequence);
        var (from, count) = (Math.Max(skip ?? 0, 0), Math.Clamp(take ?? MaxLines, 0, MaxLines));
        if (filter.ActivityNodeIds is not { Length: > 0 } nodeIds)
            return Page((await rows.Skip(from).Take(count).ToListAsync(cancellationToken)).Select(EntryOf), await rows.CountAsync(cancellationToken), instanceId);
        // The row has the activity's id only; two activities of that id are told apart by the whole of their place.
        var lines = (await rows.ToListAsync(cancellationToken)).Select(EntryOf).Where(entry => nodeIds.Contains(entry.ActivityNodeId)).ToList();
        return Page(lines.Skip(from).Take(count), lines.Count, instanceId);
    }, cancellationToken);

    /// <summary>The last line about an activity; null when there is none.</summary>
    public Task<JsonObject?> LastAsync(string instanceId, string activityId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
        await db.WorkflowLog.Where(row => row.InstanceId == instanceId && row.ActivityId == activityId).OrderByDescending(row => row.Sequence).FirstOrDefaultAsync(cancellationToken) is { } row
            ? Line(EntryOf(row), instanceId)
            : null, cancellationToken);

    static IQueryable<ExecutionLogRow> Matching(IQueryable<ExecutionLogRow> rows, Filter filter)
    {
        if (filter.ActivityIds is { Length: > 0 } ids)
            rows = rows.Where(row => ids.Contains(row.ActivityId));
        if (filter.ActivityNodeIds is { Length: > 0 } nodeIds)
        {
            var last = nodeIds.Select(nodeId => nodeId[(nodeId.LastIndexOf(':') + 1)..]).ToArray();
            rows = rows.Where(row => last.Contains(row.ActivityId));
        }
        if (filter.ExcludedActivityTypes is { Length: > 0 } types)
            rows = rows.Where(row => !types.Contains(row.ActivityType));
        if (filter.EventNames is { Length: > 0 } events)
            rows = rows.Where(row => events.Contains(row.Event));
        return rows;
    }

    static JsonObject Page(IEnumerable<ExecutionLogEntry> entries, int total, string instanceId) => new()
    {
        ["items"] = new JsonArray([.. entries.Select(entry => Line(entry, instanceId))]),
        ["totalCount"] = total,
        ["links"] = new JsonArray(),
    };

    static ExecutionLogEntry EntryOf(ExecutionLogRow row) => JsonSerializer.Deserialize<ExecutionLogEntry>(row.Json, JsonSerializerOptions.Web)!;

    static JsonObject Line(ExecutionLogEntry entry, string instanceId) => new()
    {
        ["id"] = $"{instanceId}.{entry.Sequence}",
        ["activityInstanceId"] = ExecutionId.Of(instanceId, entry.ActivityInstanceId),
        ["parentActivityInstanceId"] = ExecutionId.Of(instanceId, entry.ParentActivityInstanceId),
        ["activityId"] = entry.ActivityId,
        ["activityType"] = entry.ActivityType,
        ["activityTypeVersion"] = entry.ActivityVersion,
        ["activityName"] = entry.ActivityName,
        ["nodeId"] = entry.ActivityNodeId,
        ["timestamp"] = entry.At,
        ["sequence"] = entry.Sequence,
        ["eventName"] = entry.Event,
        ["message"] = entry.Message,
        ["source"] = null,
        ["activityState"] = null,
        ["payload"] = PayloadOf(entry),
    };

    static JsonObject? PayloadOf(ExecutionLogEntry entry)
    {
        var payload = new JsonObject();
        if (entry.Outcomes is { } outcomes)
            payload["Outcomes"] = new JsonArray([.. outcomes.Select(outcome => (JsonNode)outcome)]);
        if (entry.Exception is { } exception)
            payload["Exception"] = ShownInstance.ExceptionOf(exception);
        return payload.Count == 0 ? null : payload;
    }
}
