using Crm.Dashboard.Figures;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>A forecast, with all it ever was and all contact about it; or the contact with a relation that was about none. A place on a page.</summary>
public readonly record struct Entry(LedgerPage Page, int Place)
{
    /// <summary>The id of the forecast or of the relation.</summary>
    public Guid Id => Page.Ids[Place];

    /// <summary>Null: there is no such forecast.</summary>
    public Line? Now => Page.IsForecast(Place) ? new(Page.Lines, Place) : null;

    /// <summary>The earliest first.</summary>
    public ReadOnlySpan<Talk> Contacts => Page.ContactsAt(Place);

    public ReadOnlySpan<SentQuote> Quotes => Page.QuotesAt(Place);

    /// <summary>At an instant or after it: the last of all, of which there are few.</summary>
    public ReadOnlySpan<Talk> ContactsFrom(DateTime at)
    {
        if (Page.LastContacts[Place] < at.Ticks)
            return [];
        var contacts = Contacts;
        var first = contacts.Length;
        while (first > 0 && contacts[first - 1].At >= at)
            first--;
        return contacts[first..];
    }

    /// <summary>Some contact about it was planned ahead.</summary>
    public bool HasNextStep => Page.FirstNextStep[Place] != LedgerPage.Never;

    /// <summary>As it was just before an instant; null when it was not there yet.</summary>
    public Line? Before(DateTime end)
    {
        var lines = Page.Lines;
        if (Page.Since[Place] < end.Ticks)
            return Now;
        if (lines.CreatedAt[Place] >= end.Ticks)
            return null;
        var (first, row) = lines.PastOf(Place);
        while (--row >= first)
        {
            if (lines.Since[row] < end.Ticks)
                return new(lines, row);
        }
        return null;
    }

    /// <summary>How often somebody had contact about it before an instant.</summary>
    public int HeldBefore(DateTime now)
    {
        var held = 0;
        foreach (ref readonly var contact in Contacts)
            held += contact.WasHeldBefore(now) ? 1 : 0;
        return held;
    }

    /// <summary>When somebody last had contact about it before an instant; null is never.</summary>
    public DateTime? LastHeldBefore(DateTime now)
    {
        var contacts = Contacts;
        for (var place = contacts.Length - 1; place >= 0; place--)
        {
            if (contacts[place].WasHeldBefore(now))
                return contacts[place].At;
        }
        return null;
    }
}
