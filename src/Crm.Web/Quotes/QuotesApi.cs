using System.Security.Claims;
using Crm.Data;
using Crm.Documents;
using Crm.Quotes.Grid;
using Crm.Quotes.Layout;
using Crm.Quotes.Prices;
using Crm.Quotes.Templates;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Quotes;

/// <summary>Quotes for programs: the same verbs as the pages.</summary>
public static class QuotesApi
{
    public sealed record Compose(Guid ForecastId, string? TemplateKey, Guid? ContactId);

    public sealed record SaveLines(int Revision, IReadOnlyList<LineEntry>? Lines);

    public sealed record SaveTexts(int Revision, QuoteTexts? Texts);

    public sealed record Picture(Guid FileId);

    public sealed record SendBack(string? Reason);

    public sealed record Line(Guid Key, LineKind Kind, string Code, string Description, decimal Quantity, string Unit, decimal Price, decimal CostPrice, decimal Discount,
        string VatCode, decimal VatRate, bool IsCharged, bool IsOptional, decimal Amount, decimal? MarginPercent, string Choice, string Text, Guid? PictureId);

    public sealed record Totals(decimal Net, decimal Vat, decimal Gross, decimal Cost, decimal Margin, decimal? MarginPercent, decimal MarginNorm, decimal Optional, IReadOnlyList<VatGroup> VatGroups);

    public sealed record Answer(
        Guid Id, string Number, int Version, QuoteStatus Status, Guid ForecastId, Guid RelationId, string RelationName, Guid AuthorId, string AuthorName, DateOnly Date, bool PricesIncludeVat,
        QuoteTexts Texts, IReadOnlyList<Line> Lines, Totals Totals, IReadOnlyList<QuoteVersion> Versions, Guid? PdfFileId, Guid? SealedFileId,
        DateTime? SentAt, DateTime? ClosedAt, DateTime SavedAt, string SavedBy, bool MayEdit, int Revision);

    public static void MapQuotes(this IEndpointRouteBuilder app)
    {
        var quotes = app.MapGroup("/api/quotes").WithTags("Quotes").RequireAuthorization();
        quotes.MapGet("/", ListAsync);
        quotes.MapGet("/templates", (QuoteTemplates templates, CancellationToken cancellationToken) => templates.AllAsync(cancellationToken));
        quotes.MapGet("/{id:guid}", AnswerAsync);
        quotes.MapGet("/{id:guid}/differences", (Guid id, Guid with, QuoteQueries queries, CancellationToken cancellationToken) => queries.CompareAsync(id, with, cancellationToken));
        quotes.MapGet("/{id:guid}/edits", (Guid id, QuoteEdits edits, CancellationToken cancellationToken) => edits.ListAsync(id, cancellationToken));
        quotes.MapGet("/{id:guid}/edits/{edit:guid}", (Guid id, Guid edit, QuoteEdits edits, CancellationToken cancellationToken) => edits.DifferencesAsync(id, edit, cancellationToken));
        quotes.MapPost("/", ComposeAsync).RequireAuthorization(may => may.RequireRole(Roles.Sales));
        quotes.MapPut("/{id:guid}/lines", SaveLinesAsync);
        quotes.MapPut("/{id:guid}/texts", SaveTextsAsync);
        quotes.MapPost("/{id:guid}/pictures", AddPictureAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(2 * QuotePictures.MaxBytes)).Accepts<IFormFile>("multipart/form-data");
        quotes.MapPost("/{id:guid}/annexes", AddAnnexAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(2 * QuoteAnnexes.MaxBytes)).Accepts<IFormFile>("multipart/form-data");
        quotes.MapPost("/{id:guid}/review", Step((composer, id, actor, cancel) => composer.RequestReviewAsync(id, actor, cancel)));
        quotes.MapPost("/{id:guid}/approve", Step((composer, id, actor, cancel) => composer.ApproveAsync(id, actor, cancel)));
        quotes.MapPost("/{id:guid}/withdraw", Step((composer, id, actor, cancel) => composer.WithdrawAsync(id, actor, cancel)));
        quotes.MapPost("/{id:guid}/send-back", SendBackAsync);
        quotes.MapPost("/{id:guid}/revise", ReviseAsync);
    }

    static Task<QuoteList> ListAsync(
        QuoteStatus[]? status, Guid? author, Guid? relation, Guid? forecast, string? text, bool? expiring, Guid? after, int? take, QuoteQueries queries, CancellationToken cancellationToken) =>
        queries.ListAsync(new(status, author, relation, forecast, text, expiring ?? false, after, take ?? 50), cancellationToken);

    static async Task<Answer> AnswerAsync(Guid id, ClaimsPrincipal user, QuoteQueries queries, CancellationToken cancellationToken) =>
        Of(await queries.GetAsync(id, user.AsActor(Door.Api), cancellationToken));

    static async Task<Created<Answer>> ComposeAsync(Compose request, ClaimsPrincipal user, QuoteComposer composer, QuoteQueries queries, CancellationToken cancellationToken)
    {
        var quote = await composer.ComposeAsync(request.ForecastId, request.TemplateKey, request.ContactId, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/quotes/{quote.Id}", await AnswerAsync(quote.Id, user, queries, cancellationToken));
    }

    static async Task<Answer> SaveLinesAsync(Guid id, SaveLines request, ClaimsPrincipal user, QuoteComposer composer, QuoteQueries queries, CancellationToken cancellationToken)
    {
        if (request.Lines is null || request.Lines.Contains(null!))
            throw RefusedException.Invalid("lines", "Geef alle regels mee, ook als er geen zijn.", "Give all lines, even when there are none.");
        await composer.SaveLinesAsync(id, request.Lines, request.Revision, user.AsActor(Door.Api), cancellationToken);
        return await AnswerAsync(id, user, queries, cancellationToken);
    }

    static async Task<Answer> SaveTextsAsync(Guid id, SaveTexts request, ClaimsPrincipal user, QuoteComposer composer, QuoteQueries queries, CancellationToken cancellationToken)
    {
        var texts = request.Texts ?? throw RefusedException.Invalid("texts", "Geef de teksten mee.", "Give the texts.");
        await composer.EditTextsAsync(id, texts, request.Revision, user.AsActor(Door.Api), cancellationToken);
        return await AnswerAsync(id, user, queries, cancellationToken);
    }

    /// <summary>For a block of this quote, which names it by its id.</summary>
    static async Task<Picture> AddPictureAsync(Guid id, IFormFile picture, ClaimsPrincipal user, QuotePictures pictures, CancellationToken cancellationToken) =>
        new((await pictures.StoreAsync(id, await BroughtFile.ReadAsync(picture, cancellationToken), user.AsActor(Door.Api), cancellationToken)).Id);

    /// <summary>A PDF to come behind this quote; the answer is the block that says so, to be saved with its texts.</summary>
    static async Task<QuoteBlock> AddAnnexAsync(Guid id, IFormFile annex, ClaimsPrincipal user, QuoteAnnexes annexes, CancellationToken cancellationToken) =>
        await annexes.StoreAsync(id, await BroughtFile.ReadAsync(annex, cancellationToken), user.AsActor(Door.Api), cancellationToken);

    static async Task<Answer> SendBackAsync(Guid id, SendBack request, ClaimsPrincipal user, QuoteComposer composer, QuoteQueries queries, CancellationToken cancellationToken)
    {
        await composer.SendBackAsync(id, request.Reason, user.AsActor(Door.Api), cancellationToken);
        return await AnswerAsync(id, user, queries, cancellationToken);
    }

    static async Task<Created<Answer>> ReviseAsync(Guid id, ClaimsPrincipal user, QuoteComposer composer, QuoteQueries queries, CancellationToken cancellationToken)
    {
        var quote = await composer.ReviseAsync(id, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/quotes/{quote.Id}", await AnswerAsync(quote.Id, user, queries, cancellationToken));
    }

    static Func<Guid, ClaimsPrincipal, QuoteComposer, QuoteQueries, CancellationToken, Task<Answer>> Step(Func<QuoteComposer, Guid, Actor, CancellationToken, Task> step) =>
        async (id, user, composer, queries, cancellationToken) =>
        {
            await step(composer, id, user.AsActor(Door.Api), cancellationToken);
            return await AnswerAsync(id, user, queries, cancellationToken);
        };

    static Answer Of(QuoteDetails details)
    {
        var (quote, totals) = (details.Quote, details.Quote.Totals);
        return new(
            quote.Id, quote.Number, quote.Version, quote.Status, quote.ForecastId, quote.RelationId, details.RelationName, quote.AuthorId, details.AuthorName, quote.Date, quote.PricesIncludeVat,
            QuoteTexts.Of(quote), [.. quote.InOrder.Zip(totals.Lines, Of)],
            new(totals.Net, totals.Vat, totals.Gross, totals.Cost, totals.Margin, totals.MarginPercent, details.MarginNorm, totals.Optional, totals.VatGroups),
            details.Versions, quote.PdfFileId, quote.SealedFileId, quote.SentAt, quote.ClosedAt, quote.SavedAt, quote.SavedBy, details.MayEdit, quote.Revision);
    }

    static Line Of(QuoteLine line, LineTotal total) => new(
        line.Key, line.Kind, line.Code, line.Description, line.Quantity, line.Unit, line.Price, line.CostPrice, line.Discount, line.VatCode, line.VatRate, line.IsCharged, line.IsOptional,
        total.Amount, total.MarginPercent, line.Choice, line.Text, line.PictureId);
}
