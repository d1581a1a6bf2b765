using System.Text.Json.Nodes;
using Crm.Engine;
using Crm.Engine.Execution;

namespace Crm.Studio;

/// <summary>One execution of an activity as Studio's viewer shows it, and how often each activity was executed.</summary>
public static class ShownExecution
{
    /// <summary>The inputs are never left out: Studio would ask again every second.</summary>
    public static JsonObject Whole(ActivityExecution execution, string instanceId)
    {
        var shown = Summary(execution, instanceId);
        shown["activityState"] = execution.Inputs?.DeepClone() ?? new JsonObject();
        shown["outputs"] = execution.Outputs?.DeepClone() ?? new JsonObject();
        shown["payload"] = new JsonObject { ["Outcomes"] = new JsonArray([.. execution.Outcomes.Select(outcome => (JsonNode)outcome)]) };
        shown["properties"] = new JsonObject();
        shown["exception"] = ShownInstance.ExceptionOf(execution.Exception);
        return shown;
    }

    public static JsonObject Summary(ActivityExecution execution, string instanceId) => new()
    {
        ["id"] = ExecutionId.Of(instanceId, execution.Id),
        ["workflowInstanceId"] = instanceId,
        ["activityId"] = execution.ActivityId,
        ["activityNodeId"] = execution.ActivityNodeId,
        ["activityType"] = execution.ActivityType,
        ["activityTypeVersion"] = execution.ActivityVersion,
        ["activityName"] = execution.ActivityName,
        ["startedAt"] = execution.StartedAt,
        ["completedAt"] = execution.CompletedAt,
        ["hasBookmarks"] = execution.IsWaiting,
        ["status"] = execution.Status.ToString(),
        ["aggregateFaultCount"] = execution.FaultCount,
        ["metadata"] = new JsonObject(),
        ["schedulingActivityExecutionId"] = ExecutionId.Of(instanceId, execution.ScheduledById),
        ["schedulingActivityId"] = null,
        ["schedulingWorkflowInstanceId"] = null,
        ["callStackDepth"] = execution.Depth,
    };

    /// <summary>What was repaired no longer counts as faulted: the last execution tells.</summary>
    public static JsonObject Stats(string nodeId, IReadOnlyList<ActivityExecution> executions) => new()
    {
        ["activityId"] = executions[^1].ActivityId,
        ["activityNodeId"] = nodeId,
        ["startedCount"] = executions.Count,
        ["completedCount"] = executions.Count(execution => execution.Status == ActivityStatus.Completed),
        ["uncompletedCount"] = executions.Count(execution => execution.Status == ActivityStatus.Running),
        ["isBlocked"] = executions.Any(execution => execution.IsWaiting),
        ["isFaulted"] = executions[^1].Status == ActivityStatus.Faulted,
        ["aggregateFaultCount"] = executions[^1].FaultCount,
        ["metadata"] = new JsonObject(),
    };

    public static JsonArray Stats(IEnumerable<ActivityExecution> executions) =>
        [.. executions.GroupBy(execution => execution.ActivityNodeId).Select(node => (JsonNode)Stats(node.Key, [.. node]))];
}
