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
        // A forecast counts once for each status that it stood in.
        var stood = scope.Closed(scope.From, scope.To).SelectMany(line => Stages(scope, line).Select(stage => stage.Status).Distinct().Select(status => (Status: status, Line: line)))
            .ToLookup(stage => stage.Status, stage => stage.Line);
        return [.. (await Pipeline.StatusesAsync(scope, cancellationToken)).Select(status => (Status: status, Closed: stood[scope.Codes.Find(status.Id)])).Where(part => part.Closed.Any())
            .Select(part => new StatusCalibration(part.Status.Id, part.Status.Name, part.Status.Color, part.Status.Chance, new(
                part.Closed.Where(line => line.IsScored).Tally(), part.Closed.Where(line => !line.IsScored).Tally())))];
    }

    /// <summary>A status that was skipped counts as passed; so does the last one when the forecast was scored.</summary>
    public static async Task<IReadOnlyList<StatusConversion>> ConversionAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var statuses = await Pipeline.StatusesAsync(scope, cancellationToken);
        var order = statuses.Where(status => scope.Codes.Find(status.Id) > 0).ToDictionary(status => scope.Codes.Find(status.Id), status => status.Order);
        var (first, end) = (DashboardScope.StartOf(scope.From), DashboardScope.EndOf(scope.To));
        // The status of a line began after those of the lines before it: what entered none since the period began need not be looked at further.
        var ways = scope.MovedSinceStart
            .Select(line => (line.IsScored, Reached: Stages(scope, line).Where(stage => stage.StatusSince >= first && stage.StatusSince < end).Select(stage => order[stage.Status]).ToList()))
            .Where(way => way.Reached.Count > 0)
            .CountBy(way => (way.IsScored, From: way.Reached.Min(), To: way.Reached.Max())).ToList();
        return [.. statuses.Where(s => !s.IsArchived).Select(status => new StatusConversion(status.Id, status.Name, status.Color,
            ways.Where(w => w.Key.From <= status.Order && w.Key.To >= status.Order).Sum(w => w.Value),
            ways.Where(w => w.Key.From <= status.Order && (w.Key.To > status.Order || (w.Key.To == status.Order && w.Key.IsScored))).Sum(w => w.Value)))];
    }

    /// <summary>A line, and all that the forecast had been by the moment that is looked at.</summary>
    static IEnumerable<Line> Stages(DashboardScope scope, Line line) => line.Of.Past.TakeWhile(was => was.Since < scope.Now).Append(line);

    public static Slippage SlippageOf(DashboardScope scope) => new(Promised(scope).Tally(), Slipped(scope).Tally());

    /// <summary>Open when the period began, and expected within it then.</summary>
    public static IEnumerable<Line> Promised(DashboardScope scope) => scope.OpenAtStart.Where(line => line.ExpectedDate >= scope.From && line.ExpectedDate <= scope.Last);

    /// <summary>Of those: not closed in the period, with a date that has passed or was put after it.</summary>
    public static IEnumerable<Line> Slipped(DashboardScope scope)
    {
        var end = DashboardScope.EndOf(scope.To);
        var isOver = scope.To == scope.Last;
        return Promised(scope).Where(line => (scope.To < scope.Today ? line.Of.Before(end) : scope.At(line.Of)) is { } now
            && (now.IsOpen || now.ClosedOn < scope.From || now.ClosedOn > scope.To)
            && (isOver || now.ExpectedDate > scope.Last || now.ExpectedDate < scope.To));
    }

    public static Accuracy AccuracyOf(DashboardScope scope, decimal scored) => new(Promised(scope).Where(line => line.ExpectedDate <= scope.To).Weighted(), scored);
}
