using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine;
using Crm.Engine.Definitions;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Repairing or moving instances. Each is altered by itself, and its answer says how that went.</summary>
public static class AlterationsApi
{
    static readonly string[] Conditions = ["definitionIds", "definitionVersionIds", "correlationIds", "statuses", "subStatuses"];

    public sealed record RetryRequest(string[]? WorkflowInstanceIds, string[]? ActivityIds);

    public sealed record DryRun(IReadOnlyList<string> WorkflowInstanceIds);

    public static void MapAlterations(this IEndpointRouteBuilder api)
    {
        var alterations = api.MapGroup("/alterations");
        alterations.MapPost("/run", RunAsync).WithSummary("Alters the instances that are named.");
        alterations.MapPost("/submit", SubmitAsync).WithSummary("Alters the instances that match.");
        alterations.MapPost("/dry-run", DryRunAsync).WithSummary("Which instances match.");
        alterations.MapPost("/workflows/retry", RetryAsync).WithSummary("Runs again what has faulted.");
    }

    static async Task<IResult> RunAsync(HttpRequest request, ClaimsPrincipal user, Repairs repairs, CancellationToken cancellationToken)
    {
        var asked = await StudioJson.ReadAsync(request, cancellationToken);
        return await ResultsAsync(asked.Texts("workflowInstanceIds"), AlterationsOf(asked), user, repairs, cancellationToken);
    }

    static async Task<IResult> SubmitAsync(HttpRequest request, ClaimsPrincipal user, Repairs repairs, InstanceQueries queries, CancellationToken cancellationToken)
    {
        var asked = await StudioJson.ReadAsync(request, cancellationToken);
        var ids = await MatchingAsync(asked.Object("filter") ?? [], queries, cancellationToken);
        return await ResultsAsync(ids, AlterationsOf(asked), user, repairs, cancellationToken);
    }

    static async Task<IResult> DryRunAsync(HttpRequest request, InstanceQueries queries, CancellationToken cancellationToken)
    {
        var asked = await StudioJson.ReadAsync(request, cancellationToken);
        return StudioJson.Answer(new DryRun(await MatchingAsync(asked.Object("filter") ?? asked, queries, cancellationToken)));
    }

    static Task<IResult> RetryAsync(RetryRequest request, ClaimsPrincipal user, Repairs repairs, CancellationToken cancellationToken) => ResultsAsync(
        request.WorkflowInstanceIds ?? [],
        request.ActivityIds is { Length: > 0 } activities ? [.. activities.Select(id => new ScheduleActivity(id))] : [new ScheduleActivity(null)],
        user, repairs, cancellationToken);

    static async Task<IResult> ResultsAsync(IReadOnlyList<string> ids, IReadOnlyList<Alteration?> alterations, ClaimsPrincipal user, Repairs repairs, CancellationToken cancellationToken)
    {
        var results = new JsonArray();
        foreach (var id in ids.Distinct())
            results.Add(await repairs.AlterAsync(id, alterations, user.AsActor(Door.Api), cancellationToken));
        return StudioJson.Answer(new JsonObject { ["planId"] = Guid.CreateVersion7().ToString("N"), ["results"] = results });
    }

    // Without a condition nothing matches: nobody means every instance there is.
    static async Task<IReadOnlyList<string>> MatchingAsync(JsonObject filter, InstanceQueries queries, CancellationToken cancellationToken)
    {
        if (filter.Texts("workflowInstanceIds") is { Count: > 0 } ids)
            return ids;
        if (!Conditions.Any(condition => filter.Texts(condition).Count > 0) && filter.Text("searchTerm") is null)
            return [];
        var question = new InstanceQuestion
        {
            DefinitionIds = [.. filter.Texts("definitionIds")],
            DefinitionVersionIds = [.. filter.Texts("definitionVersionIds")],
            CorrelationIds = [.. filter.Texts("correlationIds")],
            SearchTerm = filter.Text("searchTerm"),
            Statuses = [.. filter.Texts("statuses")],
            SubStatuses = [.. filter.Texts("subStatuses")],
        };
        return await queries.IdsAsync(question, cancellationToken);
    }

    static IReadOnlyList<Alteration?> AlterationsOf(JsonObject asked) => [.. asked.Objects("alterations").Select(AlterationOf)];

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
