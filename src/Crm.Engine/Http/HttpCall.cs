namespace Crm.Engine.Http;

/// <summary>A request that came in for a workflow, read whole.</summary>
public sealed record HttpCall
{
    public required string Method { get; init; }

    /// <summary>Below the address of workflows, e.g. "/orders/42".</summary>
    public required string Path { get; init; }
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    public string? ContentType { get; init; }
    public byte[] Body { get; init; } = [];

    /// <summary>The fields of a form; null when the body is none.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }
    public IReadOnlyList<HttpFile> Files { get; init; } = [];

    /// <summary>Counted by the host: the body, or the form with its files.</summary>
    public long Size { get; init; }
    public bool IsSignedIn { get; init; }

    /// <summary>Whether the caller may do what a policy of the host says.</summary>
    public Func<string, Task<bool>> MeetsPolicy { get; init; } = _ => Task.FromResult(false);
}

/// <summary>A file that came with a form.</summary>
public sealed record HttpFile(string Name, string FileName, string ContentType, byte[] Content);

/// <summary>What a workflow answers.</summary>
public sealed record HttpAnswer(int Status, string? ContentType = null, byte[]? Body = null)
{
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = new Dictionary<string, string[]>();

    public static HttpAnswer Json(int status, object value) =>
        new(status, "application/json; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(Expressions.ValueJson.Text(value)));

    public static HttpAnswer Text(int status, string text) => new(status, "text/plain", System.Text.Encoding.UTF8.GetBytes(text));
}

/// <summary>The request is turned away, and nothing that it set in motion is kept. The details say more, e.g. where in a body the fault is.</summary>
public sealed class HttpRefusedException(int status, string message, params (string Name, object? Value)[] details) : Exception(message)
{
    public HttpAnswer Answer()
    {
        var body = new Dictionary<string, object?> { ["message"] = Message };
        foreach (var (name, value) in details)
            body[name] = value;
        return HttpAnswer.Json(status, body);
    }
}
