using Crm.Dashboard.Bookkeeping;
using Crm.Forecasts;

namespace Crm.Dashboard.Figures;

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
        var real = scope.Closed(scope.From, scope.To).Total(() => new Calibration(scope), (calibration, line) => calibration.Add(line), (some, others) => some.Add(others)).Real;
        return [.. (await Pipeline.StatusesAsync(scope, cancellationToken))
            .Select(status => new StatusCalibration(status.Id, status.Name, status.Color, status.Chance, real[scope.CodeOf(status)]))
            .Where(status => status.Real.Closed > 0)];
    }

    /// <summary>By each status that forecasts once stood in.</summary>
    sealed class Calibration(DashboardScope scope)
    {
        // By the code of the status: the last of those that were added that has been counted.
        readonly int[] lastCounted = new int[scope.CodeCount];
        int number;

        public Outcomes Real { get; } = new(scope.CodeCount);

        public void Add(Line line)
        {
            var one = new Sum(line);
            number++;
            foreach (var stage in new Stages(line, scope.Until))
            {
                // A forecast counts once for each status that it stood in.
                if (lastCounted[stage.Status] != number)
                    Real.Add(stage.Status, line.IsScored, one);
                lastCounted[stage.Status] = number;
            }
        }

        public Calibration Add(Calibration others)
        {
            Real.Add(others.Real);
            return this;
        }
    }

    public static async Task<IReadOnlyList<StatusConversion>> ConversionAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var statuses = await Pipeline.StatusesAsync(scope, cancellationToken);
        var order = OrderOf(scope, statuses);
        var ways = scope.MovedSinceStart.Total(() => new Ways(statuses), (ways, line) => ways.Add(WayOf(scope, line, order)), (some, others) => some.Add(others));
        return [.. statuses.Where(s => !s.IsArchived).Select(status => new StatusConversion(status.Id, status.Name, status.Color, ways.Entered[status.Order], ways.Passed[status.Order]))];
    }

    /// <summary>How many came into each status, and went on from it, by the order of the statuses.</summary>
    sealed class Ways(IReadOnlyList<ForecastStatus> statuses)
    {
        public int[] Entered { get; } = new int[statuses.Max(status => status.Order) + 1];
        public int[] Passed { get; } = new int[statuses.Max(status => status.Order) + 1];

        /// <summary>A status that was skipped counts as passed; so does the last one when the forecast was scored.</summary>
        public void Add((bool IsScored, int From, int To) way)
        {
            for (var at = way.From; at <= way.To; at++)
            {
                Entered[at]++;
                Passed[at] += at < way.To || way.IsScored ? 1 : 0;
            }
        }

        public Ways Add(Ways others)
        {
            for (var at = 0; at < Entered.Length; at++)
                (Entered[at], Passed[at]) = (Entered[at] + others.Entered[at], Passed[at] + others.Passed[at]);
            return this;
        }
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
        foreach (var stage in new Stages(line, scope.Until))
        {
            if (stage.Status == status)
                return true;
        }
        return false;
    }

    /// <summary>The order of each status, by its code.</summary>
    static int[] OrderOf(DashboardScope scope, IReadOnlyList<ForecastStatus> statuses)
    {
        var order = new int[scope.CodeCount];
        foreach (var status in statuses)
            order[scope.CodeOf(status)] = status.Order;
        return order;
    }

    /// <summary>The first and the last of the statuses that it came into in the period, by their order; none: the first after the last.</summary>
    static (bool IsScored, int From, int To) WayOf(DashboardScope scope, Line line, int[] order)
    {
        var (first, end) = (scope.Start, scope.End);
        var (from, to) = (int.MaxValue, int.MinValue);
        // Each status began after the one before it: once one began before the period, so did the others.
        foreach (var stage in new Stages(line, scope.Until))
        {
            if (stage.StatusSince < first)
                break;
            if (stage.StatusSince < end)
                (from, to) = (Math.Min(from, order[stage.Status]), Math.Max(to, order[stage.Status]));
        }
        return (line.IsScored, from, to);
    }

    public static Slippage SlippageOf(DashboardScope scope)
    {
        var promised = Promised(scope).SumsBy(line => HasSlipped(scope, line) ? 1 : 0);
        var (kept, slipped) = (promised.GetValueOrDefault(0), promised.GetValueOrDefault(1));
        return new((kept + slipped).Tally, slipped.Tally);
    }

    /// <summary>Open when the period began, and expected within it then.</summary>
    static Lines Promised(DashboardScope scope) => scope.OpenAtStart.Where(scope.IsExpectedInPeriod);

    public static Lines Slipped(DashboardScope scope) => Promised(scope).Where(line => HasSlipped(scope, line));

    /// <summary>Not closed in the period, with a date that has passed or was put after it.</summary>
    static bool HasSlipped(DashboardScope scope, Line promised) => (scope.To < scope.Today ? promised.Of.Before(scope.End) : scope.At(promised.Of)) is { } now
        && (now.IsOpen || now.ClosedOn < scope.From || now.ClosedOn > scope.To)
        && (scope.To == scope.Last || now.ExpectedDate > scope.Last || now.ExpectedDate < scope.To);

    public static Accuracy AccuracyOf(DashboardScope scope, decimal scored) => new(Promised(scope).Where(line => line.ExpectedDate <= scope.To).Sum().Weighted, scored);
}
