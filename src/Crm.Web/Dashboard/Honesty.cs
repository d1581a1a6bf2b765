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
    const int Nowhere = -1;

    public static async Task<IReadOnlyList<StatusCalibration>> CalibrationAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var real = scope.Closed(scope.From, scope.To).Total(() => new Outcomes(scope), (outcomes, line) => outcomes.Add(line), (some, others) => some.Add(others));
        return [.. (await Pipeline.StatusesAsync(scope, cancellationToken)).Where(status => scope.Codes.Find(status.Id) > 0)
            .Select(status => new StatusCalibration(status.Id, status.Name, status.Color, status.Chance, real.Of(scope.Codes.Find(status.Id))))
            .Where(status => status.Real.Closed > 0)];
    }

    /// <summary>What became of forecasts, by the code of each status that they once stood in.</summary>
    sealed class Outcomes(DashboardScope scope)
    {
        readonly Sum[] won = new Sum[scope.Codes.Count], lost = new Sum[scope.Codes.Count];
        readonly int[] lastCounted = new int[scope.Codes.Count];
        int number;

        public WinRate Of(int status) => new(won[status].Tally, lost[status].Tally);

        public void Add(Line line)
        {
            var sums = line.IsScored ? won : lost;
            number++;
            foreach (var stage in new Stages(line, scope.Now))
            {
                // A forecast counts once for each status that it stood in.
                if (lastCounted[stage.Status] == number)
                    continue;
                lastCounted[stage.Status] = number;
                sums[stage.Status] += line;
            }
        }

        public Outcomes Add(Outcomes others)
        {
            for (var status = 0; status < won.Length; status++)
                (won[status], lost[status]) = (won[status] + others.won[status], lost[status] + others.lost[status]);
            return this;
        }
    }

    /// <summary>A status that was skipped counts as passed; so does the last one when the forecast was scored.</summary>
    public static async Task<IReadOnlyList<StatusConversion>> ConversionAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var statuses = await Pipeline.StatusesAsync(scope, cancellationToken);
        var order = OrderOf(scope, statuses);
        var most = statuses.Max(status => status.Order) + 1;
        var ways = scope.MovedSinceStart.SumsBy(line => WayOf(scope, line, order) is var way && way.From > way.To ? Nowhere : ((way.From * most) + way.To) * 2 + (way.IsScored ? 1 : 0))
            .Where(way => way.Key != Nowhere)
            .Select(way => (From: way.Key / 2 / most, To: way.Key / 2 % most, IsScored: way.Key % 2 == 1, way.Value.Number)).ToList();
        return [.. statuses.Where(s => !s.IsArchived).Select(status => new StatusConversion(status.Id, status.Name, status.Color,
            ways.Where(way => way.From <= status.Order && way.To >= status.Order).Sum(way => way.Number),
            ways.Where(way => way.From <= status.Order && (way.To > status.Order || (way.To == status.Order && way.IsScored))).Sum(way => way.Number)))];
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
    public static Lines Promised(DashboardScope scope) => scope.OpenAtStart.Where(line => line.ExpectedDate >= scope.From && line.ExpectedDate <= scope.Last);

    /// <summary>Of those: not closed in the period, with a date that has passed or was put after it.</summary>
    public static Lines Slipped(DashboardScope scope)
    {
        var isOver = scope.To == scope.Last;
        return Promised(scope).Where(line => (scope.To < scope.Today ? line.Of.Before(scope.End) : scope.At(line.Of)) is { } now
            && (now.IsOpen || now.ClosedOn < scope.From || now.ClosedOn > scope.To)
            && (isOver || now.ExpectedDate > scope.Last || now.ExpectedDate < scope.To));
    }

    public static Accuracy AccuracyOf(DashboardScope scope, decimal scored) => new(Promised(scope).Where(line => line.ExpectedDate <= scope.To).Sum().Weighted, scored);
}
