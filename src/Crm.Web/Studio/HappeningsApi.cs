using System.Text.Json.Nodes;
using Crm.Engine;
using Crm.Engine.Activities.Primitives;

namespace Crm.Studio;

/// <summary>What others tell workflows that wait for it: an event happened, a task that was handed out is done.</summary>
public static class HappeningsApi
{
    public sealed record EventRequest(JsonNode? Input, string? CorrelationId, string? WorkflowInstanceId);

    public sealed record TaskRequest(JsonNode? Result);

    public static void MapHappenings(this IEndpointRouteBuilder api)
    {
        api.MapPost("/events/{eventName}/trigger", (string eventName, EventRequest told, WorkflowRuntime runtime, CancellationToken cancellationToken) =>
            TellAsync(Event.Happened(eventName, Plain.Of(told.Input), told.CorrelationId, told.WorkflowInstanceId), runtime, cancellationToken))
            .WithSummary("Starts and resumes what waits for the event.");
        // A quick helper may be done before the workflow has come to its wait.
        api.MapPost("/tasks/{taskId}/complete", (string taskId, TaskRequest told, WorkflowRuntime runtime, CancellationToken cancellationToken) =>
            TellAsync(RunTask.Done(taskId, Plain.Of(told.Result)) with { KeepWhenUnclaimed = true }, runtime, cancellationToken))
            .WithSummary("Resumes the workflow that had the task done.");
    }

    // Nobody may be waiting any more, for instance when it is told twice: that is no fault.
    static async Task<IResult> TellAsync(Stimulus stimulus, WorkflowRuntime runtime, CancellationToken cancellationToken)
    {
        await runtime.SendAsync(stimulus, cancellationToken);
        return StudioJson.Answer(new JsonObject());
    }
}
