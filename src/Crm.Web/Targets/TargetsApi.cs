using System.Security.Claims;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Targets;

/// <summary>Targets per employee and month.</summary>
public static class TargetsApi
{
    public static void MapTargets(this IEndpointRouteBuilder app)
    {
        var targets = app.MapGroup("/api/targets/{year:int}").WithTags("Targets").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        targets.MapGet("/", (int year, ClaimsPrincipal user, TargetDesk desk, CancellationToken cancellationToken) => desk.YearAsync(year, user.AsActor(Door.Api), cancellationToken));
        targets.MapPut("/", SetAsync);
    }

    static async Task<NoContent> SetAsync(int year, IReadOnlyList<TargetEntry> entries, TargetDesk desk, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await desk.SetAsync(year, entries, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }
}
