using Crm.Dashboard.Bookkeeping;
using Crm.Forecasts;

namespace Crm.Dashboard;

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

/// <summary>Figures of open forecasts.</summary>
public static class Pipeline
{
    static readonly (int From, int? To)[] Ages = [(0, 14), (15, 30), (31, 60), (61, 90), (91, null)];

    public static async Task<IReadOnlyList<StatusOpen>> PerStatusAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var sums = scope.Open.SumsBy(line => line.Status);
        return [.. (await StatusesAsync(scope, cancellationToken)).Select(status => (Status: status, Open: sums.GetValueOrDefault(scope.Codes.Find(status.Id)))).Where(part => !part.Status.IsArchived || part.Open.Number > 0)
            .Select(part => new StatusOpen(part.Status.Id, part.Status.Name, part.Status.Color, part.Status.Chance, part.Open.Tally, part.Open.Weighted))];
    }

    public static IReadOnlyList<MonthExpected> PerExpectedMonth(DashboardScope scope) =>
    [
        // Per day first, as what was closed is.
        .. scope.Open.SumsBy(line => line.ExpectedDate.DayNumber).Select(day => (On: DateOnly.FromDayNumber(day.Key), Sum: day.Value))
            .GroupBy(day => (day.On.Year, day.On.Month), day => day.Sum).OrderBy(month => month.Key)
            .Select(month => (month.Key, Sum: month.Aggregate((sum, day) => sum + day)))
            .Select(month => new MonthExpected(month.Key.Year, month.Key.Month, month.Sum.Tally, month.Sum.Weighted)),
    ];

    public static async Task<Attention> AttentionAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var quotes = await scope.QuotesExpiring.Select(quote => new { quote.ForecastId, quote.NetAmount }).ToListAsync(cancellationToken);
        var open = scope.OpenAmong(quotes.Select(quote => quote.ForecastId));
        quotes.RemoveAll(quote => !open.Contains(quote.ForecastId));
        return new(
            scope.Overdue.Tally(), scope.WithoutNextAppointment.Tally(), scope.Stale(await StatusesAsync(scope, cancellationToken)).Tally(),
            new(quotes.Count, quotes.Sum(quote => quote.NetAmount)));
    }

    /// <summary>How long open forecasts have stood in their status.</summary>
    public static IReadOnlyList<Age> PerAge(DashboardScope scope)
    {
        var sums = scope.Open.SumsBy(line => AgeOf(scope.Now - line.StatusSince));
        return [.. Ages.Select((age, place) => new Age(age.From, age.To, sums.GetValueOrDefault(place).Tally))];
    }

    /// <summary>The last of the ages that begins no later; what came into its status after the moment that is looked at has none.</summary>
    static int AgeOf(TimeSpan since)
    {
        var place = Ages.Length - 1;
        while (place >= 0 && since < TimeSpan.FromDays(Ages[place].From))
            place--;
        return place;
    }

    /// <summary>Whole days before the moment that is looked at.</summary>
    public static IEnumerable<Line> InStatus(DashboardScope scope, IEnumerable<Line> open, int fromDays, int? toDays)
    {
        var (since, until) = (scope.Now.AddDays(-fromDays), toDays is { } most ? scope.Now.AddDays(-most - 1) : DateTime.MinValue);
        return open.Where(line => line.StatusSince <= since && line.StatusSince > until);
    }

    public static Pushes PushesOf(DashboardScope scope)
    {
        var (times, days) = (scope.Pushed.SumsBy(line => line.TimesPushed), scope.Pushed.SumsBy(line => line.DaysPushed));
        return new(times.Values.Aggregate(new Sum(), (all, sum) => all + sum).Tally, times.Sum(one => one.Key * one.Value.Number), days.Sum(one => one.Key * one.Value.Number));
    }

    public static Task<List<ForecastStatus>> StatusesAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.ForecastStatuses.AsNoTracking().OrderBy(s => s.Order).ToListAsync(cancellationToken);
}
