namespace Crm.Forecasts;

/// <summary>What someone has typed into a forecast's form so far.</summary>
public sealed class ForecastEntry
{
    /// <summary>A line of who else is responsible; one without a colleague is not kept.</summary>
    public sealed class Share
    {
        public Guid? EmployeeId { get; set; }
        public int? Percent { get; set; } = 50;
    }

    public Guid? RelationId { get; set; }
    public string RelationName { get; set; } = "";
    public string Description { get; set; } = "";
    public Guid? ContactId { get; set; }
    public Guid? ResponsibleId { get; set; }
    public List<Share> Shares { get; init; } = [];
    public Guid? GroupId { get; set; }
    public Guid? SourceId { get; set; }
    public Guid? CampaignId { get; set; }
    public Guid? CompetitorId { get; set; }
    public string Status { get; set; } = "";
    public decimal? Chance { get; set; }
    public decimal? ExpectedAmount { get; set; }
    public bool AmountFollowsQuotes { get; set; } = true;
    public DateOnly? StartDate { get; set; }
    public DateOnly? ExpectedDate { get; set; }
    public string Remark { get; set; } = "";
    public Dictionary<string, string> Custom { get; init; } = [];
    public int? Revision { get; set; }

    public static ForecastEntry Of(ForecastRecord record) => new()
    {
        RelationId = record.RelationId,
        RelationName = record.Relation,
        Description = record.Description,
        ContactId = record.ContactId,
        ResponsibleId = record.ResponsibleId,
        Shares = [.. record.Shares.Select(share => new Share { EmployeeId = share.EmployeeId, Percent = share.Percent })],
        GroupId = record.GroupId,
        SourceId = record.SourceId,
        CampaignId = record.CampaignId,
        CompetitorId = record.CompetitorId,
        Status = record.Status.Key,
        Chance = record.Chance,
        ExpectedAmount = record.ExpectedAmount,
        AmountFollowsQuotes = record.AmountFollowsQuotes,
        StartDate = record.StartDate,
        ExpectedDate = record.ExpectedDate,
        Remark = record.Remark,
        Custom = new(record.Custom),
        Revision = record.Revision,
    };

    IReadOnlyList<ResponsibleShare> Shared => [.. Shares.Where(share => share.EmployeeId is not null).Select(share => new ResponsibleShare(share.EmployeeId!.Value, share.Percent ?? 0))];

    public OpenForecast ToOpen() => new(RelationId ?? Guid.Empty)
    {
        Description = Description,
        ContactId = ContactId,
        ResponsibleId = ResponsibleId,
        Shares = Shared,
        GroupId = GroupId,
        SourceId = SourceId,
        CampaignId = CampaignId,
        CompetitorId = CompetitorId,
        Status = Status,
        Chance = Chance,
        ExpectedAmount = ExpectedAmount,
        StartDate = StartDate,
        ExpectedDate = ExpectedDate,
        Remark = Remark,
        Custom = Custom,
    };

    public EditForecast ToEdit() => new()
    {
        Description = Description,
        ContactId = ContactId,
        ResponsibleId = ResponsibleId ?? Guid.Empty,
        Shares = Shared,
        GroupId = GroupId,
        SourceId = SourceId,
        CampaignId = CampaignId,
        CompetitorId = CompetitorId,
        Chance = Chance ?? 0,
        ExpectedAmount = ExpectedAmount ?? 0,
        AmountFollowsQuotes = AmountFollowsQuotes,
        StartDate = StartDate ?? default,
        ExpectedDate = ExpectedDate ?? default,
        Remark = Remark,
        Custom = Custom,
        Revision = Revision,
    };
}
