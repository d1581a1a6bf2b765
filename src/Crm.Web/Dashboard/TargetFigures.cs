using Crm.Targets;

namespace Crm.Dashboard;

/// <summary>An employee against the target: of the whole year, and of the part of it that has passed.</summary>
public sealed record Attainment(Guid EmployeeId, string Name, Tally Scored, Tally TargetToDate, Tally TargetYear);

/// <summary>Targets of the employees that the view looks at.</summary>
public static class TargetFigures
{
    public static async Task<IReadOnlyList<Attainment>> PerEmployeeAsync(DashboardScope scope, IReadOnlyList<Part> scored, CancellationToken cancellationToken)
    {
        var targets = (await Targets(scope).ToListAsync(cancellationToken)).ToLookup(t => t.EmployeeId);
        var names = await scope.EmployeeNamesAsync(cancellationToken);
        var employees = scored.Select(p => p.Id!.Value).Concat(targets.Select(t => t.Key)).Distinct();
        return
        [
            .. employees.Select(id => new Attainment(
                    id, names[id].Nl, scored.FirstOrDefault(p => p.Id == id)?.Tally ?? Tally.None, ToDate(targets[id], scope.To), Year(targets[id])))
                .OrderByDescending(a => a.Scored.By(scope.View.Measure)).ThenBy(a => a.Name, StringComparer.Ordinal),
        ];
    }

    public static Tally Year(IEnumerable<Target> months) => Tally.Sum(months.Select(m => new Tally(m.Number, m.Amount)));

    /// <summary>Whole months before the day, and of its own month the share of days that have passed.</summary>
    public static Tally ToDate(IEnumerable<Target> months, DateOnly day)
    {
        var passed = day.Day / (decimal)DateTime.DaysInMonth(day.Year, day.Month);
        var before = months.Where(m => m.Month <= day.Month).Select(m => (m.Amount, m.Number, Share: m.Month < day.Month ? 1 : passed)).ToList();
        return new(
            (int)Math.Round(before.Sum(m => m.Number * m.Share), MidpointRounding.AwayFromZero),
            Math.Round(before.Sum(m => m.Amount * m.Share), 2, MidpointRounding.AwayFromZero));
    }

    static IQueryable<Target> Targets(DashboardScope scope)
    {
        var targets = scope.Db.Targets.AsNoTracking().Where(t => t.Year == scope.View.Year);
        if (scope.View.EmployeeId is { } employee)
            targets = targets.Where(t => t.EmployeeId == employee);
        if (scope.View.DepartmentId is { } department)
            targets = targets.Where(t => scope.Db.Users.Any(u => u.Id == t.EmployeeId && u.DepartmentId == department));
        return targets;
    }
}
