namespace Crm.Dashboard.Bookkeeping;

/// <summary>An entry before it is written into the columns of a page: while it is read, or when what is beside it on its page has changed.</summary>
public sealed class EntryDraft(Guid id)
{
    /// <summary>Of the forecast or of the relation.</summary>
    public Guid Id => id;
    /// <summary>Null: there is no such forecast.</summary>
    public Posting? Now { get; set; }
    /// <summary>As it was, until it changed.</summary>
    public List<Posting> Past { get; init; } = [];
    public List<Talk> Contacts { get; init; } = [];
    /// <summary>Of the forecast.</summary>
    public List<SentQuote> Quotes { get; init; } = [];
}

/// <summary>Contact about a forecast.</summary>
public readonly record struct Talk(DateTime At, DateTime CreatedAt, int Employee, int Form, bool IsPlanned)
{
    public bool WasHeldBefore(DateTime now) => !IsPlanned && At < now;

    /// <summary>It was planned ahead.</summary>
    public bool IsNextStep => At > CreatedAt;
}
