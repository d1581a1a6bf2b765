using System.Security.Claims;
using Crm.Users;

namespace Crm.Search;

/// <summary>The palette's search, for programs.</summary>
public static class SearchApi
{
    /// <summary>Whoever is signed in, and of what that reader may see.</summary>
    public static void MapSearch(this WebApplication app) => app.MapGet("/api/search", FindAsync).WithTags("Search").WithSummary("The first four records of each kind that a few letters lead to.")
        .RequireAuthorization(staff => staff.RequireRole(Roles.All));

    static Task<IReadOnlyList<Found>> FindAsync(string? text, ClaimsPrincipal user, RecordSearch search, CancellationToken cancellationToken) =>
        search.FindAsync(text ?? "", user.AsActor(Door.Api), cancellationToken);
}
