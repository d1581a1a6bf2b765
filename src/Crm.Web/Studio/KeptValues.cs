using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Crm.Studio;

/// <summary>Values of a workflow as JSON to look at.</summary>
public static class KeptValues
{
    static readonly JsonSerializerOptions Readable = new(StudioJson.Options) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static JsonNode? Of(object? value)
    {
        try
        {
            return JsonSerializer.SerializeToNode(value, Readable);
        }
        catch (Exception error) when (error is NotSupportedException or JsonException)
        {
            return value?.GetType().Name;
        }
    }
}
