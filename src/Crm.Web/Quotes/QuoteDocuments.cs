using Crm.Data;
using Crm.Documents;

namespace Crm.Quotes;

/// <summary>A quote as a document: HTML from its template, and the PDF that Chromium prints of it.</summary>
public sealed class QuoteDocuments(CrmDatabase database, TemplateRenderer templates, PdfPrinter printer)
{
    public async Task<byte[]> RenderAsync(Guid quoteId, CancellationToken cancellationToken) =>
        await printer.PrintAsync(await HtmlAsync(quoteId, HouseFonts.ForPaper, cancellationToken), cancellationToken);

    /// <summary>The same quote gives the same HTML, so its hash says whether a PDF is still the right one.</summary>
    public Task<string> HtmlForPaperAsync(Guid quoteId, CancellationToken cancellationToken) => HtmlAsync(quoteId, HouseFonts.ForPaper, cancellationToken);

    public Task<string> HtmlForScreenAsync(Guid quoteId, CancellationToken cancellationToken) => HtmlAsync(quoteId, HouseFonts.ForScreen, cancellationToken);

    public Task<byte[]> PrintAsync(string html, CancellationToken cancellationToken) => printer.PrintAsync(html, cancellationToken);

    Task<string> HtmlAsync(Guid quoteId, Markup fonts, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var quote = await db.Quotes.AsNoTracking().Include(q => q.Lines).Include(q => q.Relation!.Organisation).Include(q => q.Contact!.Person)
            .AsSplitQuery().SingleOrDefaultAsync(q => q.Id == quoteId, cancellationToken) ?? throw QuoteAccess.NotFound();
        // The paper is the offer; what the customer took of it stands in the evidence.
        quote.Take([]);
        var company = await db.Companies.AsNoTracking().SingleAsync(cancellationToken);
        var author = await db.Users.Where(user => user.Id == quote.AuthorId).Select(user => user.Name).SingleAsync(cancellationToken);
        using (new ReadingAs(quote.Language))
            return templates.RenderFile($"quotes/{quote.TemplateKey}", QuoteSheetWriter.Write(quote, company, author, fonts));
    }, cancellationToken);
}
