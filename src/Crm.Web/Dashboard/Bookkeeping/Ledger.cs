namespace Crm.Dashboard.Bookkeeping;

/// <summary>
/// All that figures are added up from, in memory, as it was at one moment: about a kilobyte a forecast, with its past and the contact about it. It never changes:
/// whoever reads keeps what they began with, and a newer one shares with it every page on which nothing changed.
/// </summary>
public sealed class Ledger
{
    /// <summary>What one change has to copy.</summary>
    const int EntriesOnPage = 1024;

    readonly LedgerPage[] pages;

    Ledger(LedgerPage[] pages, Codes codes) => (this.pages, Codes) = (pages, codes);

    public Codes Codes { get; }
    public IReadOnlyList<LedgerPage> Pages => pages;

    public static Ledger Of(IEnumerable<EntryDraft> drafts, Codes codes) => new([.. drafts.Chunk(EntriesOnPage).Select(page => new LedgerPage(page))], codes);

    /// <summary>The same with other entries in some places; those past the end are new.</summary>
    public Ledger With(IEnumerable<(int Place, EntryDraft Draft)> changed)
    {
        var newer = pages.ToList();
        foreach (var onPage in changed.GroupBy(change => change.Place / EntriesOnPage).OrderBy(page => page.Key))
        {
            var drafts = onPage.Key < newer.Count ? newer[onPage.Key].Drafts() : [];
            foreach (var (place, draft) in onPage.OrderBy(change => change.Place))
            {
                if (place % EntriesOnPage < drafts.Count)
                    drafts[place % EntriesOnPage] = draft;
                else
                    drafts.Add(draft);
            }
            if (onPage.Key < newer.Count)
                newer[onPage.Key] = new(drafts);
            else
                newer.Add(new(drafts));
        }
        return new([.. newer], Codes);
    }
}
