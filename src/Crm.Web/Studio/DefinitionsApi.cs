using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>The definitions that Studio lists and edits.</summary>
public static class DefinitionsApi
{
    public static void MapDefinitions(this IEndpointRouteBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions");
        definitions.MapGet("/", ListAsync).WithSummary("A page of definitions.");
        definitions.MapGet("/by-definition-id/{definitionId}", FindAsync).WithSummary("One version of a definition: the latest, unless another is asked for.");
        definitions.MapGet("/{definitionId}", FindAsync).WithSummary("The same under its short address.");
        definitions.MapGet("/by-id/{versionId}", FindVersionAsync).WithSummary("The version with this id.");
        definitions.MapGet("/many-by-id", FindManyAsync).WithSummary("The versions with these ids.");
        definitions.MapGet("/query/count", async (DefinitionQueries queries, CancellationToken cancellationToken) => StudioJson.Answer(new { Count = await queries.CountAsync(cancellationToken) })).WithSummary("How many definitions there are.");
        definitions.MapGet("/validation/is-name-unique", IsNameUniqueAsync).WithSummary("Whether no other definition has the name.");
        definitions.MapPost("/", SaveAsync).WithSummary("Saves a draft, and publishes it when asked to.");
        definitions.MapPost("/{definitionId}/publish", PublishAsync).WithSummary("Publishes the latest version.");
    }

    static async Task<IResult> ListAsync(
        string? versionOptions, int? page, int? pageSize, string? searchTerm, string? orderBy, string? orderDirection, string[]? definitionIds, string[]? ids,
        DefinitionQueries queries, CancellationToken cancellationToken) =>
        StudioJson.Answer(await queries.ListAsync(new(versionOptions, page, pageSize, searchTerm, orderBy, orderDirection, definitionIds, ids), cancellationToken));

    static async Task<IResult> FindAsync(string definitionId, string? versionOptions, DefinitionQueries queries, CancellationToken cancellationToken) =>
        await queries.FindAsync(definitionId, versionOptions is null or "" ? "Latest" : versionOptions, cancellationToken) is { } row
            ? StudioJson.Answer(await queries.ShownAsync(row, cancellationToken))
            : TypedResults.NotFound();

    static async Task<IResult> FindVersionAsync(string versionId, DefinitionQueries queries, CancellationToken cancellationToken) =>
        await queries.FindVersionAsync(versionId, cancellationToken) is { } row
            ? StudioJson.Answer(await queries.ShownAsync(row, cancellationToken))
            : TypedResults.NotFound();

    static async Task<IResult> FindManyAsync(string[]? ids, DefinitionQueries queries, CancellationToken cancellationToken)
    {
        var items = new JsonArray();
        foreach (var row in await queries.FindVersionsAsync(ids ?? [], cancellationToken))
            items.Add(await queries.ShownAsync(row, cancellationToken));
        return StudioJson.Answer(new JsonObject { ["items"] = items, ["count"] = items.Count });
    }

    static async Task<IResult> IsNameUniqueAsync(string? name, string? definitionId, DefinitionQueries queries, CancellationToken cancellationToken) =>
        StudioJson.Answer(new { IsUnique = await queries.IsNameFreeAsync((name ?? "").Trim(), definitionId, cancellationToken) });

    static async Task<IResult> SaveAsync(
        HttpRequest request, ClaimsPrincipal user, DefinitionDesk desk, DefinitionQueries queries, CancellationToken cancellationToken)
    {
        var sent = await StudioJson.ReadAsync(request, cancellationToken);
        var model = sent.Object("model") ?? throw RefusedException.Invalid("model", "De definitie ontbreekt.", "The definition is missing.");
        if (string.IsNullOrWhiteSpace(model.Text("definitionId")))
            model["definitionId"] = Guid.CreateVersion7().ToString("N");
        var saved = await desk.SaveAsync(StudioJson.Text(SentDefinition.ToKeep(model)), sent.Flag("publish"), user.AsActor(Door.Api), cancellationToken);
        return await AnswerAsync(saved, queries, cancellationToken);
    }

    static async Task<IResult> PublishAsync(string definitionId, ClaimsPrincipal user, DefinitionDesk desk, DefinitionQueries queries, CancellationToken cancellationToken) =>
        await AnswerAsync(await desk.PublishLatestAsync(definitionId, user.AsActor(Door.Api), cancellationToken), queries, cancellationToken);

    static async Task<IResult> AnswerAsync(DefinitionDesk.Saved saved, DefinitionQueries queries, CancellationToken cancellationToken)
    {
        // Told after it was kept: Studio shows reasons and would otherwise say that it is in use.
        if (saved.IsOffered)
            throw SignOff.Offered;
        var shown = await queries.ShownAsync(saved.VersionId, cancellationToken);
        return StudioJson.Answer(new JsonObject
        {
            ["workflowDefinition"] = shown,
            ["alreadyPublished"] = saved.WasThere,
            ["consumingWorkflowCount"] = saved.Consumers.Count,
            ["validationErrors"] = new JsonArray(),
        });
    }
}
