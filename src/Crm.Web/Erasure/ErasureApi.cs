using System.Security.Claims;
using Crm.Data;
using Crm.Users;

namespace Crm.Erasure;

/// <summary>Erasing a person, for programs that handle such requests.</summary>
public static class ErasureApi
{
    public static void MapErasure(this IEndpointRouteBuilder app)
    {
        var persons = app.MapGroup("/api/persons").WithTags("Erasure").RequireAuthorization(staff => staff.RequireRole(Roles.Administrator, Roles.ProcessOwner));
        persons.MapGet("/{id:guid}/erasure", (Guid id, ClaimsPrincipal user, ErasureQueries queries, CancellationToken cancellationToken) => queries.PreviewAsync(id, user.AsActor(Door.Api), cancellationToken))
            .WithSummary("What an erasure would take away, what it leaves and why.");
        persons.MapDelete("/{id:guid}", (Guid id, ClaimsPrincipal user, ErasureDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.EraseAsync(id, user.AsActor(Door.Api), cancellationToken)))
            .WithSummary("Erases a person. Cannot be undone.");
    }
}
