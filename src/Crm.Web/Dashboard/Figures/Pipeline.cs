using Crm.Dashboard.Bookkeeping;
using Crm.Forecasts;

namespace Crm.Dashboard.Figures;

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

/// <summary>Figures of open forecasts, added up in one go past them.</summary>
public sealed class Pipeline
{
    static readonly (int From, int? To)[] Ages = [(0, 14), (15, 30), (31, 60), (61, 90), (91, null)];

    readonly DashboardScope scope;
    readonly IReadOnlyList<ForecastStatus> statuses;
    readonly QuoteScope quotes;
    readonly Func<Line, bool> isStale;
    readonly DateTime[] since;
    readonly Sum[] perStatus, perAge = new Sum[Ages.Length];
    readonly Dictionary<int, Sum> perDay = [];
    Sum expectedInPeriod, overdue, withoutNextAppointment, stale, pushed, quotesExpiring;
    int timesPushed, daysPushed;

    Pipeline(DashboardScope scope, IReadOnlyList<ForecastStatus> statuses)
    {
        (this.scope, this.statuses, quotes) = (scope, statuses, new(scope));
        (perStatus, isStale, since) = (new Sum[scope.CodeCount], scope.IsStale(statuses), [.. Ages.Select(age => scope.Now.AddDays(-age.From))]);
    }

    public static async Task<Pipeline> ReadAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var statuses = await StatusesAsync(scope, cancellationToken);
        return scope.Open.Total(() => new Pipeline(scope, statuses), (pipeline, line) => pipeline.Add(line), (some, others) => some.Add(others));
    }

    public static Task<List<ForecastStatus>> StatusesAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.ForecastStatuses.AsNoTracking().OrderBy(s => s.Order).ToListAsync(cancellationToken);

    public IReadOnlyList<StatusOpen> PerStatus =>
    [
        .. statuses.Select(status => (Status: status, Open: perStatus[scope.CodeOf(status)])).Where(part => !part.Status.IsArchived || part.Open.Number > 0)
            .Select(part => new StatusOpen(part.Status.Id, part.Status.Name, part.Status.Color, part.Status.Chance, part.Open.Tally, part.Open.Weighted)),
    ];

    public IReadOnlyList<MonthExpected> PerExpectedMonth =>
    [
        // Per day until here, as what was closed is.
        .. perDay.Select(day => (On: DateOnly.FromDayNumber(day.Key), Sum: day.Value))
            .GroupBy(day => (day.On.Year, day.On.Month), day => day.Sum).OrderBy(month => month.Key)
            .Select(month => (month.Key, Sum: month.Aggregate((sum, day) => sum + day)))
            .Select(month => new MonthExpected(month.Key.Year, month.Key.Month, month.Sum.Tally, month.Sum.Weighted)),
    ];

    public Tally ExpectedInPeriod => expectedInPeriod.Tally;

    public Attention Attention => new(overdue.Tally, withoutNextAppointment.Tally, stale.Tally, quotesExpiring.Tally);

    /// <summary>How long open forecasts have stood in their status.</summary>
    public IReadOnlyList<Age> PerAge => [.. Ages.Zip(perAge, (age, sum) => new Age(age.From, age.To, sum.Tally))];

    public Pushes Pushes => new(pushed.Tally, timesPushed, daysPushed);

    /// <summary>Whole days before the moment that is looked at.</summary>
    public static IEnumerable<Line> InStatus(DashboardScope scope, IEnumerable<Line> open, int fromDays, int? toDays)
    {
        var (since, until) = (scope.Now.AddDays(-fromDays), toDays is { } most ? scope.Now.AddDays(-most - 1) : DateTime.MinValue);
        return open.Where(line => line.StatusSince <= since && line.StatusSince > until);
    }

    void Add(Line line)
    {
        var one = new Sum(line);
        perStatus[line.Status] += one;
        perDay.AddUp(line.ExpectedDate.DayNumber, one);
        if (AgeOf(line) is >= 0 and var age)
            perAge[age] += one;
        if (scope.IsExpectedInPeriod(line))
            expectedInPeriod += one;
        if (scope.IsOverdue(line))
            overdue += one;
        if (!scope.HasNextAppointment(line))
            withoutNextAppointment += one;
        if (isStale(line))
            stale += one;
        if (line.IsPushed)
            (pushed, timesPushed, daysPushed) = (pushed + one, timesPushed + line.TimesPushed, daysPushed + line.DaysPushed);
        foreach (ref readonly var quote in line.Of.Quotes)
            quotesExpiring += quotes.IsExpiring(quote, line) ? new Sum(1, quote.Net, 0) : new();
    }

    /// <summary>The last of the ages that begins no later; what came into its status after the moment that is looked at has none.</summary>
    int AgeOf(Line line)
    {
        var place = Ages.Length - 1;
        while (place >= 0 && line.StatusSince > since[place])
            place--;
        return place;
    }

    Pipeline Add(Pipeline others)
    {
        perStatus.AddUp(others.perStatus);
        perDay.AddUp(others.perDay);
        perAge.AddUp(others.perAge);
        (expectedInPeriod, overdue, withoutNextAppointment) = (expectedInPeriod + others.expectedInPeriod, overdue + others.overdue, withoutNextAppointment + others.withoutNextAppointment);
        (stale, quotesExpiring) = (stale + others.stale, quotesExpiring + others.quotesExpiring);
        (pushed, timesPushed, daysPushed) = (pushed + others.pushed, timesPushed + others.timesPushed, daysPushed + others.daysPushed);
        return this;
    }
}
