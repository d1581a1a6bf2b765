using System.Text.Json.Nodes;

namespace Crm.Workflows;

/// <summary>
/// Whether a definition that comes back is the one that went out. An editor sends along what the server put on top of it, and leaves out
/// or fills in what is empty; none of that is a change. Where a step stands on the canvas is one.
/// </summary>
public static class DefinitionSameness
{
    static readonly string[] OfTheVersion = ["$schema", "id", "definitionId", "version", "createdAt", "toolVersion"];

    public static bool AreSame(string one, string other) => one == other || JsonNode.DeepEquals(Bare(one), Bare(other));

    static JsonNode? Bare(string json)
    {
        var definition = JsonNode.Parse(json)!.AsObject();
        foreach (var name in OfTheVersion)
            definition.Remove(name);
        return Bare(definition);
    }

    static JsonNode? Bare(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } properties:
                var kept = properties.Where(property => !IsOfTheServer(property.Key, property.Value)).Select(property => KeyValuePair.Create(property.Key, Bare(property.Value))).Where(property => property.Value is not null).ToList();
                return kept.Count > 0 ? new JsonObject(kept) : null;
            case JsonArray { Count: > 0 } items:
                return new JsonArray([.. items.Select(Bare)]);
            case JsonValue:
                return node.DeepClone();
            default:
                return null;
        }
    }

    // The path of a step, and the version of an activity type where there is only one.
    static bool IsOfTheServer(string name, JsonNode? value) => name == "nodeId" || (name == "version" && value?.ToString() == "1");
}
