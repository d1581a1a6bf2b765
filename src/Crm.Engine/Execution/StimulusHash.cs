using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Crm.Engine.Execution;

/// <summary>The key by which a stimulus finds its bookmarks: SHA-256 of the name and the payload's JSON.</summary>
public static class StimulusHash
{
    static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(LeaveOut),
    };

    public static string Of(string name, object? payload, string? activityInstanceId = null)
    {
        var text = payload is null ? name : $"{name}|{JsonSerializer.Serialize(payload, Json)}";
        if (activityInstanceId is not null)
            text += $"|{activityInstanceId}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    static void LeaveOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.AttributeProvider?.IsDefined(typeof(ExcludeFromHashAttribute), true) == true))
            property.ShouldSerialize = (_, _) => false;
    }
}

/// <summary>A part of a payload by which nothing is found, e.g. who may call.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExcludeFromHashAttribute : Attribute;
