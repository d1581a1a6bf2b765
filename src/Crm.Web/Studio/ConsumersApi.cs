using System.Security.Claims;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Which workflows use a definition as an activity.</summary>
public static class ConsumersApi
{
    public sealed record Consuming(IReadOnlyList<string> ConsumingWorkflowDefinitionIds);

    public sealed record UpdateReferences(string[]? ConsumingWorkflowIds);

    public sealed record Affected(IReadOnlyList<string> AffectedWorkflows);

    public static void MapConsumers(this IEndpointRouteBuilder api)
    {
        var definition = api.MapGroup("/workflow-definitions/{definitionId}");
        definition.MapGet("/consumers", async (string definitionId, Consumers consumers, CancellationToken cancellationToken) =>
            StudioJson.Answer(new Consuming([.. (await consumers.OfAsync(definitionId, cancellationToken)).Select(row => row.DefinitionId)])))
            .WithSummary("The definitions that use this one as an activity.");
        definition.MapPost("/update-references", async (string definitionId, UpdateReferences asked, ClaimsPrincipal user, DefinitionDesk desk, CancellationToken cancellationToken) =>
            StudioJson.Answer(new Affected(await desk.UpdateConsumersAsync(definitionId, asked.ConsumingWorkflowIds ?? [], user.AsActor(Door.Api), cancellationToken))))
            .WithSummary("Lets them use the published version.");
    }
}
