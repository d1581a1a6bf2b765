namespace Crm.Studio;

/// <summary>What the JavaScript editor knows about a workflow.</summary>
public static class ScriptingApi
{
    public static void MapScripting(this IEndpointRouteBuilder api) =>
        api.MapPost("/scripting/javascript/type-definitions/{definitionId}", async (string definitionId, DefinitionQueries queries, CancellationToken cancellationToken) =>
            TypedResults.Text(ScriptTypes.Of(await queries.FindAsync(definitionId, "Latest", cancellationToken) is { } row ? StudioJson.Parse(row.Json) : []), "application/x-typescript; charset=utf-8"))
            .WithSummary("The variables, inputs and functions of a workflow as TypeScript declarations.");
}
