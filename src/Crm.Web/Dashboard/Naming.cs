namespace Crm.Dashboard;

/// <summary>Puts names to the ids that figures were grouped by.</summary>
public static class Naming
{
    static readonly LocalText Nameless = new("Niet ingevuld", "Not filled in");

    public static async Task<IReadOnlyList<Part>> NamedAsync(
        this DashboardScope scope, IEnumerable<(Guid? Id, Tally Tally)> counted, Func<CancellationToken, Task<Dictionary<Guid, LocalText>>> namesAsync, CancellationToken cancellationToken)
    {
        var names = await namesAsync(cancellationToken);
        return
        [
            .. counted.Select(c => new Part(c.Id, c.Id is { } id && names.TryGetValue(id, out var name) ? name : Nameless, c.Tally))
                .OrderByDescending(part => part.Tally.By(scope.View.Measure)).ThenBy(part => part.Name.Nl, StringComparer.Ordinal),
        ];
    }

    public static Task<Dictionary<Guid, LocalText>> EmployeeNamesAsync(this DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.Users.Select(u => new { u.Id, u.Name }).ToDictionaryAsync(u => u.Id, u => new LocalText(u.Name, u.Name), cancellationToken);

    public static Task<Dictionary<Guid, LocalText>> OptionNamesAsync(this DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.ForecastOptions.AsNoTracking().ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);

    public static Task<Dictionary<Guid, LocalText>> StatusNamesAsync(this DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.ForecastStatuses.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name, cancellationToken);

    public static Task<Dictionary<Guid, LocalText>> FormNamesAsync(this DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.ContactForms.AsNoTracking().ToDictionaryAsync(f => f.Id, f => f.Name, cancellationToken);
}
