using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Crm.Engine.Execution;

/// <summary>The stored form of an instance.</summary>
static class InstanceJson
{
    public const int MaxDepth = 256;

    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
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

    /// <summary>The document without its big values, and those.</summary>
    public static StoredInstance Store(WorkflowInstance instance)
    {
        var (state, apart) = ApartValues.Keeping(() => Write(instance));
        return new StoredInstance(state, apart.All);
    }

    /// <exception cref="JsonException">It is no instance document, or one in a format that only a newer program knows.</exception>
    public static WorkflowInstance Read(string json)
    {
        var instance = JsonSerializer.Deserialize<WorkflowInstance>(json, Json) ?? throw new JsonException("An instance document is empty.");
        return instance.FormatVersion <= WorkflowInstance.Format
            ? instance
            : throw new JsonException($"Instance {instance.Id} was stored in format {instance.FormatVersion}; this program knows {WorkflowInstance.Format}.");
    }

    /// <exception cref="JsonException">As when all of it stands in one document.</exception>
    public static WorkflowInstance Read(StoredInstance stored)
    {
        var instance = ApartValues.Knowing(stored.Apart, () => Read(stored.State));
        instance.KeptApart = stored.Apart.Keys.ToHashSet();
        return instance;
    }

    public static string WriteValues(IReadOnlyDictionary<string, object?> values) => JsonSerializer.Serialize(values, Json);

    public static Dictionary<string, object?> ReadValues(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, object?>>(json, Json) ?? [];
}
