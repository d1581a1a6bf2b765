using Crm.Forecasts;

namespace Crm.Dashboard;

/// <summary>What stands open in one status.</summary>
public sealed record StatusOpen(Guid Id, LocalText Name, string Color, decimal? Chance, Tally Tally, decimal Weighted);

/// <summary>What is expected in one month.</summary>
public sealed record MonthExpected(int Year, int Month, Tally Tally, decimal Weighted);

/// <summary>What has stood in its status for so many days.</summary>
public sealed record Age(int FromDays, int? ToDays, Tally Tally);

/// <summary>Open forecasts whose expected date was put later.</summary>
public sealed record Pushes(Tally Forecasts, int Times, int Days);

/// <summary>What somebody should look at now.</summary>
public sealed record Attention(Tally Overdue, Tally WithoutNextAppointment, Tally Stale, Tally QuotesExpiring);

/// <summary>Figures of open forecasts.</summary>
public static class Pipeline
{
    static readonly (int From, int? To)[] Ages = [(0, 14), (15, 30), (31, 60), (61, 90), (91, null)];

    public static async Task<IReadOnlyList<StatusOpen>> PerStatusAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var rows = await scope.Open.GroupBy(f => f.StatusId)
            .Select(g => new { g.Key, Number = g.Count(), Amount = g.Sum(f => f.ExpectedAmount), Weighted = g.Sum(f => f.WeightedAmount) })
            .ToDictionaryAsync(r => r.Key, cancellationToken);
        var statuses = await StatusesAsync(scope, cancellationToken);
        return [.. statuses.Where(s => !s.IsArchived || rows.ContainsKey(s.Id)).Select(s => rows.TryGetValue(s.Id, out var row)
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
            await scope.Overdue.TallyAsync(cancellationToken),
            await scope.WithoutNextAppointment.TallyAsync(cancellationToken),
            await scope.Stale(await StatusesAsync(scope, cancellationToken)).TallyAsync(cancellationToken),
            quotes is null ? Tally.None : new(quotes.Number, quotes.Amount));
    }

    /// <summary>How long open forecasts have stood in their status.</summary>
    public static async Task<IReadOnlyList<Age>> AgesAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        List<Age> ages = [];
        foreach (var (from, to) in Ages)
            ages.Add(new(from, to, await InStatus(scope, scope.Open, from, to).TallyAsync(cancellationToken)));
        return ages;
    }

    /// <summary>Whole days before the moment that is looked at.</summary>
    public static IQueryable<Standing> InStatus(DashboardScope scope, IQueryable<Standing> open, int fromDays, int? toDays)
    {
        var (since, until) = (scope.Now.AddDays(-fromDays), scope.Now.AddDays(-(toDays ?? 0) - 1));
        return toDays is null ? open.Where(f => f.StatusSince <= since) : open.Where(f => f.StatusSince <= since && f.StatusSince > until);
    }

    public static async Task<Pushes> PushesAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var sum = await scope.Pushed.GroupBy(_ => 1)
            .Select(g => new { Number = g.Count(), Amount = g.Sum(f => f.ExpectedAmount), Times = g.Sum(f => f.TimesPushed), Days = g.Sum(f => f.DaysPushed) }).SingleOrDefaultAsync(cancellationToken);
        return sum is null ? new(Tally.None, 0, 0) : new(new(sum.Number, sum.Amount), sum.Times, sum.Days);
    }

    public static Task<List<ForecastStatus>> StatusesAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.ForecastStatuses.AsNoTracking().OrderBy(s => s.Order).ToListAsync(cancellationToken);
}
