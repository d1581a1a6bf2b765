using System.Net;
using System.Text.Json;

namespace Crm.Kvk;

/// <summary>What the register's error codes mean for us.</summary>
public static class KvkFaults
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The first code in the reply; empty when it carries none, as with a refused key or a proxy's page.</summary>
    public static async Task<string> CodeOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // Read twice: by the retry and by the client.
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        try
        {
            var reply = JsonSerializer.Deserialize<Foutreply>(await response.Content.ReadAsStringAsync(cancellationToken), Json);
            return reply?.Fout?.FirstOrDefault()?.Code ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    public static bool MeansNothingFound(string code) => code is "IPD5200" or "IPD0005" or "IPD0007";

    /// <summary>Worth asking again in a moment: too busy, broken down, or 404 with "temporarily not deliverable".</summary>
    public static async ValueTask<bool> IsPassingAsync(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.NotFound => await CodeOfAsync(response, CancellationToken.None) is "IPD1002" or "IPD1003",
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout => true,
        >= HttpStatusCode.InternalServerError => true,
        _ => false,
    };
}
