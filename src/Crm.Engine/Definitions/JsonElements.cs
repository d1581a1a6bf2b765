using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Crm.Engine.Definitions;

/// <summary>Reading JSON whose property names may be written in either case and whose arrays may be wrapped.</summary>
static class JsonElements
{
    public static bool TryGet(this JsonElement json, string name, out JsonElement value)
    {
        value = default;
        if (json.ValueKind != JsonValueKind.Object)
            return false;
        if (json.TryGetProperty(name, out value))
            return true;
        // Most of what is asked for is absent: the names are compared where they are, without making texts of them.
        foreach (var property in json.EnumerateObject())
            if (Ascii.EqualsIgnoreCase(JsonMarshal.GetRawUtf8PropertyName(property), name))
            {
                value = property.Value;
                return true;
            }
        return false;
    }

    /// <summary>Null when absent or null.</summary>
    public static JsonElement? Get(this JsonElement json, string name) =>
        json.TryGet(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? Text(this JsonElement json, string name) =>
        json.Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static int? Number(this JsonElement json, string name) =>
        json.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static bool? Flag(this JsonElement json, string name) => json.Get(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    // Old servers wrote {"$values":[…]}, or {"_type":…,"items":[…]}.
    public static IEnumerable<JsonElement> Items(this JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray(),
        JsonValueKind.Object => (json.Get("$values") ?? json.Get("items") ?? json.Get("values"))?.Items() ?? [],
        _ => [],
    };

    /// <summary>A number becomes a decimal; an object or array stays JSON text.</summary>
    public static object? LiteralValue(this JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetDecimal(out var number) ? number : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => json.GetRawText(),
    };
}
