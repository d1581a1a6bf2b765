using Crm.CustomFields;
using Crm.Data;
using Crm.Documents;
using Crm.Quotes.Layout;
using Crm.Quotes.Templates;

namespace Crm.Quotes;

/// <summary>A quote as a document: HTML from its template, and the PDF that Chromium prints of it.</summary>
public sealed class QuoteDocuments(CrmDatabase database, TemplateRenderer templates, PdfPrinter printer, QuoteAnnexes annexes)
{
    /// <summary>The page may draw itself with our fonts; whatever it would fetch besides, it does not get.</summary>
    const string Locked = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src data:">""";

    public async Task<byte[]> RenderAsync(Guid quoteId, CancellationToken cancellationToken) =>
        await PrintAsync(quoteId, await HtmlForPaperAsync(quoteId, cancellationToken), cancellationToken);

    /// <summary>The same quote gives the same HTML, so its hash says whether a PDF is still the right one.</summary>
    public Task<string> HtmlForPaperAsync(Guid quoteId, CancellationToken cancellationToken) => HtmlAsync(quoteId, HouseFonts.ForPaper, null, cancellationToken);

    public async Task<string> HtmlForScreenAsync(Guid quoteId, CancellationToken cancellationToken) => Lock(await HtmlAsync(quoteId, HouseFonts.ForScreen, null, cancellationToken));

    /// <summary>How the quote would look with templates that nobody has published.</summary>
    public async Task<string> TryOnScreenAsync(Guid quoteId, TemplatePair tried, CancellationToken cancellationToken) => Lock(await HtmlAsync(quoteId, HouseFonts.ForScreen, tried, cancellationToken));

    /// <summary>Its paper as this HTML says it, with its annexes behind it.</summary>
    public async Task<byte[]> PrintAsync(Guid quoteId, string html, CancellationToken cancellationToken) =>
        await annexes.AppendAsync(await printer.PrintAsync(html, cancellationToken), quoteId, cancellationToken);

    Task<string> HtmlAsync(Guid quoteId, Markup fonts, TemplatePair? tried, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var quote = await db.Quotes.AsNoTracking().Include(q => q.Lines).Include(q => q.Relation!.Organisation).Include(q => q.Contact!.Person)
            .AsSplitQuery().SingleOrDefaultAsync(q => q.Id == quoteId, cancellationToken) ?? throw QuoteAccess.NotFound();
        // The paper is the offer; what the customer took of it stands in the evidence.
        quote.Take([]);
        var company = await db.Companies.AsNoTracking().SingleAsync(cancellationToken);
        var author = await db.Users.Where(user => user.Id == quote.AuthorId).Select(user => user.Name).SingleAsync(cancellationToken);
        var pair = tried ?? new(
            await db.TemplateAsync(quote.TemplateKey, quote.TemplateVersion, cancellationToken), await db.TemplateAsync(TemplateVersion.House, quote.HouseVersion, cancellationToken));
        using (new ReadingAs(quote.Language))
        {
            var html = pair.Fill(templates, quote, company, author, fonts, await CustomOfAsync(db, quote, cancellationToken));
            return await QuotePictures.InlineAsync(db, quote, html, cancellationToken);
        }
    }, cancellationToken);

    static async Task<Dictionary<string, object?>> CustomOfAsync(CrmDbContext db, Quote quote, CancellationToken cancellationToken)
    {
        var forecast = await db.Forecasts.Where(f => f.Id == quote.ForecastId).Select(f => f.Custom).FirstOrDefaultAsync(cancellationToken);
        return (await CustomFieldSet.ReadAsync(db, cancellationToken)).ForTemplate(quote.Relation!.Custom, quote.Relation.Organisation!.Custom, quote.Contact?.Person?.Custom, forecast);
    }

    static string Lock(string html)
    {
        var head = html.IndexOf("<head>", StringComparison.OrdinalIgnoreCase);
        return head < 0 ? Locked + html : html.Insert(head + "<head>".Length, Locked);
    }
}
