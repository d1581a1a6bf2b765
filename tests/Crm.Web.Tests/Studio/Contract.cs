using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Studio;

/// <summary>Asks the endpoints of Elsa's API by their patterns, and knows which ones nobody has asked yet.</summary>
public sealed partial class Contract(HttpClient client, IEnumerable<string> endpoints)
{
    readonly HashSet<string> left = [.. endpoints];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public IReadOnlyCollection<string> Left => left;

    public static async Task<Contract> OpenAsync(CrmServer server) => new(
        await server.SignInAsync("petra"),
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.RoutePattern.RawText!.StartsWith(StudioApi.Address + "/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        select $"{method} {endpoint.RoutePattern.RawText![StudioApi.Address.Length..].TrimEnd('/')}");

    /// <param name="endpoint">Method and pattern, as the server has them.</param>
    /// <param name="shape">See <see cref="Shape.Is"/>; null when the answer has no JSON.</param>
    /// <param name="values">For the braces of the pattern, in their order.</param>
    public async Task<JsonNode> AsksAsync(string endpoint, string? shape, object? body = null, string query = "", params string[] values)
    {
        Assert.True(left.Remove(endpoint), $"{endpoint} is not there, or was asked before.");
        var (method, pattern, next) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1], 0);
        using var request = new HttpRequestMessage(new(method), StudioApi.Address + Braces().Replace(pattern, _ => values[next++]) + query)
        {
            Content = body as HttpContent ?? (method is "POST" or "PUT" ? JsonContent.Create(body ?? new JsonObject()) : null),
        };
        using var answer = await client.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{endpoint}: {(int)answer.StatusCode} {text}");
        if (shape is null)
            return JsonValue.Create(text);
        var json = JsonNode.Parse(text);
        Shape.Is(shape, json);
        return json!;
    }

    /// <summary>What is not possible here is told with reasons, in the one form that Studio shows.</summary>
    public async Task IsRefusedAsync(string endpoint)
    {
        Assert.True(left.Remove(endpoint));
        Assert.NotEmpty(await StudioDriver.ReasonsAsync(await client.PostAsJsonAsync(StudioApi.Address + endpoint.Split(' ')[1], new JsonObject(), Stop)));
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Braces();
}
