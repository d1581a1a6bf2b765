using System.Linq.Expressions;
using Crm.Forecasts;

namespace Crm.Dashboard;

/// <summary>One line of a cross-section: what was closed in the period, what is open, and how much contact there was.</summary>
public sealed record SectionRow(Guid? Id, LocalText Name, WinRate Closed, Tally Open, decimal Weighted, int Contacts);

/// <summary>The same figures for each group, department, employee, campaign or source.</summary>
public static class Sections
{
    /// <summary>A department is that of the one responsible: those lines are put together from employees.</summary>
    public static Expression<Func<Standing, Guid?>> Key(Section section) => section switch
    {
        Section.Group => f => f.GroupId,
        Section.Campaign => f => f.CampaignId,
        Section.Source => f => f.SourceId,
        _ => f => f.ResponsibleId,
    };

    public static async Task<IReadOnlyList<SectionRow>> RowsAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var key = Key(scope.View.Section);
        scope = scope.View.Section == Section.Employee ? scope.PerEmployee : scope;
        var closed = await scope.Closed(scope.From, scope.To).GroupBy(key).Select(g => new
        {
            g.Key,
            Scored = g.Count(f => f.Result == ForecastResult.Scored),
            Ordered = g.Sum(f => f.Result == ForecastResult.Scored ? f.OrderAmount!.Value : 0),
            NotScored = g.Count(f => f.Result == ForecastResult.NotScored),
            Lost = g.Sum(f => f.Result == ForecastResult.NotScored ? f.ExpectedAmount : 0),
        }).ToListAsync(cancellationToken);
        var open = await scope.Open.GroupBy(key)
            .Select(g => new { g.Key, Number = g.Count(), Amount = g.Sum(f => f.ExpectedAmount), Weighted = g.Sum(f => f.WeightedAmount) }).ToListAsync(cancellationToken);
        var contacts = await ContactsAsync(scope, cancellationToken);
        var parts = closed.Select(c => new SectionRow(c.Key, new("", ""), new(new(c.Scored, c.Ordered), new(c.NotScored, c.Lost)), Tally.None, 0, 0))
            .Concat(open.Select(o => new SectionRow(o.Key, new("", ""), new(Tally.None, Tally.None), new(o.Number, o.Amount), o.Weighted, 0)))
            .Concat(contacts.Select(c => new SectionRow(c.Key, new("", ""), new(Tally.None, Tally.None), Tally.None, 0, c.Value)));
        return await NamedAsync(scope, parts, cancellationToken);
    }

    /// <summary>By employee: who had it. By anything else: of the forecast that it was about.</summary>
    static async Task<List<(Guid? Key, int Value)>> ContactsAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var held = scope.Held(scope.From, scope.To);
        var keys = scope.View.Section is Section.Employee or Section.Department
            ? held.Select(m => (Guid?)m.EmployeeId)
            : held.Where(m => m.ForecastId != null).Join(Standing.Now(scope.Db), m => m.ForecastId, f => f.Id, (m, f) => f).Select(Key(scope.View.Section));
        return (await keys.GroupBy(id => id).Select(g => new { g.Key, Number = g.Count() }).ToListAsync(cancellationToken)).ConvertAll(r => (r.Key, r.Number));
    }

    static async Task<IReadOnlyList<SectionRow>> NamedAsync(DashboardScope scope, IEnumerable<SectionRow> parts, CancellationToken cancellationToken)
    {
        var departments = scope.View.Section == Section.Department
            ? await scope.Db.Users.Select(u => new { u.Id, u.DepartmentId }).ToDictionaryAsync(u => u.Id, u => u.DepartmentId, cancellationToken) : [];
        var names = await NamesAsync(scope, cancellationToken);
        return
        [
            .. parts.GroupBy(p => scope.View.Section == Section.Department && p.Id is { } employee ? departments.GetValueOrDefault(employee) : p.Id)
                .Select(g => new SectionRow(
                    g.Key, Tallying.NameOf(names, g.Key), new(Tally.Sum(g.Select(p => p.Closed.Scored)), Tally.Sum(g.Select(p => p.Closed.NotScored))),
                    Tally.Sum(g.Select(p => p.Open)), g.Sum(p => p.Weighted), g.Sum(p => p.Contacts)))
                .OrderByDescending(row => row.Closed.Scored.By(scope.View.Measure)).ThenByDescending(row => row.Open.By(scope.View.Measure)).ThenBy(row => row.Name.Nl, StringComparer.Ordinal),
        ];
    }

    static Task<Dictionary<Guid, LocalText>> NamesAsync(DashboardScope scope, CancellationToken cancellationToken) => scope.View.Section switch
    {
        Section.Department => scope.DepartmentNamesAsync(cancellationToken),
        Section.Employee => scope.EmployeeNamesAsync(cancellationToken),
        Section.Campaign => scope.CampaignNamesAsync(cancellationToken),
        _ => scope.OptionNamesAsync(cancellationToken),
    };
}
