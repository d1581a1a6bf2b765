using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Mail.Bounces;

/// <summary>Addresses where mail does not arrive, for programs.</summary>
public static class BouncesApi
{
    public static void MapBounces(this IEndpointRouteBuilder app) =>
        app.MapDelete("/api/contacts/{id:guid}/bounce", ClearAsync).WithTags("Mail").WithSummary("Mail to this contact person arrives again.")
            .RequireAuthorization(staff => staff.RequireRole(Roles.Sales, Roles.Reviewer, Roles.ProcessOwner));

    static async Task<NoContent> ClearAsync(Guid id, BounceDesk desk, CancellationToken cancellationToken)
    {
        await desk.ClearAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }
}
