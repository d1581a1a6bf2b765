using System.Security.Claims;
using Crm.Users;
using Crm.Workflows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Studio;

/// <summary>The page around Elsa Studio. Its head comes along again whenever Studio shows something else or has saved.</summary>
public static class StudioPages
{
    /// <summary>The hashes are of the two scripts that Studio's components write into the page to catch its keys.</summary>
    const string StudiosOwnScripts = "'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' 'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='";

    public static void MapStudio(this IEndpointRouteBuilder app)
    {
        app.MapStudioFiles();
        var studio = app.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.ProcessOwner, Roles.Administrator)).ExcludeFromDescription();
        studio.MapGet("/studio/{**path}", PageAsync);
        studio.MapGet("/studio/-/head/{**path}", HeadAsync);
        // The viewer links here, outside of its own base.
        studio.MapGet("/workflows/definitions/{id}/edit", (string id) => TypedResults.LocalRedirect(Urls.StudioDefinition(id)));
    }

    static async Task<IResult> PageAsync(HttpContext http, string? path, StudioPackage package, StudioHeads heads, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (StudioPlace.Read(path) is not { } place)
            return TypedResults.NotFound();
        if (place.Address != http.Request.Path && !string.IsNullOrEmpty(path))
            return TypedResults.LocalRedirect(place.Address);
        if (await heads.FindAsync(place, cancellationToken) is not { } head)
            return TypedResults.NotFound();
        http.Response.Headers.ContentSecurityPolicy = Policy(http.Request.Host);
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<StudioPage>(new
        {
            Head = head,
            Me = user.AsActor(Door.Page),
            IsHere = package.IsHere,
            Theme = user.FindFirstValue(CrmClaims.Theme),
        });
    }

    static async Task<IResult> HeadAsync(string? path, StudioHeads heads, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        StudioPlace.Read(path) is { } place && await heads.FindAsync(place, cancellationToken) is { } head
            ? new RazorComponentResult<StudioHead>(new { Head = head, Me = user.AsActor(Door.Page) })
            : TypedResults.NotFound();

    static string Policy(HostString host) => string.Join("; ",
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval' " + StudiosOwnScripts,
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        $"connect-src 'self' ws://{host} wss://{host}",
        "frame-ancestors 'none'", "object-src 'none'", "base-uri 'self'", "form-action 'self'");
}
