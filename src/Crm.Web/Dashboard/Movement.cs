using Crm.Forecasts;

namespace Crm.Dashboard;

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
    public static Movement Since(DashboardScope scope, DateOnly day)
    {
        var start = DashboardScope.EndOf(day);
        var steps = scope.Ledger.Pages.Where(page => page.HasOpen || page.LastChange >= start).SelectMany(page => page.Entries)
            .Select(entry => (Before: entry.Before(start), Now: scope.At(entry)))
            .Where(step => step.Before is { IsOpen: true } || step.Now is { IsOpen: true })
            .Select(step => (step.Before, step.Now, Was: Open(scope, step.Before), Is: Open(scope, step.Now))).ToList();
        var (began, ended) = (steps.Where(step => step.Was is not null).ToList(), steps.Where(step => step.Is is not null).ToList());
        var stayed = began.Where(step => step.Is is not null).Select(step => step.Is!.Expected - step.Was!.Expected).ToList();
        return new(
            day, scope.Today,
            Opening: began.Select(step => step.Was!).Tally(),
            New: ended.Where(step => step.Before is null).Select(step => step.Is!).Tally(),
            Reopened: ended.Where(step => step.Before is { IsOpen: false }).Select(step => step.Is!).Tally(),
            MovedIn: ended.Where(step => step.Before is { IsOpen: true } && step.Was is null).Select(step => step.Is!).Tally(),
            Increased: new(stayed.Count(cents => cents > 0), stayed.Where(cents => cents > 0).Sum().Euros()),
            Decreased: new(stayed.Count(cents => cents < 0), -stayed.Where(cents => cents < 0).Sum().Euros()),
            MovedOut: began.Where(step => step.Now is { IsOpen: true } && step.Is is null).Select(step => step.Was!).Tally(),
            Scored: began.Where(step => step.Now is { IsScored: true }).Select(step => step.Was!).Tally(),
            NotScored: began.Where(step => step.Now is { Result: ForecastResult.NotScored }).Select(step => step.Was!).Tally(),
            Closing: ended.Select(step => step.Is!).Tally());
    }

    static Line? Open(DashboardScope scope, Line? line) => line is { IsOpen: true } ? scope.Kept(line) : null;
}
