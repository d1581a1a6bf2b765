using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Starting a workflow by hand, also one that is still a draft.</summary>
public static class RunsApi
{
    const int MaxAtOnce = 100;

    public sealed record Dispatched(string WorkflowInstanceId);

    public sealed record DispatchedMany(IReadOnlyList<string> WorkflowInstanceIds);

    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var definition = api.MapGroup("/workflow-definitions/{definitionId}");
        definition.MapPost("/execute", ExecuteAsync).WithSummary("Starts a workflow and answers when it waits or has ended.");
        definition.MapPost("/dispatch", DispatchAsync).WithSummary("Starts a workflow.");
        definition.MapPost("/bulk-dispatch", DispatchManyAsync).WithSummary("Starts a workflow several times.");
    }

    static async Task<IResult> ExecuteAsync(string definitionId, HttpContext context, WorkflowRuntime runtime, DefinitionQueries queries, CancellationToken cancellationToken)
    {
        var asked = await StudioJson.ReadAsync(context.Request, cancellationToken);
        if (await StartAsync(definitionId, asked, runtime, queries, cancellationToken) is not { } instance)
        {
            context.Response.Headers["x-elsa-workflow-cannot-start"] = "true";
            return StudioJson.Answer(new JsonObject { ["cannotStart"] = true });
        }
        context.Response.Headers["x-elsa-workflow-instance-id"] = instance.Id;
        return StudioJson.Answer(new JsonObject { ["workflowState"] = ShownInstance.StateOf(instance) });
    }

    static async Task<IResult> DispatchAsync(string definitionId, HttpRequest request, WorkflowRuntime runtime, DefinitionQueries queries, CancellationToken cancellationToken)
    {
        var instance = await StartAsync(definitionId, await StudioJson.ReadAsync(request, cancellationToken), runtime, queries, cancellationToken) ?? throw Refused();
        return StudioJson.Answer(new Dispatched(instance.Id));
    }

    static async Task<IResult> DispatchManyAsync(string definitionId, HttpRequest request, WorkflowRuntime runtime, DefinitionQueries queries, CancellationToken cancellationToken)
    {
        var asked = await StudioJson.ReadAsync(request, cancellationToken);
        var started = new List<string>();
        for (var count = Math.Clamp(asked.Number("count") ?? 1, 1, MaxAtOnce); count > 0; count--)
            started.Add((await StartAsync(definitionId, asked, runtime, queries, cancellationToken) ?? throw Refused()).Id);
        return StudioJson.Answer(new DispatchedMany(started));
    }

    static async Task<WorkflowInstance?> StartAsync(string definitionId, JsonObject asked, WorkflowRuntime runtime, DefinitionQueries queries, CancellationToken cancellationToken)
    {
        var row = await queries.FindAsync(definitionId, asked.Text("versionOptions") is { Length: > 0 } version ? version : "Published", cancellationToken)
            ?? throw RefusedException.NotFound("Deze versie van de procesdefinitie bestaat niet.", "This version of the workflow definition does not exist.");
        return await runtime.StartAsync(
            new StartWorkflow(definitionId)
            {
                DefinitionVersionId = row.Id,
                CorrelationId = asked.Text("correlationId"),
                TriggerActivityId = asked.Text("triggerActivityId"),
                Name = asked.Text("name"),
                Input = Plain.Values(asked["input"]),
            },
            cancellationToken);
    }

    static RefusedException Refused() => RefusedException.Conflict("Er loopt er al een, en dit proces staat er maar één toe.", "One is running already, and this workflow allows no second.");
}
