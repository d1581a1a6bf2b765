using System.Text.Json;
using Crm.Engine.Execution;
using Crm.Engine.Expressions;

namespace Crm.Engine.Http;

/// <summary>What an HTTP endpoint listens to. Only path and method find it.</summary>
public sealed record EndpointRoute(string Path, string Method)
{
    [ExcludeFromHash]
    public string? Policy { get; init; }

    [ExcludeFromHash]
    public bool Authorize { get; init; }

    [ExcludeFromHash]
    public TimeSpan? RequestTimeout { get; init; }

    [ExcludeFromHash]
    public long? RequestSizeLimit { get; init; }

    public static string PathOf(string? text) => $"/{text?.Trim().Trim('/')}";

    internal static EndpointRoute For(string? path, string method) => new(PathOf(path).ToLowerInvariant(), method.ToLowerInvariant());

    /// <summary>From a payload, whichever way the store kept it.</summary>
    internal static EndpointRoute From(object? payload) => payload as EndpointRoute
        ?? JsonSerializer.Deserialize<EndpointRoute>(ValueJson.Text(payload), ValueJson.Lenient)!;
}
