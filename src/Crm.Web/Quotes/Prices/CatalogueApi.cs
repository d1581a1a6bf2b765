using System.Security.Claims;
using Crm.Data;
using Crm.Documents;
using Crm.Quotes.Layout;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Quotes.Prices;

/// <summary>The catalogue for programs.</summary>
public static class CatalogueApi
{
    public static void MapCatalogue(this IEndpointRouteBuilder app)
    {
        var catalogue = app.MapGroup("/api/catalogue").WithTags("Catalogue").RequireAuthorization();
        catalogue.MapGet("/", (string? text, bool? archived, DateOnly? on, CatalogueDesk desk, TimeProvider clock, CancellationToken cancellationToken) =>
            desk.SearchAsync(text, archived ?? false, 500, on ?? clock.Today(), cancellationToken)).WithSummary("Items with what they cost on a day; without one, today.");
        catalogue.MapGet("/{id:guid}", (Guid id, CatalogueDesk desk, CancellationToken cancellationToken) => desk.FindAsync(id, cancellationToken)).WithSummary("An item as it was entered, with its later prices.");
        var owner = catalogue.MapGroup("").RequireAuthorization(may => may.RequireRole(Roles.ProcessOwner));
        owner.MapPost("/", AddAsync);
        owner.MapPut("/{id:guid}", (Guid id, CatalogueEntry entry, ClaimsPrincipal user, CatalogueDesk desk, CancellationToken cancellationToken) =>
            desk.EditAsync(id, entry, user.AsActor(Door.Api), cancellationToken));
        owner.MapPut("/{id:guid}/archived", ArchiveAsync);
        owner.MapPut("/{id:guid}/picture", SetPictureAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(2 * QuotePictures.MaxBytes)).Accepts<IFormFile>("multipart/form-data").WithSummary("The photograph of an item; without a file it is taken away.");
        // The session cookie is SameSite=Lax, so another site cannot post this form in someone's name.
        owner.MapPost("/import", ImportAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(SheetFile.MaxBytes + FileDesk.MaxBytes)).Accepts<IFormFile>("multipart/form-data")
            .WithSummary("What a CSV or Excel file of prices would change, row by row; with take=true it is changed.");
    }

    static async Task<Created<CatalogueItem>> AddAsync(CatalogueEntry entry, ClaimsPrincipal user, CatalogueDesk desk, CancellationToken cancellationToken)
    {
        var item = await desk.AddAsync(entry, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/catalogue/{item.Id}", item);
    }

    static async Task<CatalogueLook> ImportAsync(IFormFile file, bool? take, ClaimsPrincipal user, CatalogueImport import, CancellationToken cancellationToken)
    {
        var (brought, actor) = (await BroughtFile.ReadAsync(file, cancellationToken), user.AsActor(Door.Api));
        return take == true ? (await import.TakeAsync(brought, actor, cancellationToken)).Look : await import.LookAsync(brought, actor, cancellationToken);
    }

    static async Task<NoContent> SetPictureAsync(Guid id, IFormFile? picture, ClaimsPrincipal user, CatalogueDesk desk, CancellationToken cancellationToken)
    {
        await desk.SetPictureAsync(id, picture is null ? null : await BroughtFile.ReadAsync(picture, cancellationToken), user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> ArchiveAsync(Guid id, Archive request, ClaimsPrincipal user, CatalogueDesk desk, CancellationToken cancellationToken)
    {
        await desk.ArchiveAsync(id, request.IsArchived, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }
}
