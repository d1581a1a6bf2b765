using Crm.Data;

namespace Crm.Studio;

/// <summary>
/// Refuses writes that another site makes a signed-in browser send. Every browser states where a write comes from, and no page can
/// forge that; Studio cannot be made to send a token with everything it does.
/// </summary>
public static class SameOrigin
{
    public static ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsForeign(context.HttpContext.Request)
            ? throw RefusedException.Forbidden("Dit verzoek komt van een andere site.", "This request comes from another site.")
            : next(context);

    static bool IsForeign(HttpRequest request) => !IsRead(request) && ComesFromElsewhere(request);

    // A program that is no browser states neither, and nobody can make it write without its knowing.
    public static bool ComesFromElsewhere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is not ("same-origin" or "none");
        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
}
