namespace Crm.Quotes.Layout;

/// <summary>What reads differently in the blocks of two moments, in the reader's language.</summary>
static class BlockDifferences
{
    public static IEnumerable<QuoteDifference> Between(QuoteBlocks old, QuoteBlocks now)
    {
        var (before, after) = (old.All.ToDictionary(block => block.Key), now.All.ToDictionary(block => block.Key));
        return
        [
            .. now.All.SelectMany(block => before.TryGetValue(block.Key, out var was) ? Changes(was, block) : [new(Name(block), Say("blok", "block"), Say("niet opgenomen", "not included"), block.Told())]),
            .. old.All.Where(block => !after.ContainsKey(block.Key)).Select(block => new QuoteDifference(Name(block), Say("blok", "block"), block.Told(), Say("vervallen", "dropped"))),
            .. Moved([.. old.All.Where(block => after.ContainsKey(block.Key))], [.. now.All.Where(block => before.ContainsKey(block.Key))]),
        ];
    }

    static IEnumerable<QuoteDifference> Changes(QuoteBlock was, QuoteBlock now)
    {
        if (was.Html != now.Html || was.Caption != now.Caption)
            yield return new(Name(now), now.Kind switch { BlockKind.Text => Say("tekst", "text"), BlockKind.Pdf => Say("naam", "name"), _ => Say("onderschrift", "caption") }, was.Told(), was.Told() == now.Told() ? Say("anders opgemaakt", "formatted differently") : now.Told());
        if (was.FileId != now.FileId)
            yield return new(Name(now), Say("bestand", "file"), "", Say("een andere", "another one"));
        if (was.IsHalf != now.IsHalf)
            yield return new(Name(now), Say("breedte", "width"), Width(was), Width(now));
        if (was.Place != now.Place)
            yield return new(Name(now), Say("plaats", "place"), was.Place.Name(), now.Place.Name());
    }

    static IEnumerable<QuoteDifference> Moved(IReadOnlyList<QuoteBlock> old, IReadOnlyList<QuoteBlock> now)
    {
        var kept = old.Where(block => now.Any(other => other.Key == block.Key && other.Place == block.Place)).Select(block => block.Key).ToList();
        if (!kept.SequenceEqual(now.Select(block => block.Key).Where(kept.Contains)))
            yield return new(Say("Blokken", "Blocks"), Say("volgorde", "order"), "", Say("anders geordend", "reordered"));
    }

    public static string Name(this BlockKind kind) => kind switch
    {
        BlockKind.Text => Say("Tekstblok", "Text block"),
        BlockKind.Pdf => Say("Bijlage (pdf)", "Annex (PDF)"),
        _ => Say("Afbeelding", "Picture"),
    };

    static string Name(QuoteBlock block) => block.Kind.Name();

    static string Width(QuoteBlock block) => block.IsHalf ? Say("half", "half") : Say("heel", "full");

    public static string Name(this BlockPlace place) => place switch
    {
        BlockPlace.AboveLines => Say("Boven de regels", "Above the lines"),
        BlockPlace.BelowLines => Say("Onder de regels", "Below the lines"),
        _ => Say("Bijlage, op een eigen pagina", "Annex, on a page of its own"),
    };
}
