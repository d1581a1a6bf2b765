using System.Linq.Expressions;
using Crm.ContactMoments;
using Crm.Forecasts;

namespace Crm.Dashboard;

/// <summary>Contact in one month.</summary>
public sealed record MonthHeld(int Month, int Number);

/// <summary>Open forecasts by how long ago somebody last had contact about them.</summary>
/// <param name="ToDays">Null with a start: longer ago than that. Null with a start of null: never.</param>
public sealed record Silence(int? FromDays, int? ToDays, Tally Tally);

/// <summary>How much contact there was, how, and by whom.</summary>
public sealed record ContactSummary(
    int Held, int HeldEarlier, int Planned, IReadOnlyList<Part> PerForm, IReadOnlyList<Part> PerEmployee, IReadOnlyList<MonthHeld> PerMonth, IReadOnlyList<MonthHeld> PerMonthEarlier,
    Tally WithoutNextAppointment, decimal? PerOpenForecast, IReadOnlyList<Silence> Silences, WinRate WithNextStep, WinRate WithoutNextStep);

/// <summary>Figures of contact moments that took place.</summary>
public static class ContactFigures
{
    static readonly int[] Days = [7, 14, 30, 60];

    public static Task<int> HeldAsync(DashboardScope scope, int yearsEarlier, CancellationToken cancellationToken)
    {
        var (from, to) = scope.Earlier(yearsEarlier);
        return scope.Held(from, to).CountAsync(cancellationToken);
    }

    public static async Task<ContactSummary> SummaryAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var held = scope.Held(scope.From, scope.To);
        var perForm = await held.GroupBy(m => m.FormId).Select(g => new { g.Key, Number = g.Count() }).ToListAsync(cancellationToken);
        var perEmployee = await held.GroupBy(m => m.EmployeeId).Select(g => new { g.Key, Number = g.Count() }).ToListAsync(cancellationToken);
        var open = await scope.Open.CountAsync(cancellationToken);
        var aboutOpen = await scope.Open.SelectMany(f => scope.Db.ContactMoments.Where(m => m.ForecastId == f.Id && !m.IsPlanned && m.At < scope.Now)).CountAsync(cancellationToken);
        return new(
            perForm.Sum(form => form.Number),
            await HeldAsync(scope, 1, cancellationToken),
            await PlannedAsync(scope, cancellationToken),
            await scope.NamedAsync(perForm.Select(r => ((Guid?)r.Key, new Tally(r.Number, r.Number))), scope.FormNamesAsync, cancellationToken),
            await scope.NamedAsync(perEmployee.Select(r => ((Guid?)r.Key, new Tally(r.Number, r.Number))), scope.EmployeeNamesAsync, cancellationToken),
            await PerMonthAsync(scope, 0, cancellationToken),
            await PerMonthAsync(scope, 1, cancellationToken),
            await scope.WithoutNextAppointment.TallyAsync(cancellationToken),
            open == 0 ? null : Math.Round((decimal)aboutOpen / open, 1, MidpointRounding.AwayFromZero),
            await SilencesAsync(scope, cancellationToken),
            await WinRateAsync(WithNextStep(scope), cancellationToken),
            await WinRateAsync(WithoutNextStep(scope), cancellationToken));
    }

    /// <summary>Closed in the period, and somebody had planned the next contact ahead of it.</summary>
    public static IQueryable<Standing> WithNextStep(DashboardScope scope) =>
        scope.Closed(scope.From, scope.To).Where(f => scope.Db.ContactMoments.Any(m => m.ForecastId == f.Id && m.At > m.CreatedAt));

    public static IQueryable<Standing> WithoutNextStep(DashboardScope scope) =>
        scope.Closed(scope.From, scope.To).Where(f => !scope.Db.ContactMoments.Any(m => m.ForecastId == f.Id && m.At > m.CreatedAt));

    static Task<int> PlannedAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        scope.ContactMoments.CountAsync(m => scope.Planned.Any(p => p.Id == m.Id), cancellationToken);

    static async Task<WinRate> WinRateAsync(IQueryable<Standing> closed, CancellationToken cancellationToken) => new(
        await closed.Where(f => f.Result == ForecastResult.Scored).TallyAsync(cancellationToken),
        await closed.Where(f => f.Result == ForecastResult.NotScored).TallyAsync(cancellationToken));

    /// <summary>By the last time that somebody spoke about each. Taking them all first lets the database look that up once per forecast, and not for every limit.</summary>
    static async Task<IReadOnlyList<Silence>> SilencesAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var since = Days.Select(days => scope.Now.AddDays(-days)).ToList();
        var (first, second, third, fourth) = (since[0], since[1], since[2], since[3]);
        var tallies = await scope.Open
            .Select(f => new { f.Id, f.ExpectedAmount, Last = scope.Db.ContactMoments.Where(m => m.ForecastId == f.Id && !m.IsPlanned && m.At < scope.Now).Max(m => (DateTime?)m.At) })
            .OrderBy(f => f.Id).Take(int.MaxValue)
            .GroupBy(f => f.Last == null ? 5 : f.Last >= first ? 0 : f.Last >= second ? 1 : f.Last >= third ? 2 : f.Last >= fourth ? 3 : 4)
            .Select(g => new { g.Key, Number = g.Count(), Amount = g.Sum(f => f.ExpectedAmount) })
            .ToDictionaryAsync(g => g.Key, g => new Tally(g.Number, g.Amount), cancellationToken);
        return
        [
            .. Days.Select((days, index) => new Silence(index == 0 ? 0 : Days[index - 1] + 1, days, tallies.GetValueOrDefault(index, Tally.None))),
            new(Days[^1] + 1, null, tallies.GetValueOrDefault(4, Tally.None)),
            new(null, null, tallies.GetValueOrDefault(5, Tally.None)),
        ];
    }

    static async Task<IReadOnlyList<MonthHeld>> PerMonthAsync(DashboardScope scope, int yearsEarlier, CancellationToken cancellationToken)
    {
        var (from, to) = scope.Earlier(yearsEarlier);
        List<DateOnly> months = [];
        for (var month = from; month <= to; month = month.AddMonths(1))
            months.Add(month);
        var held = await scope.Held(from, to).GroupBy(MonthOf(months)).Select(g => new { g.Key, Number = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Number, cancellationToken);
        return [.. months.Select((month, index) => new MonthHeld(month.Month, held.GetValueOrDefault(index)))];
    }

    /// <summary>Which of these a moment falls in. Months are those of the Netherlands; the database knows only UTC, so it is told where each ends.</summary>
    static Expression<Func<ContactMoment, int>> MonthOf(List<DateOnly> months)
    {
        var moment = Expression.Parameter(typeof(ContactMoment), "moment");
        var at = Expression.Property(moment, nameof(ContactMoment.At));
        Expression index = Expression.Constant(months.Count - 1);
        for (var month = months.Count - 2; month >= 0; month--)
            index = Expression.Condition(Expression.LessThan(at, Expression.Constant(Clock.Utc(months[month + 1], TimeOnly.MinValue))), Expression.Constant(month), index);
        return Expression.Lambda<Func<ContactMoment, int>>(index, moment);
    }
}
