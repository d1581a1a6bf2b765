using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Crm.Engine.Http;

namespace Crm.Tool.Conformance;

/// <summary>A web server on this machine in front of an engine, with a client that plays the requests of a case.</summary>
sealed class LoopbackFront : IDisposable
{
    const string BasePath = "/workflows";
    readonly HttpDoor door;
    readonly HttpListener listener = new();
    readonly HttpClient client = new();

    public LoopbackFront(HttpDoor door)
    {
        this.door = door;
        client.BaseAddress = new Uri($"http://127.0.0.1:{FreePort()}");
        listener.Prefixes.Add($"{client.BaseAddress}");
        listener.Start();
        _ = ServeAsync();
    }

    public async Task<JsonObject> SendAsync(JsonObject step)
    {
        using var request = new HttpRequestMessage(new HttpMethod(step["method"]?.GetValue<string>() ?? "GET"), step["path"]!.GetValue<string>());
        if (BodyOf(step["body"]) is { } body)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", step["contentType"]?.GetValue<string>() ?? "application/json");
        }
        foreach (var (name, value) in step["headers"] as JsonObject ?? [])
            request.Headers.TryAddWithoutValidation(name, value?.ToString());
        using var response = await client.SendAsync(request);
        var seen = new JsonObject { ["status"] = (int)response.StatusCode, ["body"] = await response.Content.ReadAsStringAsync() };
        if (response.Content.Headers.ContentType?.MediaType is { } mediaType)
            seen["contentType"] = mediaType;
        return seen;
    }

    public void Dispose()
    {
        listener.Close();
        client.Dispose();
    }

    static string? BodyOf(JsonNode? body) => body switch
    {
        null => null,
        JsonValue text when text.TryGetValue<string>(out var value) => value,
        _ => body.ToJsonString(),
    };

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    async Task ServeAsync()
    {
        try
        {
            while (listener.IsListening)
                await AnswerAsync(await listener.GetContextAsync());
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed while it listened: the case is over.
        }
    }

    async Task AnswerAsync(HttpListenerContext context)
    {
        HttpAnswer answer;
        try
        {
            answer = await door.AnswerAsync(await ReadAsync(context.Request), CancellationToken.None);
        }
        catch (Exception error)
        {
            answer = HttpAnswer.Text(500, error.Message);
        }
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, values) in answer.Headers)
            context.Response.Headers[name] = string.Join(", ", values);
        // Without a length the end of an empty answer can be taken for the beginning of the next one.
        context.Response.ContentLength64 = answer.Body?.Length ?? 0;
        await context.Response.OutputStream.WriteAsync(answer.Body ?? []);
        context.Response.Close();
    }

    static async Task<HttpCall> ReadAsync(HttpListenerRequest request)
    {
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        var path = request.Url!.AbsolutePath;
        return new HttpCall
        {
            Method = request.HttpMethod,
            Path = path.StartsWith(BasePath, StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(path[BasePath.Length..]) : "//",
            Query = request.QueryString.AllKeys.OfType<string>().ToDictionary(key => key, key => request.QueryString[key] ?? ""),
            Headers = request.Headers.AllKeys.OfType<string>().ToDictionary(key => key, key => request.Headers[key] ?? ""),
            ContentType = request.ContentType,
            Body = body.ToArray(),
            Size = body.Length,
        };
    }
}
