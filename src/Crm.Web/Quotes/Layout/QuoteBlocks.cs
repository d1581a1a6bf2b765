using Crm.Data;

namespace Crm.Quotes.Layout;

/// <summary>All blocks of a quote, in the order in which they stand on the document.</summary>
public sealed record QuoteBlocks(IReadOnlyList<QuoteBlock> All)
{
    public const int Most = 40;

    public static readonly QuoteBlocks None = new([]);

    public IEnumerable<QuoteBlock> At(BlockPlace place) => All.Where(block => block.Place == place);

    public IEnumerable<Guid> Pictures() => All.Where(block => block.Kind == BlockKind.Picture).Select(block => block.FileId).OfType<Guid>().Distinct();

    /// <summary>The PDFs, in the order in which they come behind the quote.</summary>
    public IEnumerable<Guid> Annexes() => All.Where(block => block.Kind == BlockKind.Pdf).Select(block => block.FileId).OfType<Guid>();

    int PlaceOf(QuoteBlock block) => All.Select((other, at) => (other.Key, at)).First(other => other.Key == block.Key).at;

    static QuoteBlocks InOrder(IEnumerable<QuoteBlock> blocks) => new([.. blocks.OrderBy(block => block.Place)]);

    public QuoteBlocks With(QuoteBlock block) => InOrder(All.Any(other => other.Key == block.Key) ? All.Select(other => other.Key == block.Key ? block : other) : All.Append(block));

    public QuoteBlocks Without(QuoteBlock block) => InOrder(All.Where(other => other.Key != block.Key));

    /// <summary>One up (−1) or down (1): past its neighbour, or else into the place before or behind its own.</summary>
    public QuoteBlocks Moved(QuoteBlock block, int by)
    {
        var (all, at) = (All.ToList(), PlaceOf(block));
        if (at + by >= 0 && at + by < all.Count && all[at + by].Place == block.Place)
            (all[at], all[at + by]) = (all[at + by], all[at]);
        else if (block.Kind != BlockKind.Pdf)
            all[at] = block with { Place = (BlockPlace)Math.Clamp((int)block.Place + by, 0, (int)BlockPlace.Annex) };
        return InOrder(all);
    }

    /// <summary>In a place, before another block there; without one, first of all there.</summary>
    public QuoteBlocks Put(QuoteBlock block, BlockPlace place, Guid? before)
    {
        if (block.Kind == BlockKind.Pdf && place != BlockPlace.Annex)
            return this;
        var all = All.Where(other => other.Key != block.Key).ToList();
        var at = all.FindIndex(other => before is null ? other.Place >= place : other.Key == before);
        all.Insert(at < 0 ? all.Count : at, block with { Place = place });
        return InOrder(all);
    }

    /// <summary>Two that say the same are the same, whoever wrote them.</summary>
    public bool Equals(QuoteBlocks? other) => other is not null && All.Select(block => block.Said()).SequenceEqual(other.All.Select(block => block.Said()));

    public override int GetHashCode() => All.Count;

    /// <summary>All that can be seen without the database, each at its field: "blocks[2].html".</summary>
    public IEnumerable<Fault> Faults()
    {
        if (All is null || All.Any(block => block is null))
        {
            yield return new("blocks", "Geef de blokken als een lijst.", "Give the blocks as a list.");
            yield break;
        }
        if (All.Count > Most)
            yield return new("blocks", $"Een offerte heeft hoogstens {Most} blokken.", $"A quote has at most {Most} blocks.");
        if (All.Select(block => block.Key).Distinct().Count() < All.Count)
            yield return new("blocks", "Elk blok heeft een eigen sleutel.", "Each block has a key of its own.");
        foreach (var fault in All.SelectMany((block, at) => FaultsOf(block, $"blocks[{at}].")))
            yield return fault;
    }

    static IEnumerable<Fault> FaultsOf(QuoteBlock block, string at)
    {
        if (!Enum.IsDefined(block.Kind) || !Enum.IsDefined(block.Place))
            yield return new(at + "kind", "Deze soort blok bestaat niet.", "There is no such kind of block.");
        if (block.Html?.Length > QuoteBlock.LongestHtml)
            yield return new(at + "html", "Deze tekst is te lang: verdeel hem over twee blokken.", "This text is too long: spread it over two blocks.");
        if (block.Caption?.Trim().Length > QuoteBlock.LongestCaption)
            yield return new(at + "caption", $"Een onderschrift is hoogstens {QuoteBlock.LongestCaption} tekens lang.", $"A caption is at most {QuoteBlock.LongestCaption} characters long.");
        if (block.Kind == BlockKind.Picture && block.FileId is null)
            yield return new(at + "fileId", "Kies een afbeelding.", "Choose a picture.");
        if (block.Kind == BlockKind.Pdf && block.FileId is null)
            yield return new(at + "fileId", "Kies een pdf.", "Choose a PDF.");
        if (block.Kind == BlockKind.Pdf && block.Place != BlockPlace.Annex)
            yield return new(at + "place", "Een pdf komt achter de offerte.", "A PDF comes behind the quote.");
        if (block.Kind == BlockKind.Pdf && string.IsNullOrWhiteSpace(block.Caption))
            yield return new(at + "caption", "Geef de bijlage een naam.", "Give the annex a name.");
    }

    /// <summary>Cleaned, each with who wrote it: whoever leaves a block as it was does not become its writer.</summary>
    public QuoteBlocks WrittenBy(string name, DateTime now, QuoteBlocks before) => new(
    [
        .. All.Select(block => block.Cleaned()).Select(block => before.All.FirstOrDefault(old => old.Key == block.Key) is { } was && was.Said() == block
            ? was
            : block with { ChangedBy = name, ChangedAt = now }),
    ]);
}
