using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine;
using Crm.Users;

namespace Crm.Studio;

/// <summary>Repairing or moving instances. Each is altered by itself, and its answer says how that went.</summary>
public static class AlterationsApi
{
    public sealed record RunRequest(string[]? WorkflowInstanceIds, JsonArray? Alterations);

    /// <param name="Id">What the plan is to be called; who sends the same one twice has it done once.</param>
    public sealed record SubmitRequest(string? Id, AlterationFilter? Filter, JsonArray? Alterations);

    public sealed record RetryRequest(string[]? WorkflowInstanceIds, string[]? ActivityIds);

    public sealed record DryRun(IReadOnlyList<string> WorkflowInstanceIds);

    public static void MapAlterations(this IEndpointRouteBuilder api)
    {
        var alterations = api.MapGroup("/alterations");
        alterations.MapPost("/run", RunAsync).WithSummary("Alters the instances that are named.");
        alterations.MapPost("/submit", SubmitAsync).WithSummary("Alters the instances that match.");
        alterations.MapPost("/dry-run", DryRunAsync).WithSummary("Which instances match.");
        alterations.MapPost("/workflows/retry", RetryAsync).WithSummary("Runs again what has faulted.");
        alterations.MapGet("/{id}", FindAsync).WithSummary("What was asked, and how it went for each instance.");
    }

    static Task<IResult> RunAsync(RunRequest request, ClaimsPrincipal user, AlterationPlans plans, CancellationToken cancellationToken) =>
        ResultsAsync(null, request.WorkflowInstanceIds ?? [], null, request.Alterations ?? [], user, plans, cancellationToken);

    static async Task<IResult> SubmitAsync(SubmitRequest request, ClaimsPrincipal user, AlterationPlans plans, InstanceQueries queries, CancellationToken cancellationToken)
    {
        var filter = request.Filter ?? new AlterationFilter();
        return await ResultsAsync(request.Id, await queries.IdsAsync(filter, cancellationToken), filter, request.Alterations ?? [], user, plans, cancellationToken);
    }

    static async Task<IResult> DryRunAsync(AlterationFilter filter, InstanceQueries queries, CancellationToken cancellationToken) =>
        StudioJson.Answer(new DryRun(await queries.IdsAsync(filter, cancellationToken)));

    static Task<IResult> RetryAsync(RetryRequest request, ClaimsPrincipal user, AlterationPlans plans, CancellationToken cancellationToken)
    {
        // No activity means everything that has faulted.
        var alterations = (request.ActivityIds ?? []).DefaultIfEmpty<string?>(null).Select(id => (JsonNode)new JsonObject { ["type"] = "ScheduleActivity", ["activityId"] = id });
        return ResultsAsync(null, request.WorkflowInstanceIds ?? [], null, [.. alterations], user, plans, cancellationToken);
    }

    static async Task<IResult> FindAsync(string id, AlterationPlans plans, CancellationToken cancellationToken) =>
        await plans.FindAsync(id, cancellationToken) is { } plan ? StudioJson.Answer(plan) : TypedResults.NotFound();

    static async Task<IResult> ResultsAsync(
        string? planId, IReadOnlyList<string> instanceIds, AlterationFilter? filter, JsonArray asked, ClaimsPrincipal user, AlterationPlans plans, CancellationToken cancellationToken)
    {
        var plan = new AlterationPlans.Plan(string.IsNullOrWhiteSpace(planId) ? Guid.CreateVersion7().ToString("N") : planId, [.. instanceIds.Distinct()], filter, asked);
        var results = await plans.RunAsync(plan, [.. asked.OfType<JsonObject>().Select(AlterationOf)], user.AsActor(Door.Api), cancellationToken);
        return StudioJson.Answer(new JsonObject { ["planId"] = plan.Id, ["results"] = new JsonArray([.. results]) });
    }

    /// <summary>Null stands for the whole instance being stopped.</summary>
    static Alteration? AlterationOf(JsonObject alteration) => alteration.Text("type") switch
    {
        "ModifyVariable" => new ModifyVariable(alteration.Text("variableId") ?? "", Plain.Of(alteration["value"])),
        "ScheduleActivity" => new ScheduleActivity(alteration.Text("activityId") ?? alteration.Text("activityInstanceId")),
        "CancelActivity" => new CancelActivity(alteration.Text("activityId") ?? alteration.Text("activityInstanceId") ?? ""),
        "Migrate" => new Migrate(alteration.Number("targetVersion") ?? 0),
        "Cancel" => null,
        var other => throw RefusedException.Invalid("alterations", $"'{other}' is geen ingreep.", $"'{other}' is no alteration."),
    };
}
