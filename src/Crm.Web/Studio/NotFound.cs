using System.Text.Json.Nodes;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>
/// Stands on the canvas for an activity of a type that this server does not have: Studio leaves the whole canvas blank otherwise. The
/// activity itself travels inside it, and comes out unchanged when the definition is saved.
/// </summary>
public static class NotFound
{
    public const string Type = "Elsa.NotFoundActivity";
    const string Original = "originalActivityJson", Outcomes = "missingOutcomes";

    public static ShownActivity Activity => new()
    {
        TypeName = Type,
        Namespace = "Elsa",
        Name = "NotFoundActivity",
        Category = ActivityWords.Say("System"),
        DisplayName = ActivityWords.Say("Not found"),
        Description = ActivityWords.Say("An activity of a type that this server does not have. It keeps everything it holds; a process that reaches it stops there with an incident."),
        IsBrowsable = false,
        Inputs =
        [
            new()
            {
                Name = "MissingOutcomes", TypeName = "List<String>", DisplayName = ActivityWords.Say("Outcomes"), UiHint = "dynamic-outcomes", IsReadOnly = true,
                Description = ActivityWords.Say("The outcomes that are connected."),
            },
        ],
    };

    /// <param name="outcomes">The ports from which connections leave it: they must stay drawn.</param>
    public static JsonObject InPlaceOf(JsonObject activity, IEnumerable<string> outcomes)
    {
        var (type, version) = (activity.Text("type") ?? "", activity.Number("version") ?? 0);
        return new JsonObject
        {
            ["id"] = activity.Text("id"),
            ["nodeId"] = activity.Text("nodeId"),
            ["name"] = activity.Text("name"),
            ["type"] = Type,
            ["version"] = 1,
            ["customProperties"] = activity["customProperties"]?.DeepClone() ?? new JsonObject(),
            ["metadata"] = MetadataOf(activity, type, version),
            ["missingTypeName"] = type,
            ["missingTypeVersion"] = version,
            [Outcomes] = new JsonObject
            {
                ["typeName"] = "List<String>",
                ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = new JsonArray([.. outcomes.Select(outcome => (JsonNode)outcome)]).ToJsonString() },
            },
            [Original] = StudioJson.Text(activity),
        };
    }

    /// <summary>The activity as it was, at the place where it was moved to; null when it does not stand for another one.</summary>
    public static JsonObject? Restore(JsonObject shown)
    {
        if (shown.Text("type") != Type || shown.Text(Original) is not { } json)
            return null;
        var activity = StudioJson.Parse(json);
        activity["id"] = shown["id"]?.DeepClone();
        if (shown["metadata"].Object("designer") is { } designer)
        {
            if (activity["metadata"] is not JsonObject)
                activity["metadata"] = new JsonObject();
            activity["metadata"]!["designer"] = designer.DeepClone();
        }
        return activity;
    }

    static JsonObject MetadataOf(JsonObject activity, string type, int version)
    {
        var metadata = activity["metadata"]?.DeepClone() as JsonObject ?? [];
        metadata["displayText"] = Say($"Onbekend: {type}", $"Not found: {type}");
        metadata["description"] = Say($"Deze server kent geen stap {type} met versie {version}.", $"This server has no activity type {type} with version {version}.");
        return metadata;
    }
}
