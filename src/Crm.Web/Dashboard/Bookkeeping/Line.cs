using Crm.Forecasts;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>The figures of a forecast at a moment, or somebody's part in them. Amounts are in cents; who and what it belongs to are <see cref="Codes"/>.</summary>
public sealed record Line
{
    public required Entry Of { get; init; }
    /// <summary>How much of the forecast these amounts are: less than 100 for whom it is shared with.</summary>
    public int Percent { get; init; } = 100;
    public DateTime CreatedAt { get; init; }
    public DateTime Since { get; init; }
    public int Responsible { get; init; }
    public int Group { get; init; }
    public int Source { get; init; }
    public int Campaign { get; init; }
    public int Status { get; init; }
    public DateTime StatusSince { get; init; }
    public long Expected { get; init; }
    public long Weighted { get; init; }
    public long Ordered { get; init; }
    public DateOnly StartDate { get; init; }
    public DateOnly ExpectedDate { get; init; }
    public int TimesPushed { get; init; }
    public int DaysPushed { get; init; }
    public ForecastResult Result { get; init; }
    /// <summary>Says nothing of what is open.</summary>
    public DateOnly ClosedOn { get; init; }
    public int LossReason { get; init; }
    public int LostTo { get; init; }
    /// <summary>Of everyone whom it is shared with, who stands there as the one responsible.</summary>
    public Line[] Parts { get; private init; } = [];

    public bool IsOpen => Result == ForecastResult.Open;
    public bool IsScored => Result == ForecastResult.Scored;

    /// <summary>A scored forecast counts for what was ordered, any other for what is expected.</summary>
    public long Counts => IsScored ? Ordered : Expected;

    public int Days => ClosedOn.DayNumber - StartDate.DayNumber;

    public static Line From(Standing figures, IEnumerable<ForecastShare> shares, Entry of, Codes codes)
    {
        var line = new Line
        {
            Of = of, CreatedAt = figures.CreatedAt, Since = figures.Since, Responsible = codes.Of(figures.ResponsibleId), Group = codes.Of(figures.GroupId),
            Source = codes.Of(figures.SourceId), Campaign = codes.Of(figures.CampaignId), Status = codes.Of(figures.StatusId), StatusSince = figures.StatusSince,
            Expected = Cents(figures.ExpectedAmount), Weighted = Cents(figures.WeightedAmount), Ordered = Cents(figures.OrderAmount), StartDate = figures.StartDate,
            ExpectedDate = figures.ExpectedDate, TimesPushed = figures.TimesPushed, DaysPushed = figures.DaysPushed, Result = figures.Result, ClosedOn = figures.ClosedOn ?? default,
            LossReason = codes.Of(figures.LossReasonId), LostTo = codes.Of(figures.LostToId),
        };
        Line[] parts =
        [
            .. shares.Select(share => line with
            {
                Percent = share.Percent, Responsible = codes.Of(share.EmployeeId), Expected = Cents(share.ExpectedAmount), Weighted = Cents(share.WeightedAmount), Ordered = Cents(share.OrderAmount),
            }),
        ];
        return parts.Length == 0 ? line : line with { Parts = parts };
    }

    /// <summary>The same one, not one that looks alike: they are compared by the million.</summary>
    public bool Equals(Line? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Of.Id.GetHashCode();

    static long Cents(decimal? amount) => (long)((amount ?? 0) * 100);
}
