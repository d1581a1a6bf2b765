using Crm.Forecasts;

namespace Crm.Dashboard;

/// <summary>What became of the closed forecasts that once stood in a status, beside the chance that the status promises.</summary>
public sealed record StatusCalibration(Guid Id, LocalText Name, string Color, decimal? Chance, WinRate Real);

/// <summary>Of what reached a status in the period: how many went on from it.</summary>
public sealed record StatusConversion(Guid Id, LocalText Name, string Color, int Entered, int Passed)
{
    public decimal? Share => Ratio.Percent(Passed, Entered);
}

/// <summary>What was promised for the period when it began, and how much of that slipped out of it.</summary>
public sealed record Slippage(Tally Promised, Tally Slipped)
{
    public Ratio Share => Ratio.Percent(Slipped, Promised);
}

/// <summary>What the weighted pipeline foretold when the period began, beside what was scored.</summary>
public sealed record Accuracy(decimal Foretold, decimal Scored)
{
    /// <summary>Null when nothing was scored: there is nothing to divide by.</summary>
    public decimal? Share => Scored == 0 ? null : Math.Round((1 - Math.Abs(Foretold - Scored) / Scored) * 100, 1, MidpointRounding.AwayFromZero);
}

/// <summary>How far the pipeline can be believed.</summary>
public static class Honesty
{
    public static async Task<IReadOnlyList<StatusCalibration>> CalibrationAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var closed = scope.Closed(scope.From, scope.To);
        // A union leaves out what is there twice: a forecast counts once for each status that it stood in.
        var stood = closed.Join(scope.Db.ForecastStates.Where(s => s.Since < scope.Now), f => f.Id, s => s.ForecastId, (f, s) => new { f.Id, s.StatusId, f.Result, f.OrderAmount, f.ExpectedAmount })
            .Union(closed.Select(f => new { f.Id, f.StatusId, f.Result, f.OrderAmount, f.ExpectedAmount }));
        var rows = await stood.GroupBy(f => new { f.StatusId, f.Result })
            .Select(g => new { g.Key, Number = g.Count(), Ordered = g.Sum(f => f.OrderAmount), Expected = g.Sum(f => f.ExpectedAmount) }).ToListAsync(cancellationToken);
        return [.. (await Pipeline.StatusesAsync(scope, cancellationToken)).Select(status => new StatusCalibration(status.Id, status.Name, status.Color, status.Chance, new(
            rows.Where(r => r.Key.StatusId == status.Id && r.Key.Result == ForecastResult.Scored).Select(r => new Tally(r.Number, r.Ordered ?? 0)).SingleOrDefault() ?? Tally.None,
            rows.Where(r => r.Key.StatusId == status.Id && r.Key.Result == ForecastResult.NotScored).Select(r => new Tally(r.Number, r.Expected)).SingleOrDefault() ?? Tally.None)))
            .Where(status => status.Real.Closed > 0)];
    }

    /// <summary>A status that was skipped counts as passed; so does the last one when the forecast was scored.</summary>
    public static async Task<IReadOnlyList<StatusConversion>> ConversionAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var (first, end) = (Clock.Utc(scope.From, TimeOnly.MinValue), DashboardScope.EndOf(scope.To));
        var now = scope.Forecasts.Select(f => new { f.Id, f.StatusId, f.StatusSince, f.Result });
        var before = scope.Forecasts.Join(scope.Db.ForecastStates.Where(s => s.Since < scope.Now), f => f.Id, s => s.ForecastId, (f, s) => new { f.Id, s.StatusId, s.StatusSince, f.Result });
        var ways = await now.Concat(before).Where(f => f.StatusSince >= first && f.StatusSince < end)
            .Join(scope.Db.ForecastStatuses, f => f.StatusId, s => s.Id, (f, s) => new { f.Id, f.Result, s.Order })
            .GroupBy(f => new { f.Id, f.Result }).Select(g => new { g.Key.Result, From = g.Min(f => f.Order), To = g.Max(f => f.Order) })
            .GroupBy(way => way).Select(g => new { g.Key.Result, g.Key.From, g.Key.To, Number = g.Count() }).ToListAsync(cancellationToken);
        return [.. (await Pipeline.StatusesAsync(scope, cancellationToken)).Where(s => !s.IsArchived).Select(status => new StatusConversion(status.Id, status.Name, status.Color,
            ways.Where(w => w.From <= status.Order && w.To >= status.Order).Sum(w => w.Number),
            ways.Where(w => w.From <= status.Order && (w.To > status.Order || (w.To == status.Order && w.Result == ForecastResult.Scored))).Sum(w => w.Number)))];
    }

    public static async Task<Slippage> SlippageAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        new(await Promised(scope).TallyAsync(cancellationToken), await Slipped(scope).TallyAsync(cancellationToken));

    /// <summary>Open when the period began, and expected within it then.</summary>
    public static IQueryable<Standing> Promised(DashboardScope scope) =>
        scope.Narrowed(Standing.Before(scope.Db, Clock.Utc(scope.From, TimeOnly.MinValue)))
            .Where(f => f.Result == ForecastResult.Open && f.ExpectedDate >= scope.From && f.ExpectedDate <= scope.Last);

    /// <summary>Of those: not closed in the period, with a date that has passed or was put after it.</summary>
    public static IQueryable<Standing> Slipped(DashboardScope scope)
    {
        var end = scope.To < scope.Today ? Standing.Before(scope.Db, DashboardScope.EndOf(scope.To)) : scope.Everything;
        var isOver = scope.To == scope.Last;
        return Promised(scope).Where(f => end.Any(now => now.Id == f.Id
            && (now.Result == ForecastResult.Open || now.ClosedOn < scope.From || now.ClosedOn > scope.To)
            && (isOver || now.ExpectedDate > scope.Last || now.ExpectedDate < scope.To)));
    }

    public static async Task<Accuracy> AccuracyAsync(DashboardScope scope, decimal scored, CancellationToken cancellationToken) =>
        new(await Promised(scope).Where(f => f.ExpectedDate <= scope.To).SumAsync(f => f.WeightedAmount, cancellationToken), scored);
}
