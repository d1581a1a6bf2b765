using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Studio;

/// <summary>Compares an answer with what Studio can read: every property of the pattern is there, by name and kind.</summary>
public static class Shape
{
    /// <param name="pattern">JSON with a value of each kind; "string?" and the like may be null, an array states the shape of all its items.</param>
    public static void Is(string pattern, JsonNode? actual) => Compare(JsonNode.Parse(pattern), actual, "$");

    static void Compare(JsonNode? pattern, JsonNode? actual, string path)
    {
        switch (pattern)
        {
            case JsonObject properties:
                Assert.True(actual is JsonObject, $"{path} is no object: {Told(actual)}");
                foreach (var (property, value) in properties)
                {
                    Assert.True(((JsonObject)actual!).ContainsKey(property), $"{path}.{property} is missing in {Told(actual)}");
                    Compare(value, actual[property], $"{path}.{property}");
                }
                break;
            case JsonArray items:
                Assert.True(actual is JsonArray, $"{path} is no array: {Told(actual)}");
                foreach (var (item, index) in ((JsonArray)actual!).Select((item, index) => (item, index)))
                    if (items.Count > 0)
                        Compare(items[0], item, $"{path}[{index}]");
                break;
            case JsonValue kind:
                var expected = kind.GetValue<string>();
                Assert.True(actual is null ? expected.EndsWith('?') : expected.TrimEnd('?') is var name && (name == "any" || name == KindOf(actual)), $"{path} should be {expected}: {Told(actual)}");
                break;
        }
    }

    static string KindOf(JsonNode? json) => json?.GetValueKind() switch
    {
        JsonValueKind.String => DateTimeOffset.TryParse(json.GetValue<string>(), out _) && json.GetValue<string>().Contains('T', StringComparison.Ordinal) ? "date" : "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };

    static string Told(JsonNode? json) => json?.ToJsonString() is { } text ? text[..Math.Min(text.Length, 300)] : "null";
}
