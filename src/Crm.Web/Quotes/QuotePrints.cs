using System.Security.Cryptography;
using System.Text;
using Crm.Data;
using Crm.Documents;
using Crm.Engine;
using Crm.Mail;
using Crm.Users;

namespace Crm.Quotes;

/// <summary>Has quotes printed, and keeps one PDF for each state a quote was printed in.</summary>
public sealed class QuotePrints(CrmDatabase database, QuoteDocuments documents, FileDesk files, Outbox outbox, WorkflowRuntime workflows) : IOutboxDeliverer
{
    /// <param name="Ticket">What the workflow waits for; see <see cref="RenderQuote.Printed"/>.</param>
    public sealed record Job(Guid QuoteId, string Ticket);

    public string Kind => "render-quote";

    /// <summary>Asks for the PDF; who waits with this ticket goes on when it is there.</summary>
    public Task AskAsync(Guid quoteId, string ticket, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (!await db.Quotes.AnyAsync(quote => quote.Id == quoteId, cancellationToken))
            throw QuoteAccess.NotFound();
        await outbox.AddAsync(Kind, $"render-{ticket}", new Job(quoteId, ticket), cancellationToken);
    }, cancellationToken);

    /// <summary>The PDF of the quote as it is now; null when it has to be printed first.</summary>
    public async Task<Guid?> CurrentAsync(Guid quoteId, CancellationToken cancellationToken)
    {
        var print = await database.ReadAsync(db => db.Quotes.Where(quote => quote.Id == quoteId).Select(quote => new { quote.PdfFileId, quote.PrintedFrom }).SingleAsync(cancellationToken), cancellationToken);
        return print.PdfFileId is not null && print.PrintedFrom == HashOf(await documents.HtmlForPaperAsync(quoteId, cancellationToken)) ? print.PdfFileId : null;
    }

    /// <summary>Prints outside any transaction, then keeps the file and makes the workflow go on in one. Done twice, it is done once.</summary>
    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var job = message.Read<Job>();
        var html = await documents.HtmlForPaperAsync(job.QuoteId, cancellationToken);
        var isThere = await CurrentAsync(job.QuoteId, cancellationToken) is not null;
        var pdf = isThere ? null : await documents.PrintAsync(job.QuoteId, html, cancellationToken);
        await database.WriteAsync(async db =>
        {
            if (pdf is not null)
                await KeepAsync(db, job.QuoteId, HashOf(html), pdf, cancellationToken);
            await workflows.SendAsync(RenderQuote.Printed(job.Ticket), cancellationToken);
        }, cancellationToken);
    }

    async Task KeepAsync(CrmDbContext db, Guid quoteId, string printedFrom, byte[] pdf, CancellationToken cancellationToken)
    {
        var name = await db.Quotes.Where(quote => quote.Id == quoteId).Select(quote => new { quote.Number, quote.Version }).SingleAsync(cancellationToken);
        var file = await files.StoreAsync(new BroughtFile($"{name.Number}{(name.Version == 1 ? "" : $"-v{name.Version}")}.pdf", pdf), quoteId, Actor.System, cancellationToken);
        // Not through the entity: a print is no edit, and whoever has the quote open must not hear that someone changed it.
        await db.Quotes.Where(quote => quote.Id == quoteId)
            .ExecuteUpdateAsync(set => set.SetProperty(quote => quote.PdfFileId, file.Id).SetProperty(quote => quote.PrintedFrom, printedFrom), cancellationToken);
    }

    static string HashOf(string html) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html)));
}
