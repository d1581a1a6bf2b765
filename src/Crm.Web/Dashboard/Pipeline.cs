using Crm.Forecasts;

namespace Crm.Dashboard;

/// <summary>What stands open in one status.</summary>
public sealed record StatusOpen(Guid Id, LocalText Name, string Color, decimal? Chance, Tally Tally, decimal Weighted);

/// <summary>What is expected in one month.</summary>
public sealed record MonthExpected(int Year, int Month, Tally Tally, decimal Weighted);

/// <summary>What somebody should look at now.</summary>
public sealed record Attention(Tally Overdue, Tally WithoutNextAppointment, Tally Stale, Tally QuotesExpiring);

/// <summary>Figures of open forecasts, as they are now.</summary>
public static class Pipeline
{
    public static async Task<IReadOnlyList<StatusOpen>> PerStatusAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var rows = await scope.Open.GroupBy(f => f.StatusId)
            .Select(g => new { g.Key, Number = g.Count(), Amount = g.Sum(f => f.ExpectedAmount), Weighted = g.Sum(f => f.WeightedAmount) })
            .ToDictionaryAsync(r => r.Key, cancellationToken);
        var statuses = await StatusesAsync(scope, cancellationToken);
        return [.. statuses.Select(s => rows.TryGetValue(s.Id, out var row)
            ? new StatusOpen(s.Id, s.Name, s.Color, s.Chance, new(row.Number, row.Amount), row.Weighted)
            : new StatusOpen(s.Id, s.Name, s.Color, s.Chance, Tally.None, 0))];
    }

    public static async Task<IReadOnlyList<MonthExpected>> PerExpectedMonthAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var rows = await scope.Open.GroupBy(f => new { f.ExpectedDate.Year, f.ExpectedDate.Month })
            .Select(g => new { g.Key.Year, g.Key.Month, Number = g.Count(), Amount = g.Sum(f => f.ExpectedAmount), Weighted = g.Sum(f => f.WeightedAmount) })
            .ToListAsync(cancellationToken);
        return [.. rows.OrderBy(r => r.Year).ThenBy(r => r.Month).Select(r => new MonthExpected(r.Year, r.Month, new(r.Number, r.Amount), r.Weighted))];
    }

    public static async Task<Attention> AttentionAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var quotes = await scope.QuotesExpiring.GroupBy(_ => 1).Select(g => new { Number = g.Count(), Amount = g.Sum(q => q.NetAmount) }).SingleOrDefaultAsync(cancellationToken);
        return new(
            await ExpectedAsync(scope.Overdue, cancellationToken),
            await ExpectedAsync(scope.WithoutNextAppointment, cancellationToken),
            await ExpectedAsync(scope.Stale(await StatusesAsync(scope, cancellationToken)), cancellationToken),
            quotes is null ? Tally.None : new(quotes.Number, quotes.Amount));
    }

    /// <summary>What of the open forecasts is expected before the end of the year; to set against the target that is left.</summary>
    public static Task<Tally> ExpectedThisYearAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var end = new DateOnly(scope.View.Year, 12, 31);
        return ExpectedAsync(scope.Open.Where(f => f.ExpectedDate <= end), cancellationToken);
    }

    public static Task<List<ForecastStatus>> StatusesAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.ForecastStatuses.AsNoTracking().OrderBy(s => s.Order).ToListAsync(cancellationToken);

    static async Task<Tally> ExpectedAsync(IQueryable<Forecast> forecasts, CancellationToken cancellationToken)
    {
        var sum = await forecasts.GroupBy(_ => 1).Select(g => new { Number = g.Count(), Amount = g.Sum(f => f.ExpectedAmount) }).SingleOrDefaultAsync(cancellationToken);
        return sum is null ? Tally.None : new(sum.Number, sum.Amount);
    }
}
