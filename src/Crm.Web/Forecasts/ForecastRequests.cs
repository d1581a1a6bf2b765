namespace Crm.Forecasts;

/// <summary>A new forecast; what is left out follows from the relation, the first status and today.</summary>
public sealed record OpenForecast(Guid RelationId)
{
    public string? Description { get; init; }
    public Guid? ContactId { get; init; }
    public Guid? ResponsibleId { get; init; }
    /// <summary>Who else is responsible, and for how much.</summary>
    public IReadOnlyList<ResponsibleShare> Shares { get; init; } = [];
    public Guid? GroupId { get; init; }
    public Guid? SourceId { get; init; }
    public Guid? CampaignId { get; init; }
    /// <summary>Who is known to offer as well.</summary>
    public Guid? CompetitorId { get; init; }
    /// <summary>Key or id.</summary>
    public string? Status { get; init; }
    /// <summary>Only for a status without a chance of its own.</summary>
    public decimal? Chance { get; init; }
    public decimal? ExpectedAmount { get; init; }
    public DateOnly? StartDate { get; init; }
    public DateOnly? ExpectedDate { get; init; }
    public string? Remark { get; init; }
    /// <summary>Values of custom fields, by their key.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();
}

/// <summary>The fields that people fill in, all of them as they are to be.</summary>
public sealed record EditForecast
{
    public required string Description { get; init; }
    public Guid? ContactId { get; init; }
    public required Guid ResponsibleId { get; init; }
    /// <summary>Who else is responsible, and for how much; null leaves that as it is.</summary>
    public IReadOnlyList<ResponsibleShare>? Shares { get; init; }
    public Guid? GroupId { get; init; }
    public Guid? SourceId { get; init; }
    public Guid? CampaignId { get; init; }
    /// <summary>Who is known to offer as well.</summary>
    public Guid? CompetitorId { get; init; }
    public required decimal Chance { get; init; }
    public required decimal ExpectedAmount { get; init; }
    public bool AmountFollowsQuotes { get; init; } = true;
    public required DateOnly StartDate { get; init; }
    public required DateOnly ExpectedDate { get; init; }
    public string Remark { get; init; } = "";
    /// <summary>The custom fields to change, by their key; what is left out stays.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();
    /// <summary>The revision that was read; another's changes since then are kept, and a field that both changed is a conflict.</summary>
    public int? Revision { get; init; }
}
