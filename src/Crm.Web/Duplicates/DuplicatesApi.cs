using System.Security.Claims;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Duplicates;

/// <summary>The duplicates that the sweep found, for programs.</summary>
public static class DuplicatesApi
{
    const int PageSize = 50;

    public static void MapDuplicates(this IEndpointRouteBuilder app)
    {
        var pairs = app.MapGroup("/api/duplicates").WithTags("Duplicates").RequireAuthorization(staff => staff.RequireRole(Roles.Sales, Roles.Reviewer, Roles.ProcessOwner));
        pairs.MapGet("/", (PairKind? kind, Guid? after, int? take, DuplicateWork work, CancellationToken cancellationToken) =>
            work.ListAsync(kind ?? PairKind.Relation, after, Math.Clamp(take ?? PageSize, 1, 500), cancellationToken));
        pairs.MapPost("/{id:guid}/dismiss", DismissAsync);
    }

    static async Task<NoContent> DismissAsync(Guid id, ClaimsPrincipal user, DuplicateWork work, CancellationToken cancellationToken)
    {
        await work.DismissAsync(id, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }
}
