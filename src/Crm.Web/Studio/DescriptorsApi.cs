namespace Crm.Studio;

/// <summary>What the editor offers: activity types, expressions, types of variables, strategies.</summary>
public static class DescriptorsApi
{
    public static void MapDescriptors(this IEndpointRouteBuilder api)
    {
        api.MapGet("/features/installed", () => StudioJson.List(FixedDescriptors.Features)).WithSummary("What this server can do.");
        api.MapGet("/features/installed/{fullName}", (string fullName) => FixedDescriptors.Features.FirstOrDefault(feature => feature.FullName == fullName) is { } found
            ? StudioJson.Answer(found) : Results.NotFound()).WithSummary("One of those.");
        api.MapGet("/package/version", () => StudioJson.Answer(ShownDefinition.ToolVersion)).WithSummary("The version of Elsa whose contract this is.");
        var descriptors = api.MapGroup("/descriptors");
        descriptors.MapGet("/activities", ActivitiesAsync).WithSummary("Every activity type and version.");
        descriptors.MapGet("/activities/{typeName}", ActivityAsync).WithSummary("One activity type, its newest version unless another is asked for.");
        descriptors.MapGet("/expression-descriptors", () => StudioJson.List(FixedDescriptors.Expressions));
        descriptors.MapGet("/workflow-activation-strategies", () => StudioJson.List(FixedDescriptors.Activation));
        descriptors.MapGet("/incident-strategies", () => StudioJson.List(FixedDescriptors.Incidents));
        descriptors.MapGet("/log-persistence-strategies", () => StudioJson.List(FixedDescriptors.LogPersistence));
        descriptors.MapGet("/commit-strategies/workflows", () => StudioJson.List(FixedDescriptors.WorkflowCommits));
        descriptors.MapGet("/commit-strategies/activities", () => StudioJson.List(FixedDescriptors.ActivityCommits));
        descriptors.MapGet("/storage-drivers", () => StudioJson.List(FixedDescriptors.StorageDrivers));
        descriptors.MapGet("/variables", () => StudioJson.List(FixedDescriptors.VariableTypes));
        descriptors.MapGet("/output-converters", () => StudioJson.List<object>([]));
    }

    static async Task<IResult> ActivitiesAsync(HttpContext context, ActivityCatalogue catalogue, CancellationToken cancellationToken)
    {
        var edition = await catalogue.NowAsync(cancellationToken);
        context.Response.Headers.ETag = edition.ETag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.Headers.IfNoneMatch.Contains(edition.ETag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(edition.Body, "application/json; charset=utf-8");
    }

    static async Task<IResult> ActivityAsync(string typeName, int? version, ActivityCatalogue catalogue, CancellationToken cancellationToken) =>
        (await catalogue.NowAsync(cancellationToken)).Activities.Where(activity => activity.TypeName == typeName && (version is null || activity.Version == version)).MaxBy(activity => activity.Version) is { } found
            ? StudioJson.Answer(found)
            : TypedResults.NotFound();
}
