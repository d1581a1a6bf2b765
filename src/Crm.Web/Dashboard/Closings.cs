using Crm.Forecasts;

namespace Crm.Dashboard;

/// <summary>What was closed in one month: scored by what was ordered, not scored by what was expected.</summary>
/// <param name="IsInPeriod">Within the months that are looked at, and not after the day of the year that the running year has reached.</param>
public sealed record MonthClosed(int Year, int Month, bool IsInPeriod, ForecastResult Result, Tally Tally);

/// <summary>Days from start to closing.</summary>
public sealed record CycleTime(decimal? Median, int? P80);

/// <summary>Of what was created in the period: how much has been scored, and how much is still open.</summary>
public sealed record Cohort(int Created, int Scored, int Open)
{
    public decimal? WinRate => Ratio.Percent(Scored, Created);
    public decimal? StillOpen => Ratio.Percent(Open, Created);
}

/// <summary>Figures of closed forecasts.</summary>
public static class Closings
{
    /// <summary>Every month of this year and the two before, in one query; all yearly figures are sums of these.</summary>
    public static async Task<IReadOnlyList<MonthClosed>> PerMonthAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var (first, month, day) = (scope.View.FirstMonth, scope.To.Month, scope.IsEndOfMonth ? 31 : scope.To.Day);
        var hasBegun = scope.To >= scope.From;
        var rows = await scope.Closed(new DateOnly(scope.View.Year - 2, 1, 1), new DateOnly(scope.View.Year, 12, 31))
            .GroupBy(f => new
            {
                f.ClosedOn!.Value.Year,
                f.ClosedOn!.Value.Month,
                f.Result,
                InPeriod = f.ClosedOn!.Value.Month >= first && (f.ClosedOn!.Value.Month < month || (f.ClosedOn!.Value.Month == month && f.ClosedOn!.Value.Day <= day)),
            })
            .Select(g => new { g.Key, Number = g.Count(), Ordered = g.Sum(f => f.OrderAmount), Expected = g.Sum(f => f.ExpectedAmount) })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new MonthClosed(
            row.Key.Year, row.Key.Month, hasBegun && row.Key.InPeriod, row.Key.Result,
            new(row.Number, row.Key.Result == ForecastResult.Scored ? row.Ordered ?? 0 : row.Expected)))];
    }

    /// <summary>Of the period that is looked at, in this year or in an earlier one.</summary>
    public static Tally Sum(this IEnumerable<MonthClosed> months, int year, ForecastResult result) =>
        Tally.Sum(months.Where(m => m.Year == year && m.Result == result && m.IsInPeriod).Select(m => m.Tally));

    public static WinRate WinRate(this IReadOnlyList<MonthClosed> months, int year) => new(months.Sum(year, ForecastResult.Scored), months.Sum(year, ForecastResult.NotScored));

    /// <summary>Median and eightieth percentile, taken by their place in the order: no list of days leaves the database.</summary>
    public static async Task<CycleTime> CycleTimeAsync(IQueryable<Standing> closed, CancellationToken cancellationToken)
    {
        var number = await closed.CountAsync(cancellationToken);
        if (number == 0)
            return new(null, null);
        var days = closed.Select(f => f.ClosedOn!.Value.DayNumber - f.StartDate.DayNumber).OrderBy(d => d);
        var middle = await days.Skip((number - 1) / 2).Take(2 - number % 2).ToListAsync(cancellationToken);
        var p80 = await days.Skip((int)Math.Ceiling(number * 0.8) - 1).FirstAsync(cancellationToken);
        return new(middle.Sum() / (decimal)middle.Count, p80);
    }

    public static async Task<Cohort> CohortAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var created = await Created(scope).GroupBy(f => f.Result).Select(g => new { g.Key, Number = g.Count() }).ToDictionaryAsync(r => r.Key, r => r.Number, cancellationToken);
        return new(created.Values.Sum(), created.GetValueOrDefault(ForecastResult.Scored), created.GetValueOrDefault(ForecastResult.Open));
    }

    /// <summary>Begun in the period: created is the start date.</summary>
    public static IQueryable<Standing> Created(DashboardScope scope) => scope.Forecasts.Where(f => f.StartDate >= scope.From && f.StartDate <= scope.To);

    public static Task<IReadOnlyList<Part>> ScoredPerEmployeeAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.PerEmployee.Scored(scope.From, scope.To).PartsAsync(scope, f => f.ResponsibleId, scope.EmployeeNamesAsync, cancellationToken);

    public static Task<IReadOnlyList<Part>> ScoredPerGroupAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Scored(scope.From, scope.To).PartsAsync(scope, f => f.GroupId, scope.OptionNamesAsync, cancellationToken);

    public static Task<IReadOnlyList<Part>> LossReasonsAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.NotScored(scope.From, scope.To).PartsAsync(scope, f => f.LossReasonId, scope.OptionNamesAsync, cancellationToken);

    public static Task<IReadOnlyList<Part>> LostToAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.NotScored(scope.From, scope.To).PartsAsync(scope, f => f.LostToId, scope.OptionNamesAsync, cancellationToken);

    public static Task<IReadOnlyList<Part>> LostAtAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.NotScored(scope.From, scope.To).PartsAsync(scope, f => f.StatusId, scope.StatusNamesAsync, cancellationToken);
}
