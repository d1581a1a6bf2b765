using Crm.Data;
using Crm.Documents;
using Crm.Quotes.Grid;
using Crm.Users;

namespace Crm.Quotes.Layout;

/// <summary>The pictures of a quote: taken in while it is a draft, and kept with all its versions.</summary>
public sealed class QuotePictures(CrmDatabase database, FileDesk files)
{
    /// <summary>A photograph of 1,600 pixels wide is printed sharply over the whole width of a page, and is seldom larger than this.</summary>
    public const int MaxBytes = 2_000_000;
    public const int MaxPixels = 1_600;

    static readonly string[] Kinds = ["image/png", "image/jpeg", "image/webp"];

    public Task<StoredFile> StoreAsync(Guid quoteId, BroughtFile brought, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var quote = await db.QuoteToChangeAsync(quoteId, cancellationToken);
        await db.EnsureMayEditAsync(quote, actor, cancellationToken);
        return await StoreAsync(brought, quoteId, actor, cancellationToken);
    }, cancellationToken);

    /// <summary>For whoever has seen that the actor may.</summary>
    internal Task<StoredFile> StoreAsync(BroughtFile brought, Guid ownerId, Actor actor, CancellationToken cancellationToken)
    {
        if (brought.Bytes.Length > MaxBytes || !IsPicture(brought.FileName, brought.Bytes))
            throw NoPicture(brought.FileName);
        return files.StoreAsync(brought, ownerId, actor, cancellationToken);
    }

    /// <param name="beginning">Its bytes, or the first of them.</param>
    internal static bool IsPicture(string fileName, byte[] beginning) => Kinds.Contains(FileKinds.ContentTypeOf(fileName, beginning));

    internal static RefusedException NoPicture(string fileName) =>
        RefusedException.Invalid("picture", $"{fileName} is geen PNG, JPEG of WebP van hoogstens 2 MB.", $"{fileName} is no PNG, JPEG or WebP of at most 2 MB.");

    /// <summary>A quote shows its own pictures and annexes, and those of its other versions, and no other file of ours.</summary>
    internal static async Task EnsureOwnAsync(CrmDbContext db, Quote quote, QuoteBlocks blocks, CancellationToken cancellationToken)
    {
        var ids = blocks.Pictures().Concat(blocks.Annexes()).ToList();
        if (ids.Count == 0)
            return;
        var own = await db.Files.Where(file => ids.Contains(file.Id) && db.Quotes.Any(version => version.Id == file.OwnerId && version.Number == quote.Number))
            .ToDictionaryAsync(file => file.Id, file => file.ContentType, cancellationToken);
        blocks.All.Select((block, at) => (block, at)).Where(one => one.block.FileId is { } id && !(own.TryGetValue(id, out var kind) && IsOf(one.block, kind)))
            .Select(one => new Fault($"blocks[{one.at}].fileId", "Dit bestand hoort niet bij deze offerte.", "This file does not belong to this quote.")).RefuseIfAny();
    }

    /// <summary>A line shows a photograph that an item of the catalogue has or had, and no other file of ours.</summary>
    internal static async Task EnsureOfCatalogueAsync(CrmDbContext db, IReadOnlyList<LineEntry> lines, CancellationToken cancellationToken)
    {
        var ids = lines.Select(line => line.PictureId).OfType<Guid>().Where(id => id != Guid.Empty).Distinct().ToList();
        var own = ids.Count == 0 ? [] : await db.Files.Where(file => ids.Contains(file.Id) && db.Catalogue.Any(item => item.Id == file.OwnerId)).Select(file => file.Id).ToListAsync(cancellationToken);
        lines.Index().Where(line => line.Item.PictureId is { } id && id != Guid.Empty && !own.Contains(id))
            .Select(line => new Fault($"lines[{line.Index}].pictureId", "Deze foto hoort niet bij een artikel van de catalogus.", "This photograph does not belong to an item of the catalogue.")).RefuseIfAny();
    }

    static bool IsOf(QuoteBlock block, string contentType) => block.Kind == BlockKind.Pdf ? contentType == QuoteAnnexes.Kind : Kinds.Contains(contentType);

    /// <summary>The HTML with the pictures in it, so that it needs nothing from elsewhere.</summary>
    internal static async Task<string> InlineAsync(CrmDbContext db, Quote quote, string html, CancellationToken cancellationToken)
    {
        var ids = quote.Pictures().ToList();
        var found = ids.Count == 0 ? [] : await db.Files.AsNoTracking().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancellationToken);
        return BlockMarkup.WithFiles(html, id => found.TryGetValue(id, out var file) ? $"data:{file.ContentType};base64,{Convert.ToBase64String(file.Bytes)}" : null);
    }
}
