using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Studio;

/// <summary>JSON as the values that workflows work with, so that scripts and templates can read them.</summary>
public static class Plain
{
    /// <summary>The properties of an object, e.g. a workflow's input; null when there is none.</summary>
    public static Dictionary<string, object?>? Values(JsonNode? json) => json is JsonObject properties ? properties.ToDictionary(property => property.Key, property => Of(property.Value)) : null;

    public static object? Of(JsonNode? json) => json switch
    {
        JsonObject properties => Object(properties),
        JsonArray items => items.Select(Of).ToList(),
        JsonValue value => Of(value),
        _ => null,
    };

    static object? Of(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number => value.TryGetValue<long>(out var whole) ? whole : value.GetValue<double>(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    static ExpandoObject Object(JsonObject properties)
    {
        IDictionary<string, object?> result = new ExpandoObject();
        foreach (var (name, value) in properties)
            result[name] = Of(value);
        return (ExpandoObject)result;
    }
}
