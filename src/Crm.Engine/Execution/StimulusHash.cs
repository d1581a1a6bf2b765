using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Engine.Execution;

/// <summary>The key by which a stimulus finds its bookmarks: SHA-256 of the name and the payload's JSON.</summary>
public static class StimulusHash
{
    static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Of(string name, object? payload, string? activityInstanceId = null)
    {
        var text = payload is null ? name : $"{name}|{JsonSerializer.Serialize(payload, Json)}";
        if (activityInstanceId is not null)
            text += $"|{activityInstanceId}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
