using Crm.Targets;

namespace Crm.Dashboard.Figures;

/// <summary>An employee against the target: of the whole period, and of the part of it that has passed.</summary>
/// <param name="DaysLeft">Days of the period that are still to come.</param>
public sealed record Attainment(Guid EmployeeId, string Name, Tally Scored, Tally TargetToDate, Tally Target, int DaysLeft)
{
    public Tally ToGo => new(Math.Max(0, Target.Number - Scored.Number), Math.Max(0, Target.Amount - Scored.Amount));

    /// <summary>What is to be scored in each week that is left, to reach the target still; null when no day is left.</summary>
    public Ratio RequiredPerWeek => DaysLeft <= 0 ? new(null, null) : new(PerWeek(ToGo.Number), PerWeek(ToGo.Amount));

    decimal PerWeek(decimal toGo) => Math.Round(toGo * 7 / DaysLeft, 2, MidpointRounding.AwayFromZero);
}

/// <summary>The target of one month, of everybody the view looks at.</summary>
public sealed record MonthTarget(int Month, Tally Target);

/// <summary>Targets of the employees that the view looks at.</summary>
public static class TargetFigures
{
    public static async Task<IReadOnlyList<Attainment>> PerEmployeeAsync(DashboardScope scope, IReadOnlyList<Part> scored, CancellationToken cancellationToken)
    {
        var targets = (await Targets(scope).ToListAsync(cancellationToken)).ToLookup(t => t.EmployeeId);
        var names = await scope.EmployeeNamesAsync(cancellationToken);
        var employees = scored.Select(p => p.Id!.Value).Concat(targets.Select(t => t.Key)).Distinct();
        var daysLeft = Math.Max(0, scope.Last.DayNumber - Math.Max(scope.Today.DayNumber, scope.From.DayNumber - 1));
        return
        [
            .. employees.Select(id => new Attainment(
                    id, names[id].Nl, scored.FirstOrDefault(p => p.Id == id)?.Tally ?? Tally.None, ToDate(targets[id], scope), Sum(targets[id]), daysLeft))
                .OrderByDescending(a => a.Scored.By(scope.View.Measure)).ThenBy(a => a.Name, StringComparer.Ordinal),
        ];
    }

    public static async Task<IReadOnlyList<MonthTarget>> PerMonthAsync(DashboardScope scope, CancellationToken cancellationToken) =>
        [.. (await Targets(scope).ToListAsync(cancellationToken)).GroupBy(t => t.Month).OrderBy(g => g.Key).Select(g => new MonthTarget(g.Key, Sum(g)))];

    static Tally Sum(IEnumerable<Target> months) => Tally.Sum(months.Select(m => new Tally(m.Number, m.Amount)));

    /// <summary>Whole months before the day, and of its own month the share of days that have passed.</summary>
    static Tally ToDate(IEnumerable<Target> months, DashboardScope scope)
    {
        if (scope.To < scope.From)
            return Tally.None;
        var passed = scope.To.Day / (decimal)DateTime.DaysInMonth(scope.To.Year, scope.To.Month);
        var before = months.Where(m => m.Month <= scope.To.Month).Select(m => (m.Amount, m.Number, Share: m.Month < scope.To.Month ? 1 : passed)).ToList();
        return new(
            (int)Math.Round(before.Sum(m => m.Number * m.Share), MidpointRounding.AwayFromZero),
            Math.Round(before.Sum(m => m.Amount * m.Share), 2, MidpointRounding.AwayFromZero));
    }

    static IQueryable<Target> Targets(DashboardScope scope)
    {
        var targets = scope.Db.Targets.AsNoTracking().Where(t => t.Year == scope.View.Year && t.Month >= scope.View.FirstMonth && t.Month <= scope.View.LastMonth);
        return scope.People is { } people ? targets.Where(t => people.Contains(t.EmployeeId)) : targets;
    }
}
