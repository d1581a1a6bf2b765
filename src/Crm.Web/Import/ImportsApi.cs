using System.Security.Claims;
using Crm.Data;
using Crm.Documents;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Import;

/// <summary>Importing for programs: bring a file, match its columns, look at the rows, start, and undo.</summary>
public static class ImportsApi
{
    const int PageSize = 100;

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        var imports = app.MapGroup("/api/imports").WithTags("Import").RequireAuthorization(staff => staff.RequireRole(Roles.ProcessOwner, Roles.Administrator));
        imports.MapGet("/", (ImportQueries queries, CancellationToken cancellationToken) => queries.ListAsync(cancellationToken));
        imports.MapGet("/profiles", (ImportQueries queries, CancellationToken cancellationToken) => queries.ProfilesAsync(cancellationToken));
        // The session cookie is SameSite=Lax, so another site cannot post this form in someone's name.
        imports.MapPost("/", ReadAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(SheetFile.MaxBytes + FileDesk.MaxBytes)).Accepts<IFormFile>("multipart/form-data");
        imports.MapGet("/{id:guid}", (Guid id, ImportQueries queries, CancellationToken cancellationToken) => queries.FindAsync(id, cancellationToken));
        imports.MapGet("/{id:guid}/rows", (Guid id, ImportRowState? state, int? after, int? take, ImportQueries queries, CancellationToken cancellationToken) =>
            queries.RowsAsync(id, state, after, Math.Clamp(take ?? PageSize, 1, 1_000), cancellationToken));
        imports.MapPut("/{id:guid}/mapping", MapAsync);
        imports.MapPost("/{id:guid}/profile/{profileId:guid}", async (Guid id, Guid profileId, ImportDesk desk, CancellationToken cancellationToken) => { await desk.UseProfileAsync(id, profileId, cancellationToken); return TypedResults.NoContent(); });
        imports.MapPost("/{id:guid}/start", async (Guid id, ImportDesk desk, CancellationToken cancellationToken) => { await desk.StartAsync(id, cancellationToken); return TypedResults.NoContent(); });
        imports.MapPost("/{id:guid}/undo", async (Guid id, ImportDesk desk, CancellationToken cancellationToken) => { await desk.UndoAsync(id, cancellationToken); return TypedResults.NoContent(); });
        imports.MapGet("/{id:guid}/rejected.csv", RejectedAsync);
    }

    static async Task<Created<Made>> ReadAsync(IFormFile file, ImportDesk desk, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var id = await desk.ReadAsync(await BroughtFile.ReadAsync(file, cancellationToken), user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/imports/{id}", new Made(id));
    }

    static async Task<NoContent> MapAsync(Guid id, ImportMapping mapping, ImportDesk desk, CancellationToken cancellationToken)
    {
        await desk.MapAsync(id, mapping, cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<FileContentHttpResult> RejectedAsync(Guid id, ImportQueries queries, CancellationToken cancellationToken) =>
        TypedResults.File(await queries.RejectedAsync(id, cancellationToken), "text/csv; charset=utf-8", Say("afgewezen-rijen.csv", "rejected-rows.csv"));
}
