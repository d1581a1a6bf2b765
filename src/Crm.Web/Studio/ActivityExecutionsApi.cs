using System.Text.Json.Nodes;
using Crm.Engine;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>What every activity of an instance got, gave and led to.</summary>
public static class ActivityExecutionsApi
{
    public sealed record ReportRequest(string? WorkflowInstanceId, string[]? ActivityNodeIds);

    public static void MapActivityExecutions(this IEndpointRouteBuilder api)
    {
        var executions = api.MapGroup("/activity-executions");
        executions.MapPost("/report", ReportAsync).WithSummary("How often each activity was executed, and how that stands.");
        executions.MapGet("/list", ListAsync).WithSummary("The executions of an activity, with inputs and outputs.");
        executions.MapGet("/count", CountAsync).WithSummary("How many there are.");
        executions.MapGet("/by-id", (string? id, WorkflowJournal journal, CancellationToken cancellationToken) => FindAsync(id, journal, cancellationToken)).WithSummary("One execution.");
        executions.MapGet("/{id}", (string id, WorkflowJournal journal, CancellationToken cancellationToken) => FindAsync(id, journal, cancellationToken)).WithSummary("The same.");
        executions.MapGet("/{id}/call-stack", CallStackAsync).WithSummary("The executions that led to one, the first of them first.");
        api.MapGet("/activity-execution-summaries/list", SummariesAsync).WithSummary("The executions of an activity, without inputs and outputs.");
    }

    static async Task<IResult> ReportAsync(ReportRequest request, WorkflowJournal journal, CancellationToken cancellationToken)
    {
        var all = await journal.ExecutionsAsync(request.WorkflowInstanceId ?? "", cancellationToken);
        var wanted = request.ActivityNodeIds is { } nodeIds ? all.Where(execution => nodeIds.Contains(execution.ActivityNodeId)) : all;
        return StudioJson.Answer(new JsonObject { ["stats"] = ShownExecution.Stats(wanted) });
    }

    static async Task<IResult> ListAsync(string? workflowInstanceId, string? activityNodeId, bool? completed, WorkflowJournal journal, CancellationToken cancellationToken) =>
        StudioJson.List((await ExecutionsAsync(workflowInstanceId, activityNodeId, completed, journal, cancellationToken)).ConvertAll(execution => ShownExecution.Whole(execution, workflowInstanceId!)));

    static async Task<IResult> SummariesAsync(string? workflowInstanceId, string? activityNodeId, bool? completed, WorkflowJournal journal, CancellationToken cancellationToken) =>
        StudioJson.List((await ExecutionsAsync(workflowInstanceId, activityNodeId, completed, journal, cancellationToken)).ConvertAll(execution => ShownExecution.Summary(execution, workflowInstanceId!)));

    static async Task<IResult> CountAsync(string? workflowInstanceId, string? activityNodeId, bool? completed, WorkflowJournal journal, CancellationToken cancellationToken) =>
        StudioJson.Answer(new JsonObject { ["count"] = (await ExecutionsAsync(workflowInstanceId, activityNodeId, completed, journal, cancellationToken)).Count });

    static async Task<IResult> FindAsync(string? executionId, WorkflowJournal journal, CancellationToken cancellationToken)
    {
        var (instanceId, id) = ExecutionId.Parts(executionId ?? "");
        return (await journal.ExecutionsAsync(instanceId, cancellationToken)).FirstOrDefault(execution => execution.Id == id) is { } found
            ? StudioJson.Answer(ShownExecution.Whole(found, instanceId))
            : TypedResults.NotFound();
    }

    static async Task<IResult> CallStackAsync(string id, WorkflowJournal journal, CancellationToken cancellationToken)
    {
        var (instanceId, executionId) = ExecutionId.Parts(id);
        var all = (await journal.ExecutionsAsync(instanceId, cancellationToken)).ToDictionary(execution => execution.Id);
        var stack = new List<JsonNode>();
        for (var execution = all.GetValueOrDefault(executionId); execution is not null; execution = Before(execution, all))
            stack.Insert(0, ShownExecution.Whole(execution, instanceId));
        return stack.Count == 0
            ? TypedResults.NotFound()
            : StudioJson.Answer(new JsonObject { ["activityExecutionId"] = id, ["items"] = new JsonArray([.. stack]), ["totalCount"] = stack.Count });
    }

    static ActivityExecution? Before(ActivityExecution execution, Dictionary<string, ActivityExecution> all) =>
        execution.ScheduledById is { } by && by != execution.Id ? all.GetValueOrDefault(by) : null;

    static async Task<List<ActivityExecution>> ExecutionsAsync(string? instanceId, string? nodeId, bool? completed, WorkflowJournal journal, CancellationToken cancellationToken) =>
        [.. (await journal.ExecutionsAsync(instanceId ?? "", cancellationToken))
            .Where(execution => (nodeId is null or "" || execution.ActivityNodeId == nodeId) && (completed is null || completed == execution.CompletedAt is not null))];
}
