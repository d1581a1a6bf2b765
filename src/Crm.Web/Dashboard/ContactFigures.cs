namespace Crm.Dashboard;

/// <summary>Contact in one month.</summary>
public sealed record MonthHeld(int Month, int Number);

/// <summary>How much contact there was, how, and by whom.</summary>
public sealed record ContactSummary(
    int Held, int HeldEarlier, int Planned, IReadOnlyList<Part> PerForm, IReadOnlyList<Part> PerEmployee, IReadOnlyList<MonthHeld> PerMonth, IReadOnlyList<MonthHeld> PerMonthEarlier,
    Tally WithoutNextAppointment, decimal? PerOpenForecast);

/// <summary>Figures of contact moments that took place.</summary>
public static class ContactFigures
{
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
        var aboutOpen = await scope.Open.SelectMany(f => scope.Db.ContactMoments.Where(m => m.ForecastId == f.Id && !m.IsPlanned)).CountAsync(cancellationToken);
        return new(
            await held.CountAsync(cancellationToken),
            await HeldAsync(scope, 1, cancellationToken),
            await scope.ContactMoments.CountAsync(m => m.IsPlanned && m.At >= scope.Now, cancellationToken),
            await scope.NamedAsync(perForm.Select(r => ((Guid?)r.Key, new Tally(r.Number, r.Number))), scope.FormNamesAsync, cancellationToken),
            await scope.NamedAsync(perEmployee.Select(r => ((Guid?)r.Key, new Tally(r.Number, r.Number))), scope.EmployeeNamesAsync, cancellationToken),
            await PerMonthAsync(scope, 0, cancellationToken),
            await PerMonthAsync(scope, 1, cancellationToken),
            (await Pipeline.AttentionAsync(scope, cancellationToken)).WithoutNextAppointment,
            open == 0 ? null : Math.Round((decimal)aboutOpen / open, 1, MidpointRounding.AwayFromZero));
    }

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
