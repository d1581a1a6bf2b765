using System.Runtime.InteropServices;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>
/// Some entries, mostly begun about the same time, and what they have in common: most figures need look at few pages. What is asked of every forecast stands in
/// columns beside them, so that a million are gone through in the order of memory, and only those that a figure is made of are looked at one by one.
/// </summary>
public sealed class LedgerPage
{
    /// <summary>In place of a day of closing: it is open.</summary>
    public const long Open = long.MaxValue;
    /// <summary>In any column: there is no such forecast.</summary>
    const long None = long.MinValue;

    public LedgerPage(Entry[] entries)
    {
        Entries = entries;
        (Since, ClosedOn, StartedOn, StatusSince) = (new long[entries.Length], new long[entries.Length], new long[entries.Length], new long[entries.Length]);
        foreach (var (place, entry) in entries.Index())
            Fill(place, entry.Now);
        Held = HeldIn(entries);
        Planned = [.. from entry in entries from contact in entry.Contacts where contact.IsPlanned select (entry, contact)];
        LastContact = entries.Select(entry => entry.Contacts is [.., var last] ? last.At : default).DefaultIfEmpty().Max();
    }

    public Entry[] Entries { get; }
    /// <summary>The instant from which each is as it is now, in ticks: asked for a later one, the other columns answer.</summary>
    public long[] Since { get; }
    /// <summary>Day numbers.</summary>
    public long[] ClosedOn { get; }
    public long[] StartedOn { get; }
    /// <summary>In ticks.</summary>
    public long[] StatusSince { get; }
    /// <summary>Contact that took place, or was to by what is entered; the earliest first.</summary>
    public Held[] Held { get; }
    /// <summary>Contact that is entered as an appointment.</summary>
    public IReadOnlyList<(Entry Entry, Talk Contact)> Planned { get; }

    public bool HasOpen { get; private set; }
    public DateTime LastChange { get; private set; }
    public DateOnly FirstStart { get; private set; } = DateOnly.MaxValue;
    public DateOnly LastStart { get; private set; }
    public DateOnly LastClosed { get; private set; }
    public DateTime LastContact { get; }

    void Fill(int place, Line? now)
    {
        if (now is null)
        {
            // Just before any instant there was none either.
            (Since[place], ClosedOn[place], StartedOn[place], StatusSince[place]) = (None, None, None, None);
            return;
        }
        var since = Later(now.CreatedAt, now.Since);
        (Since[place], ClosedOn[place], StartedOn[place], StatusSince[place]) = (since.Ticks, now.IsOpen ? Open : now.ClosedOn.DayNumber, now.StartDate.DayNumber, now.StatusSince.Ticks);
        HasOpen |= now.IsOpen;
        LastChange = Later(LastChange, Later(since, now.StatusSince));
        (FirstStart, LastStart) = (now.StartDate < FirstStart ? now.StartDate : FirstStart, now.StartDate > LastStart ? now.StartDate : LastStart);
        LastClosed = now.IsOpen || now.ClosedOn < LastClosed ? LastClosed : now.ClosedOn;
    }

    static Held[] HeldIn(Entry[] entries)
    {
        Held[] held = [.. from entry in entries.Index() from contact in entry.Item.Contacts where !contact.IsPlanned select new Held(Bookkeeping.Held.MinuteOf(contact.At), contact.Employee, contact.Form, (ushort)entry.Index)];
        Array.Sort(held, (one, other) => one.Minute.CompareTo(other.Minute));
        return held;
    }

    /// <summary>Those that are open, or were otherwise before an instant.</summary>
    public IEnumerable<Entry> OpenOrChangedSince(DateTime start) => Entries.Where((_, place) => ClosedOn[place] == Open || Since[place] >= start.Ticks);

    /// <summary>Contact that was held from one minute until another.</summary>
    public ReadOnlySpan<Held> HeldBetween(int from, int until) => Held.AsSpan(FirstFrom(from)..FirstFrom(until));

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
