using System.Collections;
using System.Dynamic;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Crm.Engine.Expressions;

/// <summary>
/// Values as JSON: objects become <see cref="ExpandoObject"/>, arrays lists, so that scripts and templates can read them.
/// </summary>
static class ValueJson
{
    public static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Text(object? value) => JsonSerializer.Serialize(value, Compact);

    public static object? Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    public static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Object(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    static ExpandoObject Object(JsonElement element)
    {
        IDictionary<string, object?> result = new ExpandoObject();
        foreach (var property in element.EnumerateObject())
            result[property.Name] = Read(property.Value);
        return (ExpandoObject)result;
    }
}
