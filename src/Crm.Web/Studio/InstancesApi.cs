using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>The instances that Studio lists and shows, with their log and their variables.</summary>
public static class InstancesApi
{
    public sealed record JournalRequest(JournalQueries.Filter? Filter);

    public sealed record ExecutionState(string Status, string SubStatus, DateTimeOffset UpdatedAt);

    public static void MapInstances(this IEndpointRouteBuilder api)
    {
        var instances = api.MapGroup("/workflow-instances");
        instances.MapPost("/", (InstanceQuestion question, InstanceQueries queries, CancellationToken cancellationToken) => ListAsync(question, queries, cancellationToken)).WithSummary("A page of instances.");
        instances.MapGet("/", (int? page, int? pageSize, string? definitionId, string? correlationId, string? status, string? subStatus, InstanceQueries queries, CancellationToken cancellationToken) => ListAsync(
            new() { Page = page, PageSize = pageSize, DefinitionId = definitionId, CorrelationId = correlationId, Status = status, SubStatus = subStatus }, queries, cancellationToken)).WithSummary("The same, asked in the address.");
        instances.MapGet("/{id}", FindAsync).WithSummary("An instance with its state.");
        instances.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes an instance that has ended.");
        instances.MapGet("/{id}/execution-state", StateAsync).WithSummary("How far it is.");
        instances.MapGet("/{id}/variables", VariablesAsync).WithSummary("Its variables and their values now.");
        instances.MapPost("/{id}/variables", SetVariablesAsync).WithSummary("Gives variables another value.");
        instances.MapPost("/{id}/journal", (string id, int? skip, int? take, JournalRequest request, JournalQueries journal, CancellationToken cancellationToken) =>
            JournalAsync(id, skip, take, request.Filter, journal, cancellationToken)).WithSummary("A stretch of its log.");
        instances.MapGet("/{id}/journal", (string id, int? page, int? pageSize, int? skip, int? take, JournalQueries journal, CancellationToken cancellationToken) =>
            JournalAsync(id, skip ?? (page ?? 0) * (pageSize ?? 100), take ?? pageSize ?? 100, null, journal, cancellationToken)).WithSummary("A page of its log.");
        instances.MapGet("/{id}/journal/{activityId}", LastLineAsync).WithSummary("The last line of its log about an activity.");
        api.MapPost("/cancel/workflow-instances/{id}", CancelAsync).WithSummary("Stops an instance.");
    }

    static async Task<IResult> ListAsync(InstanceQuestion question, InstanceQueries queries, CancellationToken cancellationToken) =>
        StudioJson.Answer(await queries.ListAsync(question, cancellationToken));

    static async Task<IResult> FindAsync(string id, InstanceQueries queries, CancellationToken cancellationToken) =>
        StudioJson.Answer(await queries.WholeAsync(await RowAsync(id, queries, cancellationToken), cancellationToken));

    static async Task<IResult> StateAsync(string id, InstanceQueries queries, CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, queries, cancellationToken);
        return StudioJson.Answer(new ExecutionState(row.Status, row.SubStatus, row.UpdatedAt));
    }

    static async Task<IResult> VariablesAsync(string id, InstanceQueries queries, CancellationToken cancellationToken) =>
        StudioJson.List(await queries.VariablesAsync(await RowAsync(id, queries, cancellationToken), cancellationToken));

    static async Task<IResult> SetVariablesAsync(string id, HttpRequest request, WorkflowRuntime runtime, InstanceQueries queries, CancellationToken cancellationToken)
    {
        await RowAsync(id, queries, cancellationToken);
        var asked = await StudioJson.ReadAsync(request, cancellationToken);
        await runtime.AlterAsync(id, [.. asked.Objects("variables").Select(variable => new ModifyVariable(variable.Text("id") ?? "", Plain.Of(variable["value"])))], cancellationToken);
        return await VariablesAsync(id, queries, cancellationToken);
    }

    static async Task<IResult> JournalAsync(string id, int? skip, int? take, JournalQueries.Filter? filter, JournalQueries journal, CancellationToken cancellationToken) =>
        StudioJson.Answer(await journal.ReadAsync(id, filter ?? new(null, null, null, null), skip, take, cancellationToken));

    static async Task<IResult> LastLineAsync(string id, string activityId, JournalQueries journal, CancellationToken cancellationToken) =>
        await journal.LastAsync(id, activityId, cancellationToken) is { } line ? StudioJson.Answer(line) : TypedResults.NotFound();

    static async Task<IResult> CancelAsync(string id, ClaimsPrincipal user, ProcessDesk desk, CancellationToken cancellationToken)
    {
        await desk.CancelAsync(id, Say("Gestopt in Studio", "Stopped in Studio"), user.AsActor(Door.Api), cancellationToken);
        return StudioJson.Answer(new JsonObject());
    }

    static async Task<IResult> DeleteAsync(string id, ClaimsPrincipal user, ProcessDesk desk, CancellationToken cancellationToken) =>
        await desk.DeleteAsync(id, user.AsActor(Door.Api), cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    static async Task<InstanceRow> RowAsync(string id, InstanceQueries queries, CancellationToken cancellationToken) => await queries.FindAsync(id, cancellationToken)
        ?? throw RefusedException.NotFound("Dit proces bestaat niet.", "This process does not exist.");
}
