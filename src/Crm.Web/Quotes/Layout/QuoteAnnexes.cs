using Crm.Data;
using Crm.Documents;
using Crm.Users;

namespace Crm.Quotes.Layout;

/// <summary>PDFs whose pages come behind those of the quote: a data sheet of ours, the customer's own conditions or drawing.</summary>
public sealed class QuoteAnnexes(CrmDatabase database, FileDesk files, PdfPages pages, VirusScanner scanner)
{
    /// <summary>Larger than this a mail server may refuse the quote.</summary>
    public const int MaxBytes = 8_000_000;
    public const int MostPages = 50;

    internal const string Kind = "application/pdf";

    /// <summary>Takes an annex in while the quote is a draft.</summary>
    /// <returns>The block that puts it behind the quote.</returns>
    public async Task<QuoteBlock> StoreAsync(Guid quoteId, BroughtFile brought, Actor actor, CancellationToken cancellationToken = default)
    {
        if (brought.Bytes.Length > MaxBytes || FileKinds.ContentTypeOf(brought.FileName, brought.Bytes) != Kind)
            throw RefusedException.Invalid("annex", $"{brought.FileName} is geen pdf van hoogstens 8 MB.", $"{brought.FileName} is no PDF of at most 8 MB.");
        // Before the file is looked into, which takes its time; and once more when it is kept.
        await database.ReadAsync(db => QuoteToEditAsync(db, quoteId, actor, cancellationToken), cancellationToken);
        await scanner.RefuseInfectedAsync([brought], cancellationToken);
        var count = await pages.CountAsync(brought, cancellationToken);
        if (count is 0 or > MostPages)
            throw RefusedException.Invalid("annex", $"Een bijlage heeft 1 tot {MostPages} pagina's; {brought.FileName} heeft er {count}.", $"An annex has 1 to {MostPages} pages; {brought.FileName} has {count}.");
        var stored = await database.WriteAsync(async db =>
        {
            await QuoteToEditAsync(db, quoteId, actor, cancellationToken);
            return await files.StoreAsync(brought, quoteId, actor, cancellationToken);
        }, cancellationToken);
        return new(Guid.CreateVersion7(), BlockKind.Pdf, BlockPlace.Annex, FileId: stored.Id, Caption: CaptionOf(stored));
    }

    /// <summary>The printed quote with the pages of its annexes behind it.</summary>
    public async Task<byte[]> AppendAsync(byte[] printed, Guid quoteId, CancellationToken cancellationToken)
    {
        var annexes = await database.ReadAsync(async db =>
        {
            var blocks = await db.Quotes.Where(quote => quote.Id == quoteId).Select(quote => quote.Blocks).SingleAsync(cancellationToken);
            var ids = blocks.Annexes().ToList();
            var found = ids.Count == 0 ? [] : await db.Files.AsNoTracking().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, file => file.Bytes, cancellationToken);
            return ids.ConvertAll(id => found[id]);
        }, cancellationToken);
        return annexes.Count == 0 ? printed : await pages.AppendAsync(printed, annexes, cancellationToken);
    }

    static async Task<Quote> QuoteToEditAsync(CrmDbContext db, Guid quoteId, Actor actor, CancellationToken cancellationToken)
    {
        var quote = await db.QuoteToChangeAsync(quoteId, cancellationToken);
        await db.EnsureMayEditAsync(quote, actor, cancellationToken);
        return quote;
    }

    static string CaptionOf(StoredFile file)
    {
        var name = Path.GetFileNameWithoutExtension(file.FileName);
        return name.Length <= QuoteBlock.LongestCaption ? name : name[..QuoteBlock.LongestCaption];
    }
}
