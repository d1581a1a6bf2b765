using Crm.Dashboard.Bookkeeping;
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
    /// <summary>Every month of this year and the two before; all yearly figures are sums of these.</summary>
    public static IReadOnlyList<MonthClosed> PerMonth(DashboardScope scope) =>
    [
        // Per day first: there are a thousand of them, whatever there is to add up.
        .. scope.ClosedBy(new DateOnly(scope.View.Year - 2, 1, 1), new DateOnly(scope.View.Year, 12, 31), line => line.ClosedOn.DayNumber * 2 + (line.IsScored ? 1 : 0))
            .Select(day => (On: DateOnly.FromDayNumber(day.Key / 2), Result: day.Key % 2 == 1 ? ForecastResult.Scored : ForecastResult.NotScored, Sum: day.Value))
            .GroupBy(day => (day.On.Year, day.On.Month, IsInPeriod: IsInPeriod(scope, day.On), day.Result))
            .Select(month => new MonthClosed(month.Key.Year, month.Key.Month, month.Key.IsInPeriod, month.Key.Result, month.Aggregate(new Sum(), (sum, day) => sum + day.Sum).Tally)),
    ];

    /// <summary>In whatever year: within the months that are looked at, and not after the day that the running year has reached.</summary>
    static bool IsInPeriod(DashboardScope scope, DateOnly day) =>
        scope.To >= scope.From && day.Month >= scope.View.FirstMonth && (day.Month < scope.To.Month || (day.Month == scope.To.Month && (scope.IsEndOfMonth || day.Day <= scope.To.Day)));

    /// <summary>Of the period that is looked at, in this year or in an earlier one.</summary>
    public static Tally Sum(this IEnumerable<MonthClosed> months, int year, ForecastResult result) =>
        Tally.Sum(months.Where(m => m.Year == year && m.Result == result && m.IsInPeriod).Select(m => m.Tally));

    public static WinRate WinRate(this IReadOnlyList<MonthClosed> months, int year) => new(months.Sum(year, ForecastResult.Scored), months.Sum(year, ForecastResult.NotScored));

    /// <summary>Closed, and another was known to offer for it as well.</summary>
    public static Lines Contested(DashboardScope scope, DateOnly from, DateOnly to) => scope.Closed(from, to).Where(line => line.Competitor != 0);

    public static WinRate WinRate(this Lines closed) => new(closed.Where(line => line.IsScored).Tally(), closed.Where(line => !line.IsScored).Tally());

    /// <summary>Median and eightieth percentile, taken by their place in the order.</summary>
    public static CycleTime CycleTimeOf(Lines closed)
    {
        // There are a few hundred lengths, of whatever there is to put in order.
        (int Days, int Number)[] lengths = [.. closed.SumsBy(line => line.Days).Select(length => (length.Key, length.Value.Number)).Order()];
        var number = lengths.Sum(length => length.Number);
        return number == 0 ? new(null, null) : new((At((number - 1) / 2) + At(number / 2)) / 2m, At((int)Math.Ceiling(number * 0.8) - 1));

        int At(int place)
        {
            var passed = 0;
            return lengths.First(length => (passed += length.Number) > place).Days;
        }
    }

    /// <summary>From start to closing; null when nothing was closed.</summary>
    public static double? AverageDays(Lines closed)
    {
        var lengths = closed.SumsBy(line => line.Days);
        return lengths.Count == 0 ? null : lengths.Sum(length => (double)length.Key * length.Value.Number) / lengths.Values.Sum(sum => sum.Number);
    }

    public static Cohort CohortOf(DashboardScope scope)
    {
        var created = scope.Created.SumsBy(line => (int)line.Result);
        return new(created.Values.Sum(sum => sum.Number), Of(ForecastResult.Scored), Of(ForecastResult.Open));

        int Of(ForecastResult result) => created.GetValueOrDefault((int)result).Number;
    }

    public static Task<IReadOnlyList<Part>> ScoredPerEmployeeAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.PerEmployee.Scored(scope.From, scope.To).PartsAsync(scope, line => line.Responsible, scope.EmployeeNamesAsync, cancellationToken);

    public static Task<IReadOnlyList<Part>> ScoredPerGroupAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Scored(scope.From, scope.To).PartsAsync(scope, line => line.Group, scope.OptionNamesAsync, cancellationToken);

    public static Task<IReadOnlyList<Part>> LossReasonsAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.NotScored(scope.From, scope.To).PartsAsync(scope, line => line.LossReason, scope.OptionNamesAsync, cancellationToken);

    public static Task<IReadOnlyList<Part>> LostToAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.NotScored(scope.From, scope.To).PartsAsync(scope, line => line.LostTo, scope.OptionNamesAsync, cancellationToken);

    public static Task<IReadOnlyList<Part>> LostAtAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.NotScored(scope.From, scope.To).PartsAsync(scope, line => line.Status, scope.StatusNamesAsync, cancellationToken);
}
