using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Crm.Engine.Execution;

/// <summary>The stored form of an instance.</summary>
static class InstanceJson
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 256,
        Converters = { new JsonStringEnumConverter(), new StoredValueConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmpty } },
    };

    // Most activities keep nothing of most kinds.
    static void LeaveOutEmpty(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.PropertyType.IsAssignableTo(typeof(ICollection)))
                property.ShouldSerialize = (_, value) => value is ICollection { Count: > 0 };
    }

    public static string Write(WorkflowInstance instance) => JsonSerializer.Serialize(instance, Json);

    /// <exception cref="JsonException">It is no instance document, or one in a format that only a newer program knows.</exception>
    public static WorkflowInstance Read(string json)
    {
        var instance = JsonSerializer.Deserialize<WorkflowInstance>(json, Json) ?? throw new JsonException("An instance document is empty.");
        return instance.FormatVersion <= WorkflowInstance.Format
            ? instance
            : throw new JsonException($"Instance {instance.Id} was stored in format {instance.FormatVersion}; this program knows {WorkflowInstance.Format}.");
    }

    public static string WriteValues(IReadOnlyDictionary<string, object?> values) => JsonSerializer.Serialize(values, Json);

    public static Dictionary<string, object?> ReadValues(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, object?>>(json, Json) ?? [];
}
