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

/// <summary>Sets the pipeline of a day beside that of the moment that is looked at. Only what has changed in between is compared one by one.</summary>
public static class Movements
{
    public static async Task<Movement> SinceAsync(DashboardScope scope, DateOnly day, CancellationToken cancellationToken)
    {
        var start = DashboardScope.EndOf(day);
        var all = Standing.ChangedSince(scope.Db, start);
        var wasOpen = scope.Narrowed(all).Where(f => f.Result == ForecastResult.Open);
        var stayed = await StayedAsync(wasOpen, scope.Open, cancellationToken);
        var stillOpen = await wasOpen.Where(a => scope.Everything.Any(b => b.Id == a.Id && b.Result == ForecastResult.Open)).TallyAsync(cancellationToken);
        var wasOpenAnywhere = await scope.Open.Where(b => all.Any(a => a.Id == b.Id && a.Result == ForecastResult.Open)).TallyAsync(cancellationToken);
        return new(
            day, scope.Today,
            Opening: await scope.Narrowed(Standing.Before(scope.Db, start)).Where(f => f.Result == ForecastResult.Open).TallyAsync(cancellationToken),
            New: await scope.Open.Where(f => f.CreatedAt >= start).TallyAsync(cancellationToken),
            Reopened: await scope.Open.Where(b => all.Any(a => a.Id == b.Id && a.Result != ForecastResult.Open)).TallyAsync(cancellationToken),
            MovedIn: wasOpenAnywhere - stayed.Now,
            stayed.Increased,
            stayed.Decreased,
            MovedOut: stillOpen - stayed.Before,
            Scored: await wasOpen.Where(a => scope.Everything.Any(b => b.Id == a.Id && b.Result == ForecastResult.Scored)).TallyAsync(cancellationToken),
            NotScored: await wasOpen.Where(a => scope.Everything.Any(b => b.Id == a.Id && b.Result == ForecastResult.NotScored)).TallyAsync(cancellationToken),
            Closing: await scope.Open.TallyAsync(cancellationToken));
    }

    sealed record Stayed(Tally Before, Tally Now, Tally Increased, Tally Decreased);

    static async Task<Stayed> StayedAsync(IQueryable<Standing> before, IQueryable<Standing> now, CancellationToken cancellationToken)
    {
        var pairs = before.Join(now, a => a.Id, b => b.Id, (a, b) => new { Before = a.ExpectedAmount, Now = b.ExpectedAmount });
        var sum = await pairs.GroupBy(_ => 1).Select(g => new
        {
            Number = g.Count(),
            Before = g.Sum(p => p.Before),
            Now = g.Sum(p => p.Now),
            Up = g.Count(p => p.Now > p.Before),
            Increased = g.Sum(p => p.Now > p.Before ? p.Now - p.Before : 0),
            Down = g.Count(p => p.Now < p.Before),
            Decreased = g.Sum(p => p.Now < p.Before ? p.Before - p.Now : 0),
        }).SingleOrDefaultAsync(cancellationToken);
        return sum is null
            ? new(Tally.None, Tally.None, Tally.None, Tally.None)
            : new(new(sum.Number, sum.Before), new(sum.Number, sum.Now), new(sum.Up, sum.Increased), new(sum.Down, sum.Decreased));
    }
}
