using Crm.Dashboard.Bookkeeping;

namespace Crm.Dashboard.Figures;

/// <summary>One line of a cross-section: what was closed in the period, what is open, what became of quotes, and how much contact there was.</summary>
public sealed record SectionRow(Guid? Id, LocalText Name, WinRate Closed, Tally Open, decimal Weighted, Acceptance Quotes, int Contacts);

/// <summary>The same figures for each group, department, employee, campaign or source.</summary>
public static class Sections
{
    /// <summary>A department is that of the one responsible: those lines are put together from employees.</summary>
    static Func<Line, int> Key(Section section) => section switch
    {
        Section.Group => line => line.Group,
        Section.Campaign => line => line.Campaign,
        Section.Source => line => line.Source,
        _ => line => line.Responsible,
    };

    public static async Task<IReadOnlyList<SectionRow>> RowsAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var key = Key(scope.View.Section);
        scope = scope.View.Section == Section.Employee ? scope.PerEmployee : scope;
        var closed = scope.Closed(scope.From, scope.To).OutcomesBy(key, scope.CodeCount);
        var (open, quotes, contacts) = (scope.Open.SumsBy(key), QuoteFigures.AnsweredBy(scope, key), Contacts(scope, key));
        var parts = closed.Codes.Union(open.Keys).Union(quotes.Codes).Union(contacts.Keys).Select(code => new SectionRow(
            scope.Codes[code], new("", ""), closed[code], open.GetValueOrDefault(code).Tally, open.GetValueOrDefault(code).Weighted, new(quotes[code].Scored, quotes[code].NotScored), contacts.GetValueOrDefault(code)));
        return await NamedAsync(scope, parts, cancellationToken);
    }

    /// <summary>Whether a line belongs to one part of a cross-section; an empty id asks for what has none, nothing for all of it.</summary>
    public static async Task<Func<Line, bool>> KeepsAsync(DashboardScope scope, Section? section, Guid? id, CancellationToken cancellationToken)
    {
        if (id is not { } one)
            return _ => true;
        var part = one == Guid.Empty ? (Guid?)null : one;
        if (section == Section.Department)
        {
            var people = await scope.Db.Users.Where(u => u.DepartmentId == part).Select(u => u.Id).ToListAsync(cancellationToken);
            var codes = people.Select(person => scope.Codes.Find(person)).ToHashSet();
            return line => codes.Contains(line.Responsible);
        }
        var (key, code) = (Key(section ?? Section.Group), scope.Codes.Find(part));
        return line => key(line) == code;
    }

    /// <summary>By employee: who had it. By anything else: of the forecast that it was about.</summary>
    static Dictionary<int, int> Contacts(DashboardScope scope, Func<Line, int> key) => scope.View.Section is Section.Employee or Section.Department
        ? ContactFigures.Held(scope, 0, (_, contact) => contact.Employee)
        : ContactFigures.Held(scope, 0, (entry, _) => entry.Now is { } now ? key(now) : ContactFigures.Nothing);

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
                    Tally.Sum(g.Select(p => p.Open)), g.Sum(p => p.Weighted), new(Tally.Sum(g.Select(p => p.Quotes.Signed)), Tally.Sum(g.Select(p => p.Quotes.NotSigned))), g.Sum(p => p.Contacts)))
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
