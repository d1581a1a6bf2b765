using Crm.Dashboard.Bookkeeping;
using Crm.Forecasts;

namespace Crm.Dashboard.Figures;

/// <summary>Each part of how the pipeline went from one day to another.</summary>
public enum MovementStep { Opening, New, Reopened, MovedIn, Increased, Decreased, MovedOut, Scored, NotScored, Closing }

/// <summary>From when the pipeline's movement is told.</summary>
public enum MovementSpan { Week, Month, Quarter, Year }

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
    static readonly int Steps = Enum.GetValues<MovementStep>().Length;

    /// <summary>The day from the end of which is counted: a week or a month before today, or the last day before this quarter or year.</summary>
    public static DateOnly DayBefore(MovementSpan span, DateOnly today) => span switch
    {
        MovementSpan.Month => today.AddMonths(-1),
        MovementSpan.Quarter => new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1).AddDays(-1),
        MovementSpan.Year => new DateOnly(today.Year, 1, 1).AddDays(-1),
        _ => today.AddDays(-7),
    };

    public static Movement Since(DashboardScope scope) => Since(scope, DayBefore(scope.View.Moved, scope.Today));

    public static Movement Since(DashboardScope scope, DateOnly day)
    {
        var (start, sums) = (DashboardScope.EndOf(day), new Sum[Steps]);
        foreach (var page in scope.OnEachPage(MayHaveMoved(start), page => SumsOn(scope, page, start)))
        {
            for (var step = 0; step < Steps; step++)
                sums[step] += page[step];
        }
        return new(
            day, scope.Today, Of(MovementStep.Opening), Of(MovementStep.New), Of(MovementStep.Reopened), Of(MovementStep.MovedIn), Of(MovementStep.Increased), Of(MovementStep.Decreased),
            Of(MovementStep.MovedOut), Of(MovementStep.Scored), Of(MovementStep.NotScored), Of(MovementStep.Closing));

        Tally Of(MovementStep step) => sums[(int)step].Tally;
    }

    /// <summary>The forecasts that a step is made of, each with the amount that it counts for there.</summary>
    public static IEnumerable<Line> Lines(DashboardScope scope, DateOnly day, MovementStep step)
    {
        var start = DashboardScope.EndOf(day);
        return scope.OnEachPage(MayHaveMoved(start), page => LinesOn(scope, page, start, step)).SelectMany(lines => lines);
    }

    static Func<LedgerPage, bool> MayHaveMoved(DateTime start) => page => page.HasOpen || page.LastChange >= start;

    static Sum[] SumsOn(DashboardScope scope, LedgerPage page, DateTime start)
    {
        var sums = new Sum[Steps];
        Walk(scope, page, start, (step, line) => sums[(int)step] += line);
        return sums;
    }

    static List<Line> LinesOn(DashboardScope scope, LedgerPage page, DateTime start, MovementStep step)
    {
        List<Line> lines = [];
        Walk(scope, page, start, (taken, line) =>
        {
            if (taken == step)
                lines.Add(line);
        });
        return lines;
    }

    /// <summary>Goes past each forecast that was open at either end, and tells which steps it takes, with what the view keeps of it.</summary>
    static void Walk(DashboardScope scope, LedgerPage page, DateTime start, Action<MovementStep, Line> takes)
    {
        for (var place = 0; place < page.Count; place++)
        {
            if (page.ClosedOn[place] == LedgerPage.Open || page.Since[place] >= start.Ticks)
                Tell(scope, new Entry(page, place), start, takes);
        }
    }

    /// <summary>A forecast at both ends, whoever it belonged to; and what the view kept of it while it was open.</summary>
    static void Tell(DashboardScope scope, Entry entry, DateTime start, Action<MovementStep, Line> takes)
    {
        var (before, now) = (entry.Before(start), scope.At(entry));
        var (was, still) = (Open(scope, before), Open(scope, now));
        if (was is { } begun)
        {
            takes(MovementStep.Opening, begun);
            if (now is { IsOpen: false } closed)
                takes(closed.IsScored ? MovementStep.Scored : MovementStep.NotScored, begun);
            else if (now is not null && still is null)
                takes(MovementStep.MovedOut, begun);
        }
        if (still is not { } open)
            return;
        takes(MovementStep.Closing, open);
        if (was is { } earlier && earlier.Expected != open.Expected)
            takes(open.Expected > earlier.Expected ? MovementStep.Increased : MovementStep.Decreased, open.SetBeside(earlier));
        if (before is null)
            takes(MovementStep.New, open);
        else if (was is null)
            takes(before is { IsOpen: true } ? MovementStep.MovedIn : MovementStep.Reopened, open);
    }

    static Line? Open(DashboardScope scope, Line? line) => line is { IsOpen: true } open ? scope.Kept(open) : null;
}
