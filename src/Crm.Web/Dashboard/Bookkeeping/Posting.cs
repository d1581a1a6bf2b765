using Crm.Forecasts;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>The figures of a forecast from one moment until another, or somebody's part in them, on their way into the columns of a page. Amounts are in cents; who and what it belongs to are <see cref="Codes"/>.</summary>
public sealed record Posting
{
    /// <summary>How much of the forecast these amounts are: less than 100 for whom it is shared with.</summary>
    public int Percent { get; init; } = 100;
    public DateTime CreatedAt { get; init; }
    public DateTime Since { get; init; }
    /// <summary>Puts what a forecast was in its order; it is not kept.</summary>
    public DateTime Until { get; init; }
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
    /// <summary>To whom it was lost, else who was known to offer as well.</summary>
    public int Competitor { get; init; }
    /// <summary>Of everyone whom it is shared with, who stands there as the one responsible.</summary>
    public IReadOnlyList<Posting> Parts { get; init; } = [];

    public static Posting From(Standing figures, IEnumerable<ForecastShare> shares, Codes codes)
    {
        var posting = new Posting
        {
            CreatedAt = figures.CreatedAt, Since = figures.Since, Until = figures.Until, Responsible = codes.Of(figures.ResponsibleId), Group = codes.Of(figures.GroupId),
            Source = codes.Of(figures.SourceId), Campaign = codes.Of(figures.CampaignId), Status = codes.Of(figures.StatusId), StatusSince = figures.StatusSince,
            Expected = Cents(figures.ExpectedAmount), Weighted = Cents(figures.WeightedAmount), Ordered = Cents(figures.OrderAmount), StartDate = figures.StartDate,
            ExpectedDate = figures.ExpectedDate, TimesPushed = figures.TimesPushed, DaysPushed = figures.DaysPushed, Result = figures.Result, ClosedOn = figures.ClosedOn ?? default,
            LossReason = codes.Of(figures.LossReasonId), LostTo = codes.Of(figures.LostToId), Competitor = codes.Of(figures.LostToId ?? figures.CompetitorId),
        };
        Posting[] parts =
        [
            .. shares.Select(share => posting with
            {
                Percent = share.Percent, Responsible = codes.Of(share.EmployeeId), Expected = Cents(share.ExpectedAmount), Weighted = Cents(share.WeightedAmount), Ordered = Cents(share.OrderAmount),
            }),
        ];
        return parts.Length == 0 ? posting : posting with { Parts = parts };
    }

    internal static long Cents(decimal? amount) => (long)((amount ?? 0) * 100);
}
