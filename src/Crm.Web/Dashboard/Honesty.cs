using Crm.Dashboard.Bookkeeping;
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
        var (won, lost) = (new Sum[scope.Codes.Count], new Sum[scope.Codes.Count]);
        var counted = new int[scope.Codes.Count];
        foreach (var (number, line) in scope.Closed(scope.From, scope.To).Index())
        {
            var sums = line.IsScored ? won : lost;
            foreach (var stage in new Stages(line, scope.Now))
            {
                // A forecast counts once for each status that it stood in.
                if (counted[stage.Status] == number + 1)
                    continue;
                counted[stage.Status] = number + 1;
                sums[stage.Status] += line;
            }
        }
        return [.. (await Pipeline.StatusesAsync(scope, cancellationToken)).Where(status => scope.Codes.Find(status.Id) > 0)
            .Select(status => new StatusCalibration(status.Id, status.Name, status.Color, status.Chance, new(won[scope.Codes.Find(status.Id)].Tally, lost[scope.Codes.Find(status.Id)].Tally)))
            .Where(status => status.Real.Closed > 0)];
    }

    /// <summary>A status that was skipped counts as passed; so does the last one when the forecast was scored.</summary>
    public static async Task<IReadOnlyList<StatusConversion>> ConversionAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var statuses = await Pipeline.StatusesAsync(scope, cancellationToken);
        var order = OrderOf(scope, statuses);
        var ways = scope.MovedSinceStart.Select(line => WayOf(scope, line, order)).Where(way => way.From <= way.To).CountBy(way => way).ToList();
        return [.. statuses.Where(s => !s.IsArchived).Select(status => new StatusConversion(status.Id, status.Name, status.Color,
            ways.Where(w => w.Key.From <= status.Order && w.Key.To >= status.Order).Sum(w => w.Value),
            ways.Where(w => w.Key.From <= status.Order && (w.Key.To > status.Order || (w.Key.To == status.Order && w.Key.IsScored))).Sum(w => w.Value)))];
    }

    /// <summary>What came into a status in the period, or only what went on from it.</summary>
    public static async Task<IEnumerable<Line>> EnteredAsync(DashboardScope scope, Guid statusId, bool onlyPassed, CancellationToken cancellationToken)
    {
        var statuses = await Pipeline.StatusesAsync(scope, cancellationToken);
        var order = OrderOf(scope, statuses);
        return statuses.Find(status => status.Id == statusId) is not { Order: var at } ? [] : scope.MovedSinceStart.Where(line =>
            WayOf(scope, line, order) is var way && way.From <= at && way.To >= at && (!onlyPassed || way.To > at || way.IsScored));
    }

    /// <summary>Closed in the period, and once in a status.</summary>
    public static IEnumerable<Line> StoodIn(DashboardScope scope, Guid statusId)
    {
        var code = scope.Codes.Find(statusId);
        return scope.Closed(scope.From, scope.To).Where(line => HasStoodIn(scope, line, code));
    }

    static bool HasStoodIn(DashboardScope scope, Line line, int status)
    {
        foreach (var stage in new Stages(line, scope.Now))
        {
            if (stage.Status == status)
                return true;
        }
        return false;
    }

    /// <summary>The order of each status, by its code.</summary>
    static int[] OrderOf(DashboardScope scope, IReadOnlyList<ForecastStatus> statuses)
    {
        var order = new int[scope.Codes.Count];
        foreach (var status in statuses.Where(status => scope.Codes.Find(status.Id) > 0))
            order[scope.Codes.Find(status.Id)] = status.Order;
        return order;
    }

    /// <summary>The first and the last of the statuses that it came into in the period, by their order; none: the first after the last.</summary>
    static (bool IsScored, int From, int To) WayOf(DashboardScope scope, Line line, int[] order)
    {
        var (first, end) = (scope.Start, scope.End);
        var (from, to) = (int.MaxValue, int.MinValue);
        // Each status began after the one before it: once one began before the period, so did the others.
        foreach (var stage in new Stages(line, scope.Now))
        {
            if (stage.StatusSince < first)
                break;
            if (stage.StatusSince < end)
                (from, to) = (Math.Min(from, order[stage.Status]), Math.Max(to, order[stage.Status]));
        }
        return (line.IsScored, from, to);
    }

    public static Slippage SlippageOf(DashboardScope scope) => new(Promised(scope).Tally(), Slipped(scope).Tally());

    /// <summary>Open when the period began, and expected within it then.</summary>
    public static IEnumerable<Line> Promised(DashboardScope scope) => scope.OpenAtStart.Where(line => line.ExpectedDate >= scope.From && line.ExpectedDate <= scope.Last);

    /// <summary>Of those: not closed in the period, with a date that has passed or was put after it.</summary>
    public static IEnumerable<Line> Slipped(DashboardScope scope)
    {
        var isOver = scope.To == scope.Last;
        return Promised(scope).Where(line => (scope.To < scope.Today ? line.Of.Before(scope.End) : scope.At(line.Of)) is { } now
            && (now.IsOpen || now.ClosedOn < scope.From || now.ClosedOn > scope.To)
            && (isOver || now.ExpectedDate > scope.Last || now.ExpectedDate < scope.To));
    }

    public static Accuracy AccuracyOf(DashboardScope scope, decimal scored) => new(Promised(scope).Where(line => line.ExpectedDate <= scope.To).Weighted(), scored);
}
