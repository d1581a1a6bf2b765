using System.Text.Json.Nodes;
using Crm.Engine;
using Crm.Engine.Execution;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>An instance as Studio's list and viewer show it.</summary>
public static class ShownInstance
{
    public static JsonObject Summary(InstanceRow row) => new()
    {
        ["id"] = row.Id,
        ["definitionId"] = row.DefinitionId,
        ["definitionVersionId"] = row.DefinitionVersionId,
        ["version"] = row.DefinitionVersion,
        ["parentWorkflowInstanceId"] = row.ParentInstanceId,
        ["status"] = row.Status,
        ["subStatus"] = row.SubStatus,
        ["correlationId"] = row.CorrelationId,
        ["name"] = row.Name,
        ["incidentCount"] = row.IncidentCount,
        ["isSystem"] = false,
        ["createdAt"] = new DateTimeOffset(row.CreatedAt),
        ["updatedAt"] = new DateTimeOffset(row.UpdatedAt),
        ["finishedAt"] = row.FinishedAt is { } finished ? new DateTimeOffset(finished) : null,
    };

    public static JsonObject Of(InstanceRow row, WorkflowInstance instance)
    {
        var shown = Summary(row);
        shown["workflowState"] = StateOf(instance);
        return shown;
    }

    public static JsonObject StateOf(WorkflowInstance instance) => new()
    {
        ["id"] = instance.Id,
        ["definitionId"] = instance.DefinitionId,
        ["definitionVersionId"] = instance.DefinitionVersionId,
        ["definitionVersion"] = instance.DefinitionVersion,
        ["parentWorkflowInstanceId"] = instance.ParentInstanceId,
        ["correlationId"] = instance.CorrelationId,
        ["name"] = instance.Name,
        ["status"] = instance.Status.ToString(),
        ["subStatus"] = instance.SubStatus.ToString(),
        ["isExecuting"] = false,
        ["isSystem"] = false,
        ["bookmarks"] = new JsonArray([.. instance.Bookmarks.Select(bookmark => BookmarkOf(bookmark, instance.Id))]),
        ["incidents"] = new JsonArray([.. instance.Incidents.Select(incident => IncidentOf(incident, instance.Id))]),
        ["completionCallbacks"] = new JsonArray(),
        ["activityExecutionContexts"] = new JsonArray([.. instance.Activities.Select(state => ContextOf(state, instance.Id))]),
        ["scheduledActivities"] = new JsonArray(),
        ["executionLogSequence"] = instance.LogSequence,
        ["input"] = KeptValues.Of(instance.Input),
        ["output"] = KeptValues.Of(instance.Output),
        ["properties"] = KeptValues.Of(instance.Properties),
        ["createdAt"] = instance.CreatedAt,
        ["updatedAt"] = instance.UpdatedAt,
        ["finishedAt"] = instance.FinishedAt,
    };

    static JsonObject BookmarkOf(Bookmark bookmark, string instanceId) => new()
    {
        ["id"] = bookmark.Id,
        ["name"] = bookmark.Name,
        ["hash"] = bookmark.Hash,
        ["payload"] = KeptValues.Of(bookmark.Payload),
        ["activityId"] = bookmark.ActivityId,
        ["activityNodeId"] = bookmark.ActivityNodeId,
        ["activityInstanceId"] = ExecutionId.Of(instanceId, bookmark.ActivityInstanceId),
        ["dueAt"] = bookmark.DueAt,
        ["createdAt"] = bookmark.CreatedAt,
        ["autoBurn"] = true,
        ["autoComplete"] = true,
    };

    static JsonObject IncidentOf(Incident incident, string instanceId) => new()
    {
        ["activityId"] = incident.ActivityId,
        ["activityNodeId"] = incident.ActivityNodeId,
        ["activityInstanceId"] = ExecutionId.Of(instanceId, incident.ActivityInstanceId),
        ["activityType"] = incident.ActivityType,
        ["message"] = incident.Message,
        ["exception"] = ExceptionOf(incident.Exception),
        ["timestamp"] = incident.Timestamp,
    };

    static JsonObject ContextOf(ActivityState state, string instanceId) => new()
    {
        ["id"] = ExecutionId.Of(instanceId, state.Id),
        ["parentContextId"] = ExecutionId.Of(instanceId, state.ParentId),
        ["scheduledActivityNodeId"] = state.NodeId,
        ["ownerActivityNodeId"] = state.NodeId.LastIndexOf(':') is > 0 and var end ? state.NodeId[..end] : null,
        ["properties"] = new JsonObject(),
        ["metadata"] = new JsonObject(),
        // What its inputs were is in the log, as far as that may be told.
        ["activityState"] = new JsonObject(),
        ["dynamicVariables"] = new JsonArray(),
        ["status"] = state.Status.ToString(),
        ["isExecuting"] = false,
        ["faultCount"] = state.Status == ActivityStatus.Faulted ? 1 : 0,
        ["startedAt"] = state.StartedAt,
    };

    public static JsonObject? ExceptionOf(IncidentException? exception) => exception is null ? null : new JsonObject
    {
        ["type"] = exception.Type,
        ["message"] = exception.Message,
        ["stackTrace"] = exception.StackTrace,
        ["innerException"] = ExceptionOf(exception.Inner),
    };
}
