namespace Crm.Dashboard.Bookkeeping;

/// <summary>
/// All that figures are added up from, in memory, as it was at one moment: about a kilobyte a forecast, with its past and the contact about it. It never changes:
/// whoever reads keeps what they began with, and a newer one shares with it whatever has stayed the same.
/// </summary>
public sealed class Ledger
{
    /// <summary>What one change has to copy.</summary>
    const int EntriesOnPage = 1024;

    readonly LedgerPage[] pages;

    Ledger(LedgerPage[] pages, Codes codes) => (this.pages, Codes) = (pages, codes);

    public Codes Codes { get; }
    public IReadOnlyList<LedgerPage> Pages => pages;

    public static Ledger Of(IEnumerable<Entry> entries, Codes codes) => new([.. entries.Chunk(EntriesOnPage).Select(page => new LedgerPage(page))], codes);

    /// <summary>The same with other entries in some places; those past the end are new.</summary>
    public Ledger With(IEnumerable<(int Place, Entry Entry)> changed)
    {
        var newer = pages.ToList();
        foreach (var onPage in changed.GroupBy(change => change.Place / EntriesOnPage).OrderBy(page => page.Key))
        {
            var entries = onPage.Key < newer.Count ? newer[onPage.Key].Entries.ToList() : [];
            foreach (var (place, entry) in onPage.OrderBy(change => change.Place))
            {
                if (place % EntriesOnPage < entries.Count)
                    entries[place % EntriesOnPage] = entry;
                else
                    entries.Add(entry);
            }
            if (onPage.Key < newer.Count)
                newer[onPage.Key] = new([.. entries]);
            else
                newer.Add(new([.. entries]));
        }
        return new([.. newer], Codes);
    }
}

/// <summary>A forecast, with all it ever was and all contact about it; or the contact with a relation that was about none.</summary>
public sealed class Entry
{
    /// <summary>The id of the forecast or of the relation.</summary>
    public required Guid Id { get; init; }
    /// <summary>Null: there is no such forecast.</summary>
    public Line? Now { get; set; }
    /// <summary>As it was until it changed, the oldest first.</summary>
    public Line[] Past { get; private set; } = [];
    /// <summary>The earliest first.</summary>
    public Talk[] Contacts { get; private set; } = [];
    /// <summary>Some contact about it was planned ahead.</summary>
    public bool HasNextStep { get; private set; }

    public void Fill(IEnumerable<Line> past, IEnumerable<Talk> contacts)
    {
        (Past, Contacts) = ([.. past], [.. contacts.OrderBy(contact => contact.At)]);
        HasNextStep = Array.Exists(Contacts, contact => contact.IsNextStep);
    }

    /// <summary>As it was just before an instant; null when it was not there yet.</summary>
    public Line? Before(DateTime end)
    {
        if (Now is null || Now.CreatedAt >= end)
            return null;
        if (Now.Since < end)
            return Now;
        var place = Past.Length - 1;
        while (place >= 0 && Past[place].Since >= end)
            place--;
        return place < 0 ? null : Past[place];
    }
}

/// <summary>Contact about a forecast.</summary>
public readonly record struct Talk(DateTime At, DateTime CreatedAt, int Employee, int Form, bool IsPlanned)
{
    public bool WasHeldBefore(DateTime now) => !IsPlanned && At < now;

    /// <summary>It was planned ahead.</summary>
    public bool IsNextStep => At > CreatedAt;
}
