using System.Text.Json.Nodes;

namespace Crm.Studio;

/// <summary>Finds the activities in a definition's JSON, also inside activities that nobody knows.</summary>
public static class ActivityJson
{
    // What is in here may look like an activity without being one.
    static readonly HashSet<string> Closed = ["metadata", "customProperties", "expression", "variables", "connections", "memoryReference"];

    /// <summary>The activity itself and all within it, parents before children.</summary>
    public static IEnumerable<JsonObject> SelfAndWithin(JsonObject activity) => ChildrenOf(activity).SelectMany(SelfAndWithin).Prepend(activity);

    /// <summary>The activities that lie directly in an activity, whichever property they are under.</summary>
    public static IEnumerable<JsonObject> ChildrenOf(JsonObject activity) => PlacesIn(activity).Select(place => place.Activity);

    /// <summary>The same with the port that each is in, e.g. "activities" or "then".</summary>
    public static IEnumerable<(string Port, JsonObject Activity)> PlacesIn(JsonObject activity) => activity
        .Where(property => property.Value is JsonObject or JsonArray && !Closed.Contains(property.Key))
        .SelectMany(property => In(property.Value!).Select(child => (property.Key, child)));

    /// <summary>Gives every activity its node id: the ids from the workflow down to it. Studio draws nothing when one lacks it.</summary>
    public static void Place(JsonObject activity, string parentNodeId)
    {
        var nodeId = $"{parentNodeId}:{activity.Text("id")}";
        activity["nodeId"] = nodeId;
        foreach (var child in ChildrenOf(activity))
            Place(child, nodeId);
    }

    /// <summary>Gives an id to every activity that has none.</summary>
    public static void GiveIds(IReadOnlyCollection<JsonObject> all)
    {
        var taken = all.Select(activity => activity.Text("id")).ToHashSet();
        var number = 0;
        foreach (var activity in all.Where(activity => string.IsNullOrEmpty(activity.Text("id"))))
        {
            var name = (activity.Text("type") ?? "Activity").Split('.')[^1];
            while (!taken.Add($"{name}{++number}")) { }
            activity["id"] = $"{name}{number}";
        }
    }

    static IEnumerable<JsonObject> In(JsonNode json) => json switch
    {
        JsonObject activity when IsActivity(activity) => [activity],
        JsonObject other => other.Where(property => property.Value is JsonObject or JsonArray && !Closed.Contains(property.Key)).SelectMany(property => In(property.Value!)),
        JsonArray items => items.Where(item => item is JsonObject or JsonArray).SelectMany(item => In(item!)),
        _ => [],
    };

    // Expressions and arguments have a type too, but no id or version.
    static bool IsActivity(JsonObject json) => json.Text("type") is { Length: > 0 } && (json["id"] ?? json["nodeId"] ?? json["version"]) is not null;
}
