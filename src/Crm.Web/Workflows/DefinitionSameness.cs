using System.Text.Json;

namespace Crm.Workflows;

/// <summary>
/// Whether a definition that comes back is the one that went out. An editor sends along what the server put on top of it, and leaves out
/// or fills in what is empty; none of that is a change. Where a step stands on the canvas is one.
/// </summary>
/// <remarks>The two are compared where they are: this happens at every save, and making trees of them would take longer than all the rest of it.</remarks>
public static class DefinitionSameness
{
    static readonly string[] OfTheVersion = ["$schema", "id", "definitionId", "version", "createdAt", "toolVersion"];

    // As deep as definitions are read.
    static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256 };

    public static bool AreSame(string one, string other)
    {
        if (one == other)
            return true;
        using var first = JsonDocument.Parse(one, Reading);
        using var second = JsonDocument.Parse(other, Reading);
        return AreSame(OfTheDefinition(first), OfTheDefinition(second));
    }

    static bool AreSame(JsonElement one, JsonElement other) => (one.ValueKind, other.ValueKind) switch
    {
        _ when IsEmpty(one) || IsEmpty(other) => IsEmpty(one) && IsEmpty(other),
        (JsonValueKind.Object, JsonValueKind.Object) => AreSame(Kept(one), Kept(other)),
        (JsonValueKind.Array, JsonValueKind.Array) => one.GetArrayLength() == other.GetArrayLength() && one.EnumerateArray().Zip(other.EnumerateArray(), AreSame).All(same => same),
        _ => JsonElement.DeepEquals(one, other),
    };

    static bool AreSame(List<JsonProperty> one, List<JsonProperty> other)
    {
        if (one.Count != other.Count)
            return false;
        // An editor mostly leaves the order as it was.
        if (one.Zip(other).All(pair => pair.First.NameEquals(pair.Second.Name)))
            return one.Zip(other).All(pair => AreSame(pair.First.Value, pair.Second.Value));
        var byName = other.ToLookup(property => property.Name, property => property.Value);
        return one.TrueForAll(property => byName[property.Name].Any(value => AreSame(property.Value, value)));
    }

    static List<JsonProperty> OfTheDefinition(JsonDocument definition) => Kept(definition.RootElement).FindAll(property => !OfTheVersion.Contains(property.Name));

    static List<JsonProperty> Kept(JsonElement properties) => [.. properties.EnumerateObject().Where(IsKept)];

    static bool IsKept(JsonProperty property) => !IsOfTheServer(property) && !IsEmpty(property.Value);

    // The path of a step, and the version of an activity type where there is only one.
    static bool IsOfTheServer(JsonProperty property) => property.NameEquals("nodeId") || (property.NameEquals("version") && property.Value.ToString() == "1");

    static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(IsKept),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        var kind => kind == JsonValueKind.Null,
    };
}
