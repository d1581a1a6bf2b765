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

    static async Task<IReadOnlyList<Silence>> SilencesAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        List<Silence> silences = [];
        var (before, from) = (Tally.None, 0);
        foreach (var days in Days)
        {
            var upTo = await SpokenSince(scope, scope.Now.AddDays(-days)).TallyAsync(cancellationToken);
            silences.Add(new(from, days, upTo - before));
            (before, from) = (upTo, days + 1);
        }
        var ever = await SpokenSince(scope, DateTime.UnixEpoch).TallyAsync(cancellationToken);
        silences.Add(new(from, null, ever - before));
        silences.Add(new(null, null, await scope.Open.TallyAsync(cancellationToken) - ever));
        return silences;
    }

    static IQueryable<Standing> SpokenSince(DashboardScope scope, DateTime since) =>
        scope.Open.Where(f => scope.Db.ContactMoments.Any(m => m.ForecastId == f.Id && !m.IsPlanned && m.At >= since && m.At < scope.Now));

    static async Task<IReadOnlyList<MonthHeld>> PerMonthAsync(DashboardScope scope, int yearsEarlier, CancellationToken cancellationToken)
    {
        var (from, to) = scope.Earlier(yearsEarlier);
        // Months as they are in the Netherlands; the database knows only UTC, so each month is counted between its own instants.
        List<MonthHeld> months = [];
        for (var month = from; month <= to; month = month.AddMonths(1))
        {
            var last = month.AddMonths(1).AddDays(-1);
            months.Add(new(month.Month, await scope.Held(month, last < to ? last : to).CountAsync(cancellationToken)));
        }
        return months;
    }
}
