using Crm.Data;

namespace Crm.Studio;

/// <summary>Trying one activity from the editor.</summary>
public static class TrialsApi
{
    public static void MapTrials(this IEndpointRouteBuilder api) =>
        api.MapPost("/tests/activities", async (HttpRequest request, ActivityTrial trial, CancellationToken cancellationToken) =>
        {
            var asked = await StudioJson.ReadAsync(request, cancellationToken);
            var (version, node) = (asked["workflowDefinitionHandle"].Text("definitionVersionId"), asked["activityHandle"].Text("activityNodeId"));
            if (version is null || node is null)
                throw RefusedException.Invalid("activityHandle", "Zeg welke stap van welke versie.", "Say which activity of which version.");
            return StudioJson.Answer(await trial.RunAsync(version, node, cancellationToken));
        }).WithSummary("Runs one activity by itself and undoes what it did.");
}
