using System.Security.Claims;
using Crm.CustomFields;
using Crm.Data;
using Crm.Documents;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Relations;

/// <summary>Relations for programs. New ones come in through /api/submissions, so that no door gets round an entry profile and its review.</summary>
public static class RelationsApi
{
    const int PageSize = 50;
    const int LargestPage = 500;

    /// <param name="Revision">The revision that was read.</param>
    /// <param name="Values">The fields to change, by name.</param>
    public sealed record Edit(int Revision, Dictionary<string, string> Values);

    public sealed record Edited(int Revision);

    public static void MapRelations(this IEndpointRouteBuilder app)
    {
        var relations = app.MapGroup("/api/relations").WithTags("Relations").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        relations.MapGet("/", ListAsync);
        relations.MapGet("/{id:guid}", FindAsync);
        relations.MapGet("/{id:guid}/history", (Guid id, RelationQueries queries, CancellationToken cancellationToken) => queries.HistoryAsync(id, cancellationToken));
        var writers = relations.MapGroup("").RequireAuthorization(staff => staff.RequireRole(Roles.Sales, Roles.Reviewer, Roles.ProcessOwner));
        writers.MapGet("/export", ExportAsync).WithSummary("All pages of the list as an Excel workbook; the query of the list's own address, with columns.");
        writers.MapPut("/{id:guid}", EditAsync);
        writers.MapDelete("/{id:guid}", ArchiveAsync);
        writers.MapPost("/{id:guid}/restore", RestoreAsync);
        writers.MapPost("/{id:guid}/contacts", AddContactAsync);
        writers.MapPut("/{id:guid}/contacts/{contactId:guid}", EditContactAsync);
    }

    static Task<RelationQueries.Page> ListAsync(
        string? search, Guid? responsibleId, HttpRequest request, RelationState? state, RelationOrder? order, Whose? whose, Guid? after, int? take, ClaimsPrincipal user, RelationQueries queries, CancellationToken cancellationToken) =>
        queries.ListAsync(
            new()
            {
                Search = search ?? "", ResponsibleId = responsibleId, State = state ?? RelationState.Active, Order = order ?? RelationOrder.Name, Whose = whose ?? Whose.All,
                Custom = CustomFilters.Parse(request.Query, CustomRecord.Organisation, CustomRecord.Relation),
            },
            user.AsActor(Door.Api), after, Math.Clamp(take ?? PageSize, 1, LargestPage), cancellationToken);

    static async Task<FileStreamHttpResult> ExportAsync(HttpRequest request, ClaimsPrincipal user, RelationExport export, TimeProvider clock, CancellationToken cancellationToken) => TypedResults.File(
        await export.WorkbookAsync(RelationFilter.Parse(request.Query), user.AsActor(Door.Api), cancellationToken), Workbook.ContentType, $"{Say("relaties", "relations")}-{clock.Today():yyyy-MM-dd}.xlsx");

    static async Task<Ok<RelationQueries.Record>> FindAsync(Guid id, RelationQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.FindAsync(id, cancellationToken) ?? throw RefusedException.NotFound("Deze relatie bestaat niet.", "This relation does not exist."));

    static async Task<Ok<Edited>> EditAsync(Guid id, Edit edit, ClaimsPrincipal user, RelationDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Edited(await desk.EditAsync(id, edit.Revision, edit.Values ?? [], user.AsActor(Door.Api), cancellationToken)));

    static async Task<NoContent> ArchiveAsync(Guid id, ClaimsPrincipal user, RelationDesk desk, CancellationToken cancellationToken)
    {
        await desk.ArchiveAsync(id, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> RestoreAsync(Guid id, ClaimsPrincipal user, RelationDesk desk, CancellationToken cancellationToken)
    {
        await desk.RestoreAsync(id, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<Created<Made>> AddContactAsync(Guid id, ContactDetails details, ClaimsPrincipal user, RelationDesk desk, CancellationToken cancellationToken)
    {
        var contact = await desk.AddContactAsync(id, details, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/relations/{id}", new Made(contact.Id));
    }

    static async Task<NoContent> EditContactAsync(Guid id, Guid contactId, ContactDetails details, ClaimsPrincipal user, RelationDesk desk, CancellationToken cancellationToken)
    {
        await desk.EditContactAsync(id, contactId, details, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }
}
