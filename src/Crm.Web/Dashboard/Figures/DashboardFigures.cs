using Crm.Forecasts;

namespace Crm.Dashboard.Figures;

public sealed record SummaryFigures(
    DateOnly From, DateOnly To, WinRate WinRate, WinRate WinRateEarlier, CycleTime CycleTime, CycleTime CycleTimeEarlier, IReadOnlyList<MonthClosed> PerMonth,
    IReadOnlyList<StatusOpen> Open, IReadOnlyList<Attainment> PerEmployee, IReadOnlyList<Part> LossReasons, Attention Attention, int Contacts, int ContactsEarlier, Movement Moved)
{
    public Tally Scored => WinRate.Scored;
    public Tally ScoredEarlier => WinRateEarlier.Scored;
    public Tally OpenTotal => Tally.Sum(Open.Select(s => s.Tally));
    public decimal Weighted => Open.Sum(s => s.Weighted);
    public Tally Target => Tally.Sum(PerEmployee.Select(e => e.Target));
    public Tally TargetToDate => Tally.Sum(PerEmployee.Select(e => e.TargetToDate));
}

/// <param name="AverageDays">From start to closing, of what was scored.</param>
/// <param name="Qualified">How many open forecasts are past the first status.</param>
public sealed record ScoredFigures(
    WinRate WinRate, WinRate Earlier, CycleTime CycleTime, CycleTime CycleTimeNotScored, double? AverageDays, int Qualified, Cohort Cohort, Accuracy Accuracy,
    IReadOnlyList<MonthClosed> PerMonth, IReadOnlyList<Part> PerGroup, IReadOnlyList<Part> PerEmployee, IReadOnlyList<StatusCalibration> Calibration)
{
    public Tally Total => WinRate.Scored;
    public decimal? AverageOrder => Total.Number == 0 ? null : Math.Round(Total.Amount / Total.Number, 2, MidpointRounding.AwayFromZero);

    /// <summary>Euros a day: qualified × average order × win rate ÷ average days.</summary>
    public decimal? Velocity => AverageDays is null or 0 || WinRate.Closed == 0 || Total.Number == 0
        ? null
        : Math.Round(Qualified * (Total.Amount / Total.Number) * ((decimal)Total.Number / WinRate.Closed) / (decimal)AverageDays.Value, 2, MidpointRounding.AwayFromZero);
}

public sealed record OpenFigures(
    IReadOnlyList<StatusOpen> PerStatus, IReadOnlyList<MonthExpected> PerMonth, Attention Attention, Tally ExpectedInPeriod, Tally Scored, Tally Target,
    IReadOnlyList<Age> Ages, Pushes Pushes, Slippage Slippage, IReadOnlyList<StatusConversion> Conversion)
{
    public Tally Total => Tally.Sum(PerStatus.Select(s => s.Tally));
    public decimal Weighted => PerStatus.Sum(s => s.Weighted);

    /// <summary>How many times the target that is left is covered by what is expected; null when the target is reached.</summary>
    public Ratio Coverage => new(Covered(ExpectedInPeriod.Number, Target.Number - Scored.Number), Covered(ExpectedInPeriod.Amount, Target.Amount - Scored.Amount));

    static decimal? Covered(decimal expected, decimal toGo) => toGo <= 0 ? null : Math.Round(expected / toGo, 2, MidpointRounding.AwayFromZero);
}

public sealed record NotScoredFigures(
    WinRate WinRate, WinRate Earlier, WinRate AgainstCompetitors, IReadOnlyList<Part> Reasons, IReadOnlyList<Part> LostTo, IReadOnlyList<Part> LostAt, IReadOnlyList<MonthClosed> PerMonth,
    IReadOnlyList<ReasonTrend> Trend)
{
    public Tally Total => WinRate.NotScored;
}

public sealed record TargetsFigures(IReadOnlyList<Attainment> PerEmployee, IReadOnlyList<MonthTarget> PerMonth, IReadOnlyList<MonthClosed> Closed)
{
    public Tally ScoredIn(int year, int month) => Tally.Sum(Closed.Where(m => m.Year == year && m.Month == month && m.Result == ForecastResult.Scored).Select(m => m.Tally));
}
