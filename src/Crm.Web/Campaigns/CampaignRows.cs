namespace Crm.Campaigns;

/// <summary>A campaign in the list.</summary>
/// <param name="Scored">By last touch.</param>
public sealed record CampaignRow(
    Guid Id, string Number, string Name, string Type, string Responsible, DateOnly StartDate, DateOnly EndDate, CampaignPhase Phase, bool IsArchived,
    decimal Budget, decimal Cost, decimal ExpectedRevenue, decimal Scored, int Reached);

public sealed record CampaignList(IReadOnlyList<CampaignRow> Rows, int Count, string? After);

/// <summary>Everything about one campaign but its people.</summary>
public sealed record CampaignRecord
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Name { get; init; }
    public Guid? TypeId { get; init; }
    public string Type { get; init; } = "";
    public required Guid ResponsibleId { get; init; }
    public required string Responsible { get; init; }
    public required DateOnly StartDate { get; init; }
    public required DateOnly EndDate { get; init; }
    public required CampaignPhase Phase { get; init; }
    public required decimal ExpectedRevenue { get; init; }
    public required decimal Budget { get; init; }
    public required string Goal { get; init; }
    public required bool IsArchived { get; init; }
    public required int Revision { get; init; }
    public IReadOnlyList<ActionRow> Actions { get; init; } = [];
    public CostTotal Cost { get; init; } = CostTotal.None;
    /// <summary>Open forecasts on which this campaign stands.</summary>
    public int OpenForecasts { get; init; }
    public decimal OpenAmount { get; init; }

    public int Reached => Actions.Sum(action => action.Progress.Reached);
}

/// <summary>How far an action is.</summary>
public sealed record Progress(int Waiting, int Reached, int LeftOut, int Detached, int Failed, int Unsubscribed)
{
    public static readonly Progress None = new(0, 0, 0, 0, 0, 0);

    /// <summary>Everyone who is or was to be approached.</summary>
    public int Group => Waiting + Reached + Failed;

    public decimal Percent => Group == 0 ? 0 : 100m * (Reached + Failed) / Group;
}

public sealed record ActionRow
{
    public required Guid Id { get; init; }
    public required ActionKind Kind { get; init; }
    public required string Name { get; init; }
    public required ActionYield Yield { get; init; }
    public string? DefinitionId { get; init; }
    public Guid? AssigneeId { get; init; }
    public required DateOnly PlannedOn { get; init; }
    public required decimal UnitCost { get; init; }
    public required LocalText Subject { get; init; }
    public required LocalText Text { get; init; }
    public required int PerMinute { get; init; }
    public required ActionState State { get; init; }
    public DateTime? StartedAt { get; init; }
    public Progress Progress { get; init; } = Progress.None;
    public IReadOnlyList<SelectionRow> Selections { get; init; } = [];
}

public sealed record SelectionRow(Guid Id, SelectionKind Kind, string Name);

/// <summary>Who an action would approach, or approaches.</summary>
/// <param name="Names">The first few.</param>
public sealed record TargetGroupRow(int WillReach, IReadOnlyList<LeftOutRow> LeftOut, IReadOnlyList<string> Names);

public sealed record LeftOutRow(LeftOut Reason, string Why, int Count);

public sealed record MemberRow(
    Guid Id, Guid ActionId, string Action, Guid? ContactId, Guid? RelationId, string Name, string Relation, string Address, MemberState State, LeftOut? LeftOut, string Why,
    DateTime? ReachedAt, Guid? MailId, string? WorkflowInstanceId, DateTime? UnsubscribedAt, DateTime? BouncedAt);

public sealed record MemberList(IReadOnlyList<MemberRow> Rows, int Count, Guid? After);

public sealed record CostRow(Guid Id, CostKind Kind, string Description, decimal Amount, DateOnly Date, string Supplier, string InvoiceNumber, Guid? SettlesId, string Settles, bool IsSettled);

/// <summary>What a campaign brought in, by one rule.</summary>
/// <param name="Margin">Of the forecasts whose margin is known.</param>
/// <param name="Forecasts">How many forecasts gave it credit.</param>
public sealed record ReturnRow(TouchRule Rule, decimal Amount, decimal Margin, int Forecasts);

/// <summary>A forecast with what this campaign is credited of it.</summary>
public sealed record CreditRow(Guid ForecastId, string Number, string Description, string Relation, DateOnly ClosedOn, decimal Amount, decimal? Margin, int Campaigns, bool IsChosen, decimal Last, decimal First, decimal Even);

/// <summary>Cost against what came in.</summary>
public sealed record CampaignReturn(CostTotal Cost, int Reached, int MarginUnknown, IReadOnlyList<ReturnRow> Rules, IReadOnlyList<CreditRow> Forecasts)
{
    public ReturnRow By(TouchRule rule) => Rules.First(row => row.Rule == rule);

    /// <summary>(yield − cost) ÷ cost, in per cent; unknown without cost.</summary>
    public decimal? Percent(decimal yield) => Cost.Total == 0 ? null : 100m * (yield - Cost.Total) / Cost.Total;

    public decimal? PerReached => Reached == 0 ? null : Cost.Total / Reached;

    public decimal? PerScored(TouchRule rule) => By(rule).Forecasts is > 0 and var forecasts ? Cost.Total / forecasts : null;
}
