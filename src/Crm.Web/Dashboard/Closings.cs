using Crm.Forecasts;

namespace Crm.Dashboard;

/// <summary>What was closed in one month: scored by what was ordered, not scored by what was expected.</summary>
/// <param name="IsUpToDay">False: after the day of the year that the running year has reached.</param>
public sealed record MonthClosed(int Year, int Month, bool IsUpToDay, ForecastResult Result, Tally Tally);

/// <summary>How many of what was closed was scored.</summary>
public sealed record WinRate(Tally Scored, Tally NotScored)
{
    public int Closed => Scored.Number + NotScored.Number;
    public decimal? ByNumber => Percent(Scored.Number, Closed);
    public decimal? ByAmount => Percent(Scored.Amount, Scored.Amount + NotScored.Amount);

    public decimal? By(Measure measure) => measure == Measure.Number ? ByNumber : ByAmount;

    public static decimal? Percent(decimal part, decimal whole) => whole == 0 ? null : Math.Round(part / whole * 100, 1, MidpointRounding.AwayFromZero);
}

/// <summary>Days from start to closing of what was scored.</summary>
public sealed record CycleTime(decimal? Median, int? P80);

/// <summary>Figures of closed forecasts.</summary>
public static class Closings
{
    /// <summary>Every month of this year and the two before, in one query; all yearly figures are sums of these.</summary>
    public static async Task<IReadOnlyList<MonthClosed>> PerMonthAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var (month, day) = (scope.To.Month, scope.To.Day);
        var rows = await scope.Closed(scope.From.AddYears(-2), new DateOnly(scope.View.Year, 12, 31))
            .GroupBy(f => new
            {
                f.ClosedOn!.Value.Year,
                f.ClosedOn!.Value.Month,
                f.Result,
                UpToDay = f.ClosedOn!.Value.Month < month || (f.ClosedOn!.Value.Month == month && f.ClosedOn!.Value.Day <= day),
            })
            .Select(g => new { g.Key, Number = g.Count(), Ordered = g.Sum(f => f.OrderAmount), Expected = g.Sum(f => f.ExpectedAmount) })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new MonthClosed(
            row.Key.Year, row.Key.Month, row.Key.UpToDay, row.Key.Result,
            new(row.Number, row.Key.Result == ForecastResult.Scored ? row.Ordered ?? 0 : row.Expected)))];
    }

    public static Tally Sum(this IEnumerable<MonthClosed> months, int year, ForecastResult result, bool upToDay) =>
        Tally.Sum(months.Where(m => m.Year == year && m.Result == result && (m.IsUpToDay || !upToDay)).Select(m => m.Tally));

    public static WinRate WinRate(this IReadOnlyList<MonthClosed> months, int year) =>
        new(months.Sum(year, ForecastResult.Scored, upToDay: true), months.Sum(year, ForecastResult.NotScored, upToDay: true));

    /// <summary>Median and eightieth percentile, taken by their place in the order: no list of days leaves the database.</summary>
    public static async Task<CycleTime> CycleTimeAsync(IQueryable<Forecast> scored, CancellationToken cancellationToken)
    {
        var number = await scored.CountAsync(cancellationToken);
        if (number == 0)
            return new(null, null);
        var days = scored.Select(f => f.ClosedOn!.Value.DayNumber - f.StartDate.DayNumber).OrderBy(d => d);
        var middle = await days.Skip((number - 1) / 2).Take(2 - number % 2).ToListAsync(cancellationToken);
        var p80 = await days.Skip((int)Math.Ceiling(number * 0.8) - 1).FirstAsync(cancellationToken);
        return new(middle.Sum() / (decimal)middle.Count, p80);
    }

    public static async Task<IReadOnlyList<Part>> ScoredPerEmployeeAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var rows = await scope.Scored(scope.From, scope.To).GroupBy(f => f.ResponsibleId)
            .Select(g => new { g.Key, Number = g.Count(), Amount = g.Sum(f => f.OrderAmount) }).ToListAsync(cancellationToken);
        return await scope.NamedAsync(rows.Select(r => ((Guid?)r.Key, new Tally(r.Number, r.Amount ?? 0))), scope.EmployeeNamesAsync, cancellationToken);
    }

    public static async Task<IReadOnlyList<Part>> ScoredPerGroupAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var rows = await scope.Scored(scope.From, scope.To).GroupBy(f => f.GroupId)
            .Select(g => new { g.Key, Number = g.Count(), Amount = g.Sum(f => f.OrderAmount) }).ToListAsync(cancellationToken);
        return await scope.NamedAsync(rows.Select(r => (r.Key, new Tally(r.Number, r.Amount ?? 0))), scope.OptionNamesAsync, cancellationToken);
    }

    public static async Task<IReadOnlyList<Part>> LossReasonsAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var rows = await scope.NotScored(scope.From, scope.To).GroupBy(f => f.LossReasonId)
            .Select(g => new { g.Key, Number = g.Count(), Amount = g.Sum(f => f.ExpectedAmount) }).ToListAsync(cancellationToken);
        return await scope.NamedAsync(rows.Select(r => (r.Key, new Tally(r.Number, r.Amount))), scope.OptionNamesAsync, cancellationToken);
    }

    public static async Task<IReadOnlyList<Part>> LostToAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var rows = await scope.NotScored(scope.From, scope.To).GroupBy(f => f.LostToId)
            .Select(g => new { g.Key, Number = g.Count(), Amount = g.Sum(f => f.ExpectedAmount) }).ToListAsync(cancellationToken);
        return await scope.NamedAsync(rows.Select(r => (r.Key, new Tally(r.Number, r.Amount))), scope.OptionNamesAsync, cancellationToken);
    }

    public static async Task<IReadOnlyList<Part>> LostAtAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var rows = await scope.NotScored(scope.From, scope.To).GroupBy(f => f.StatusId)
            .Select(g => new { g.Key, Number = g.Count(), Amount = g.Sum(f => f.ExpectedAmount) }).ToListAsync(cancellationToken);
        return await scope.NamedAsync(rows.Select(r => ((Guid?)r.Key, new Tally(r.Number, r.Amount))), scope.StatusNamesAsync, cancellationToken);
    }
}
