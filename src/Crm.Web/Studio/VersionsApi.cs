using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>The versions of a definition: which there are, and going back, taking back and throwing away.</summary>
public static class VersionsApi
{
    public static void MapVersions(this IEndpointRouteBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions/{definitionId}");
        definitions.MapGet("/versions", ListAsync).WithSummary("Every version whole, newest first.");
        definitions.MapPost("/retract", RetractAsync).WithSummary("No version is published any more.");
        definitions.MapPost("/revert/{version:int}", RevertAsync).WithSummary("A copy of this version becomes the latest, as a draft.");
        definitions.MapDelete("/", DeleteAsync).WithSummary("Deletes a definition that has never run.");
        api.MapDelete("/workflow-definition-versions/{versionId}", DeleteVersionAsync).WithSummary("Deletes a version that has never run.");
    }

    static async Task<IResult> ListAsync(string definitionId, DefinitionQueries queries, CancellationToken cancellationToken)
    {
        var rows = await queries.VersionsAsync(definitionId, cancellationToken);
        var items = new JsonArray();
        foreach (var row in rows)
            items.Add(await queries.ShownAsync(row, cancellationToken));
        return rows.Count == 0 ? TypedResults.NotFound() : StudioJson.Answer(new JsonObject { ["items"] = items, ["count"] = rows.Count });
    }

    static async Task<IResult> RetractAsync(string definitionId, ClaimsPrincipal user, DefinitionDesk desk, DefinitionQueries queries, CancellationToken cancellationToken) =>
        StudioJson.Answer(await queries.ShownAsync(await desk.RetractAsync(definitionId, user.AsActor(Door.Api), cancellationToken), cancellationToken));

    static async Task<IResult> RevertAsync(string definitionId, int version, ClaimsPrincipal user, DefinitionDesk desk, DefinitionQueries queries, CancellationToken cancellationToken)
    {
        var copy = await desk.RevertAsync(definitionId, version, user.AsActor(Door.Api), cancellationToken);
        return StudioJson.Answer(DefinitionQueries.Summary((await queries.FindVersionAsync(copy, cancellationToken))!), StatusCodes.Status201Created);
    }

    static async Task<IResult> DeleteAsync(string definitionId, ClaimsPrincipal user, DefinitionDesk desk, CancellationToken cancellationToken) =>
        await desk.DeleteAsync(definitionId, user.AsActor(Door.Api), cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    static async Task<IResult> DeleteVersionAsync(string versionId, ClaimsPrincipal user, DefinitionDesk desk, CancellationToken cancellationToken) =>
        await desk.DeleteVersionAsync(versionId, user.AsActor(Door.Api), cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();
}
