using System.Security.Claims;
using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Merging;

/// <summary>Merging for programs.</summary>
public static class MergesApi
{
    public static void MapMerges(this IEndpointRouteBuilder app)
    {
        var merges = app.MapGroup("/api/merges").WithTags("Merging").RequireAuthorization(staff => staff.RequireRole(Roles.Sales, Roles.Reviewer, Roles.ProcessOwner));
        merges.MapGet("/preview", (MergeKind kind, Guid sourceId, Guid targetId, MergeQueries queries, CancellationToken cancellationToken) => queries.PreviewAsync(kind, sourceId, targetId, cancellationToken));
        merges.MapGet("/", (Guid relationId, MergeQueries queries, CancellationToken cancellationToken) => queries.OfRelationAsync(relationId, cancellationToken));
        merges.MapPost("/", MergeAsync);
        merges.MapPost("/{id:guid}/undo", UndoAsync);
    }

    static async Task<Created<Made>> MergeAsync(MergeRequest request, ClaimsPrincipal user, MergeDesk desk, CancellationToken cancellationToken)
    {
        var merge = await desk.MergeAsync(request, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/merges/{merge.Id}", new Made(merge.Id));
    }

    static async Task<NoContent> UndoAsync(Guid id, ClaimsPrincipal user, MergeDesk desk, CancellationToken cancellationToken)
    {
        await desk.UndoAsync(id, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }
}
