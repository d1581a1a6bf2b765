using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>
/// What was asked of several instances at once, and how that went for each. The log holds it as it holds what instances did: a line for the
/// plan and one for each instance, written with what was altered, so that a plan that was interrupted goes on where it was.
/// </summary>
public sealed class AlterationPlans(CrmDatabase database, IWorkflowStore store, Repairs repairs, TimeProvider clock)
{
    const string Completed = "Completed", Failed = "Failed";

    /// <param name="Filter">How the instances were found; null when they were named.</param>
    /// <param name="Alterations">As they were sent.</param>
    public sealed record Plan(string Id, IReadOnlyList<string> InstanceIds, AlterationFilter? Filter, JsonArray Alterations)
    {
        /// <summary>No instance has such an id.</summary>
        public static string Key(string planId) => $"alterations/{planId}";
    }

    /// <summary>Alters the instances that the plan has not altered yet. Returns how it went for all of them.</summary>
    public async Task<IReadOnlyList<JsonNode>> RunAsync(Plan plan, IReadOnlyList<Alteration?> alterations, Actor actor, CancellationToken cancellationToken)
    {
        var ids = (await BeginAsync(plan, actor, cancellationToken)).Texts("workflowInstanceIds");
        var results = new List<JsonNode>();
        foreach (var (place, id) in ids.Index())
            results.Add(ResultOf(await AlterAsync(plan.Id, place + 1, id, alterations, actor, cancellationToken)));
        return results;
    }

    /// <summary>Null when there is none.</summary>
    public async Task<JsonObject?> FindAsync(string planId, CancellationToken cancellationToken)
    {
        if (await LinesAsync(planId, cancellationToken) is not [var plan, .. var jobs])
            return null;
        var isDone = jobs.Count == plan.Texts("workflowInstanceIds").Count;
        plan["status"] = isDone ? Completed : "Running";
        plan["completedAt"] = isDone ? (jobs.LastOrDefault() ?? plan)["createdAt"]!.DeepClone() : null;
        return new JsonObject { ["plan"] = plan, ["jobs"] = new JsonArray([.. jobs]) };
    }

    // What was kept under this id is what counts: asked again, it may find other instances.
    Task<JsonObject> BeginAsync(Plan plan, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (await HeldLineAsync(db, plan.Id, 0, cancellationToken) is { } known)
            return known;
        var now = clock.GetUtcNow();
        var begun = new JsonObject
        {
            ["id"] = plan.Id,
            ["alterations"] = plan.Alterations.DeepClone(),
            ["workflowInstanceFilter"] = JsonSerializer.SerializeToNode(plan.Filter ?? new AlterationFilter { WorkflowInstanceIds = [.. plan.InstanceIds] }, StudioJson.Options),
            ["workflowInstanceIds"] = new JsonArray([.. plan.InstanceIds.Select(id => (JsonNode)id)]),
            ["createdBy"] = actor.Name,
            ["createdAt"] = now,
            ["startedAt"] = now,
        };
        db.WorkflowLog.Add(Line(plan.Id, 0, "", "Started", begun, now));
        return begun;
    }, cancellationToken);

    Task<JsonObject> AlterAsync(string planId, int line, string instanceId, IReadOnlyList<Alteration?> alterations, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (await HeldLineAsync(db, planId, line, cancellationToken) is { } known)
            return known;
        var (isSuccessful, log) = await repairs.AlterAsync(instanceId, alterations, actor, cancellationToken);
        var (now, status) = (clock.GetUtcNow(), isSuccessful ? Completed : Failed);
        var job = new JsonObject
        {
            ["id"] = $"{planId}.{line}",
            ["planId"] = planId,
            ["workflowInstanceId"] = instanceId,
            ["status"] = status,
            ["log"] = log,
            ["createdAt"] = now,
            ["startedAt"] = now,
            ["completedAt"] = now,
        };
        db.WorkflowLog.Add(Line(planId, line, instanceId, status, job, now));
        return job;
    }, cancellationToken);

    /// <summary>The line, when there is one; who sends the same plan at this moment waits until this transaction has ended, and then finds it.</summary>
    async Task<JsonObject?> HeldLineAsync(CrmDbContext db, string planId, int line, CancellationToken cancellationToken)
    {
        var key = Plan.Key(planId);
        await store.HoldAsync(key, cancellationToken);
        return await db.WorkflowLog.Where(row => row.InstanceId == key && row.Sequence == line).Select(row => row.Json).SingleOrDefaultAsync(cancellationToken) is { } json ? StudioJson.Parse(json) : null;
    }

    Task<List<JsonObject>> LinesAsync(string planId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
        (await db.WorkflowLog.Where(row => row.InstanceId == Plan.Key(planId)).OrderBy(row => row.Sequence).Select(row => row.Json).ToListAsync(cancellationToken)).ConvertAll(StudioJson.Parse), cancellationToken);

    static ExecutionLogRow Line(string planId, int sequence, string instanceId, string happened, JsonObject json, DateTimeOffset at) => new()
    {
        InstanceId = Plan.Key(planId),
        Sequence = sequence,
        ActivityId = instanceId,
        ActivityInstanceId = "",
        ActivityType = "Alteration",
        Event = happened,
        Json = StudioJson.Text(json),
        At = at.UtcDateTime,
    };

    static JsonObject ResultOf(JsonObject job) => new()
    {
        ["workflowInstanceId"] = job.Text("workflowInstanceId"),
        ["log"] = new JsonObject { ["logEntries"] = job["log"]!.DeepClone() },
        ["workflowHasScheduledWork"] = false,
        ["isSuccessful"] = job.Text("status") == Completed,
    };
}
