using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Studio;

/// <summary>Reading JSON that others wrote: what is absent or of another kind is null or empty.</summary>
public static class JsonNodes
{
    public static string? Text(this JsonNode? json, string name) =>
        (json as JsonObject)?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static bool Flag(this JsonNode? json, string name) => (json as JsonObject)?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    public static int? Number(this JsonNode? json, string name) =>
        (json as JsonObject)?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var number) ? number : null;

    public static JsonObject? Object(this JsonNode? json, string name) => (json as JsonObject)?[name] as JsonObject;

    public static IEnumerable<JsonObject> Objects(this JsonNode? json, string name) => ((json as JsonObject)?[name] as JsonArray)?.OfType<JsonObject>() ?? [];

    public static IReadOnlyList<string> Texts(this JsonNode? json, string name) =>
        [.. ((json as JsonObject)?[name] as JsonArray)?.OfType<JsonValue>().Where(value => value.GetValueKind() == JsonValueKind.String).Select(value => value.GetValue<string>()) ?? []];
}
