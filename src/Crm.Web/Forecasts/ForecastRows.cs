using Crm.Users;

namespace Crm.Forecasts;

/// <summary>A status as pages show it.</summary>
public sealed record StatusRow(Guid Id, string Key, LocalText Name, string Color, int Order, decimal? Chance, int? StaleAfterDays, bool IsArchived);

public sealed record NamedRow(Guid Id, string Name);

/// <summary>The earliest planned contact moment.</summary>
public sealed record NextAppointment(Guid Id, DateTime At, LocalText Form, string Subject, string? Person);

/// <summary>A forecast in the list and on the board.</summary>
public sealed record ForecastRow
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Description { get; init; }
    public required Guid RelationId { get; init; }
    public required string Relation { get; init; }
    public required Guid StatusId { get; init; }
    public required DateTime StatusSince { get; init; }
    public required decimal Chance { get; init; }
    public required decimal ExpectedAmount { get; init; }
    public required decimal WeightedAmount { get; init; }
    public required DateOnly ExpectedDate { get; init; }
    public required Guid ResponsibleId { get; init; }
    public required string Responsible { get; init; }
    public required ForecastResult Result { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public decimal? OrderAmount { get; init; }
    public required int Revision { get; init; }
    public required DateOnly StartDate { get; init; }
    public LocalText? Group { get; init; }
    public LocalText? Source { get; init; }
    public string? Campaign { get; init; }
    /// <summary>Values of custom fields, by their key; private ones are not in a list.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();
    public NextAppointment? Next { get; init; }

    public int DaysInStatus(TimeProvider clock) => (ClosedOn ?? clock.Today()).DayNumber - Clock.DayOf(StatusSince).DayNumber;
}

/// <summary>What all forecasts of a filter come to.</summary>
/// <param name="Count">Exact.</param>
/// <param name="Amount">Expected of the open ones, order amount of the scored ones.</param>
public sealed record ForecastTotals(int Count, decimal Amount, decimal Weighted)
{
    public static readonly ForecastTotals None = new(0, 0, 0);
}

/// <summary>A page of the list, without what takes longer: <see cref="ForecastTotals"/>.</summary>
/// <param name="After">Where the next page starts; null on the last.</param>
public sealed record ForecastPart(IReadOnlyList<ForecastRow> Rows, string? After);

/// <summary>A page of the list.</summary>
/// <param name="Count">Exact, of all pages together.</param>
/// <param name="Amount">Expected of the open ones, order amount of the scored ones.</param>
/// <param name="After">Where the next page starts; null on the last.</param>
public sealed record ForecastList(IReadOnlyList<ForecastRow> Rows, int Count, decimal Amount, decimal Weighted, string? After);

/// <summary>A column of the board.</summary>
/// <param name="Count">Exact; <paramref name="Cards"/> holds the first by expected date.</param>
public sealed record BoardColumn(StatusRow Status, int Count, decimal Amount, decimal Weighted, IReadOnlyList<ForecastRow> Cards);

public sealed record Board(IReadOnlyList<BoardColumn> Columns, int Overdue, int WithoutAppointment, int Stale)
{
    public int Count => Columns.Sum(column => column.Count);
    public decimal Amount => Columns.Sum(column => column.Amount);
    public decimal Weighted => Columns.Sum(column => column.Weighted);
}

/// <summary>Somebody beside the main responsible, and the part that counts as theirs.</summary>
public sealed record ShareRow(Guid EmployeeId, string Name, int Percent);

/// <summary>A contact person of the forecast's relation.</summary>
public sealed record ContactRow(Guid Id, string Name, string Function, string? Email, string? Phone);

/// <summary>Everything on the forecast's own page.</summary>
public sealed record ForecastRecord
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Description { get; init; }
    public required Guid RelationId { get; init; }
    public required string Relation { get; init; }
    public required string Town { get; init; }
    public required bool IsDebtor { get; init; }
    public required StatusRow Status { get; init; }
    public required DateTime StatusSince { get; init; }
    public required decimal Chance { get; init; }
    public required decimal ExpectedAmount { get; init; }
    public required decimal WeightedAmount { get; init; }
    public required bool AmountFollowsQuotes { get; init; }
    /// <summary>The newest quote that counts, if any.</summary>
    public string? QuoteNumber { get; init; }
    public required int Quotes { get; init; }
    public required DateOnly StartDate { get; init; }
    public required DateOnly ExpectedDate { get; init; }
    /// <summary>How often the expected date was moved, and what it was first.</summary>
    public int TimesMoved { get; init; }
    public DateOnly? FirstExpected { get; init; }
    public required Guid ResponsibleId { get; init; }
    public required string Responsible { get; init; }
    /// <summary>Who else is responsible.</summary>
    public IReadOnlyList<ShareRow> Shares { get; init; } = [];
    public Guid? ContactId { get; init; }
    public Guid? GroupId { get; init; }
    public LocalText? Group { get; init; }
    public Guid? SourceId { get; init; }
    public LocalText? Source { get; init; }
    public Guid? CampaignId { get; init; }
    public string? Campaign { get; init; }
    public Guid? CompetitorId { get; init; }
    public LocalText? Competitor { get; init; }
    public required ForecastResult Result { get; init; }
    public decimal? OrderAmount { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public LocalText? LossReason { get; init; }
    public LocalText? LostTo { get; init; }
    public Guid? ProjectId { get; init; }
    public string? ProjectNumber { get; init; }
    public required string Remark { get; init; }
    /// <summary>Values of custom fields, by their key.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();
    public required DateTime CreatedAt { get; init; }
    public required int Revision { get; init; }
    public NextAppointment? Next { get; init; }
    public IReadOnlyList<ContactRow> Contacts { get; init; } = [];
    public int Changes { get; init; }

    public bool IsOpen => Result == ForecastResult.Open;
}

/// <summary>A file of a contact moment, a note or a quote of the forecast.</summary>
public sealed record FileRow(Guid Id, string FileName, long Size, DateTime StoredAt, string Of);
