using System.Runtime.InteropServices;
using Crm.Dashboard.Figures;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>
/// Some entries, mostly begun about the same time, and what they have in common: most figures need look at few pages. All that stands on it lies in columns, so that
/// a million forecasts are gone through in the order of memory; entries and lines are places in them.
/// </summary>
public sealed class LedgerPage
{
    /// <summary>In place of a day of closing: it is open.</summary>
    public const long Open = long.MaxValue;
    /// <summary>Instead of an instant: it did not happen.</summary>
    public const long Never = long.MaxValue;
    /// <summary>In any column that is searched: there is no such forecast.</summary>
    const long None = long.MinValue;

    readonly Talk[] contacts;
    readonly int[] firstContact;
    readonly SentQuote[] quotes;
    readonly int[] firstQuote;

    public LedgerPage(IReadOnlyList<EntryDraft> drafts)
    {
        var count = drafts.Count;
        Ids = [.. drafts.Select(draft => draft.Id)];
        Lines = new(this, drafts);
        (Since, ClosedOn, StartedOn) = (new long[count], new long[count], new long[count]);
        foreach (var (place, draft) in drafts.Index())
            Fill(place, draft.Now);
        contacts = [.. drafts.SelectMany(draft => draft.Contacts.OrderBy(contact => contact.At))];
        firstContact = new int[count + 1];
        (FirstNextStep, LastContacts, LastPlanned) = (new long[count], new long[count], new long[count]);
        foreach (var (place, draft) in drafts.Index())
        {
            firstContact[place + 1] = firstContact[place] + draft.Contacts.Count;
            FirstNextStep[place] = draft.Contacts.Where(contact => contact.IsNextStep).Select(contact => contact.CreatedAt.Ticks).DefaultIfEmpty(Never).Min();
            LastContacts[place] = ContactsAt(place) is [.., var last] ? last.At.Ticks : None;
            LastPlanned[place] = draft.Contacts.Where(contact => contact.IsPlanned).Select(contact => contact.At.Ticks).DefaultIfEmpty(None).Max();
        }
        quotes = [.. drafts.SelectMany(draft => draft.Quotes)];
        firstQuote = new int[count + 1];
        foreach (var (place, draft) in drafts.Index())
            firstQuote[place + 1] = firstQuote[place] + draft.Quotes.Count;
        Held = HeldIn();
        LastContact = contacts.Length == 0 ? default : contacts.Max(contact => contact.At);
    }

    public int Count => Ids.Length;
    public Guid[] Ids { get; }
    public LineColumns Lines { get; }
    /// <summary>The instant from which each is as it is now, in ticks: asked for a later one, the other columns answer.</summary>
    public long[] Since { get; }
    /// <summary>Day numbers.</summary>
    public long[] ClosedOn { get; }
    public long[] StartedOn { get; }
    /// <summary>When contact about each was first planned ahead, in ticks.</summary>
    public long[] FirstNextStep { get; }
    /// <summary>Of contact about each, planned or held, in ticks.</summary>
    public long[] LastContacts { get; }
    public long[] LastPlanned { get; }
    /// <summary>Contact that took place, or was to by what is entered; the earliest first.</summary>
    public Held[] Held { get; }

    public bool HasOpen { get; private set; }
    public DateTime LastChange { get; private set; }
    public DateOnly FirstStart { get; private set; } = DateOnly.MaxValue;
    public DateOnly LastStart { get; private set; }
    public DateOnly LastClosed { get; private set; }
    public DateTime LastContact { get; }

    public bool IsForecast(int place) => Since[place] != None;

    public ReadOnlySpan<Talk> ContactsAt(int place) => contacts.AsSpan(firstContact[place]..firstContact[place + 1]);

    public bool HasQuotes => quotes.Length > 0;

    public ReadOnlySpan<SentQuote> QuotesAt(int place) => quotes.AsSpan(firstQuote[place]..firstQuote[place + 1]);

    /// <summary>Contact that was held from one minute until another.</summary>
    public ReadOnlySpan<Held> HeldBetween(int from, int until) => Held.AsSpan(FirstFrom(from)..FirstFrom(until));

    /// <summary>All of it, to be written anew when some of it has changed.</summary>
    public List<EntryDraft> Drafts() => [.. Enumerable.Range(0, Count).Select(place => new EntryDraft(Ids[place])
    {
        Now = IsForecast(place) ? Lines.Read(place) : null,
        Past = [.. Lines.ReadPast(place)],
        Contacts = [.. ContactsAt(place)],
        Quotes = [.. QuotesAt(place)],
    })];

    void Fill(int place, Posting? now)
    {
        if (now is null)
        {
            // Just before any instant there was none either.
            (Since[place], ClosedOn[place], StartedOn[place]) = (None, None, None);
            return;
        }
        var isOpen = now.Result == Forecasts.ForecastResult.Open;
        var since = Later(now.CreatedAt, now.Since);
        (Since[place], ClosedOn[place], StartedOn[place]) = (since.Ticks, isOpen ? Open : now.ClosedOn.DayNumber, now.StartDate.DayNumber);
        HasOpen |= isOpen;
        LastChange = Later(LastChange, Later(since, now.StatusSince));
        (FirstStart, LastStart) = (now.StartDate < FirstStart ? now.StartDate : FirstStart, now.StartDate > LastStart ? now.StartDate : LastStart);
        LastClosed = isOpen || now.ClosedOn < LastClosed ? LastClosed : now.ClosedOn;
    }

    Held[] HeldIn()
    {
        var held = new List<Held>(contacts.Length);
        for (var place = 0; place < Count; place++)
        {
            foreach (ref readonly var contact in ContactsAt(place))
            {
                if (!contact.IsPlanned)
                    held.Add(new(Bookkeeping.Held.MinuteOf(contact.At), contact.Employee, contact.Form, (ushort)place));
            }
        }
        held.Sort((one, other) => one.Minute.CompareTo(other.Minute));
        return [.. held];
    }

    int FirstFrom(int minute)
    {
        var (low, high) = (0, Held.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Held[middle].Minute < minute ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}

/// <summary>Contact that took place, as briefly as it can be kept: there may be ten million.</summary>
/// <param name="Minute">Days begin and end on one.</param>
/// <param name="Place">Of what it was about, on its page.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Held(int Minute, int Employee, int Form, ushort Place)
{
    static readonly DateTime First = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static int MinuteOf(DateTime at) => (int)Math.Floor((at - First).TotalMinutes);
}
