using Crm.Dashboard.Bookkeeping;
using Crm.Forecasts;

namespace Crm.Dashboard;

/// <summary>Each part of how the pipeline went from one day to another.</summary>
public enum MovementStep { Opening, New, Reopened, MovedIn, Increased, Decreased, MovedOut, Scored, NotScored, Closing }

/// <summary>How the open pipeline went from one day to another. Every part is counted by itself; that they close is checked, not assumed.</summary>
/// <param name="Increased">Amounts of forecasts that stayed open and grew; the number is how many.</param>
/// <param name="MovedIn">Came into what the view looks at: given to this employee, put in this group.</param>
public sealed record Movement(
    DateOnly Since, DateOnly Until, Tally Opening, Tally New, Tally Reopened, Tally MovedIn, Tally Increased, Tally Decreased, Tally MovedOut, Tally Scored, Tally NotScored, Tally Closing)
{
    /// <summary>What is left over; zero, or something is wrong.</summary>
    public Tally Difference => new(
        Opening.Number + New.Number + Reopened.Number + MovedIn.Number - MovedOut.Number - Scored.Number - NotScored.Number - Closing.Number,
        Opening.Amount + New.Amount + Reopened.Amount + MovedIn.Amount + Increased.Amount - Decreased.Amount - MovedOut.Amount - Scored.Amount - NotScored.Amount - Closing.Amount);
}

/// <summary>Sets the pipeline of a day beside that of the moment that is looked at, forecast by forecast.</summary>
public static class Movements
{
    public const int DaysOfNews = 7;

    /// <summary>A forecast at both ends, whoever it belonged to; and what the view kept of it while it was open.</summary>
    sealed record Change(Line? Before, Line? Now, Line? Was, Line? Is);

    public static Movement Since(DashboardScope scope, DateOnly day)
    {
        var changes = Changes(scope, day);
        return new(
            day, scope.Today, Of(MovementStep.Opening), Of(MovementStep.New), Of(MovementStep.Reopened), Of(MovementStep.MovedIn), Of(MovementStep.Increased), Of(MovementStep.Decreased),
            Of(MovementStep.MovedOut), Of(MovementStep.Scored), Of(MovementStep.NotScored), Of(MovementStep.Closing));

        Tally Of(MovementStep step) => Lines(changes, step).Tally();
    }

    /// <summary>The forecasts that a step is made of, each with the amount that it counts for there.</summary>
    public static IEnumerable<Line> Lines(DashboardScope scope, DateOnly day, MovementStep step) => Lines(Changes(scope, day), step);

    static List<Change> Changes(DashboardScope scope, DateOnly day)
    {
        var start = DashboardScope.EndOf(day);
        return [.. scope.Ledger.Pages.Where(page => page.HasOpen || page.LastChange >= start).SelectMany(page => page.OpenOrChangedSince(start))
            .Select(entry => (Before: entry.Before(start), Now: scope.At(entry)))
            .Where(ends => ends.Before is { IsOpen: true } || ends.Now is { IsOpen: true })
            .Select(ends => new Change(ends.Before, ends.Now, Open(scope, ends.Before), Open(scope, ends.Now)))];
    }

    static IEnumerable<Line> Lines(List<Change> changes, MovementStep step) => step switch
    {
        MovementStep.Opening => Began(changes, _ => true),
        MovementStep.New => Ended(changes, change => change.Before is null),
        MovementStep.Reopened => Ended(changes, change => change.Before is { IsOpen: false }),
        MovementStep.MovedIn => Ended(changes, change => change.Before is { IsOpen: true } && change.Was is null),
        MovementStep.Increased => Grown(changes, 1),
        MovementStep.Decreased => Grown(changes, -1),
        MovementStep.MovedOut => Began(changes, change => change.Now is { IsOpen: true } && change.Is is null),
        MovementStep.Scored => Began(changes, change => change.Now is { IsScored: true }),
        MovementStep.NotScored => Began(changes, change => change.Now is { Result: ForecastResult.NotScored }),
        _ => Ended(changes, _ => true),
    };

    static IEnumerable<Line> Began(List<Change> changes, Predicate<Change> which) => changes.Where(change => change.Was is not null && which(change)).Select(change => change.Was!);

    static IEnumerable<Line> Ended(List<Change> changes, Predicate<Change> which) => changes.Where(change => change.Is is not null && which(change)).Select(change => change.Is!);

    /// <summary>Of what stayed open: the difference.</summary>
    static IEnumerable<Line> Grown(List<Change> changes, int sign) => changes
        .Where(change => change is { Was: not null, Is: not null } && sign * (change.Is.Expected - change.Was.Expected) > 0)
        .Select(change => change.Is! with { Expected = sign * (change.Is!.Expected - change.Was!.Expected) });

    static Line? Open(DashboardScope scope, Line? line) => line is { IsOpen: true } ? scope.Kept(line) : null;
}
