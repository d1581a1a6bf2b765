using System.Text.Json.Nodes;

namespace Crm.Studio;

/// <summary>What a drop-down of the editor offers at this moment.</summary>
public static class ChoicesApi
{
    public static void MapChoices(this IEndpointRouteBuilder api) =>
        api.MapPost("/descriptors/activities/{typeName}/options/{propertyName}", async (string typeName, string propertyName, LiveChoices choices, CancellationToken cancellationToken) =>
            await choices.OfAsync(typeName, propertyName, cancellationToken) is { } found
                ? StudioJson.Answer(new JsonObject { ["items"] = InputEditor.Choices(found) })
                : Results.NotFound())
            .WithSummary("The choices of an input, from the company's own tables.");
}
