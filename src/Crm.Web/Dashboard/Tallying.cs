using System.Linq.Expressions;
using Crm.Forecasts;

namespace Crm.Dashboard;

/// <summary>Adds up in the database, and puts names to what it was divided by.</summary>
public static class Tallying
{
    static readonly LocalText Nameless = new("Niet ingevuld", "Not filled in");

    /// <summary>A scored forecast counts for what was ordered, any other for what is expected.</summary>
    public static async Task<Tally> TallyAsync(this IQueryable<Standing> forecasts, CancellationToken cancellationToken)
    {
        var sum = await forecasts.GroupBy(_ => 1)
            .Select(g => new { Number = g.Count(), Amount = g.Sum(f => f.Result == ForecastResult.Scored ? f.OrderAmount!.Value : f.ExpectedAmount) }).SingleOrDefaultAsync(cancellationToken);
        return sum is null ? Tally.None : new(sum.Number, sum.Amount);
    }

    public static async Task<IReadOnlyList<Part>> PartsAsync(
        this IQueryable<Standing> forecasts, DashboardScope scope, Expression<Func<Standing, Guid?>> by, Func<CancellationToken, Task<Dictionary<Guid, LocalText>>> namesAsync,
        CancellationToken cancellationToken)
    {
        var rows = await forecasts.GroupBy(by)
            .Select(g => new { g.Key, Number = g.Count(), Amount = g.Sum(f => f.Result == ForecastResult.Scored ? f.OrderAmount!.Value : f.ExpectedAmount) }).ToListAsync(cancellationToken);
        return await scope.NamedAsync(rows.Select(r => (r.Key, new Tally(r.Number, r.Amount))), namesAsync, cancellationToken);
    }

    public static async Task<IReadOnlyList<Part>> NamedAsync(
        this DashboardScope scope, IEnumerable<(Guid? Id, Tally Tally)> counted, Func<CancellationToken, Task<Dictionary<Guid, LocalText>>> namesAsync, CancellationToken cancellationToken)
    {
        var names = await namesAsync(cancellationToken);
        return
        [
            .. counted.Select(c => new Part(c.Id, NameOf(names, c.Id), c.Tally))
                .OrderByDescending(part => part.Tally.By(scope.View.Measure)).ThenBy(part => part.Name.Nl, StringComparer.Ordinal),
        ];
    }

    public static LocalText NameOf(Dictionary<Guid, LocalText> names, Guid? id) => id is { } one && names.TryGetValue(one, out var name) ? name : Nameless;

    public static Task<Dictionary<Guid, LocalText>> EmployeeNamesAsync(this DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.Users.Select(u => new { u.Id, u.Name }).ToDictionaryAsync(u => u.Id, u => new LocalText(u.Name, u.Name), cancellationToken);

    public static Task<Dictionary<Guid, LocalText>> DepartmentNamesAsync(this DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.Departments.Select(d => new { d.Id, d.Name }).ToDictionaryAsync(d => d.Id, d => new LocalText(d.Name, d.Name), cancellationToken);

    public static Task<Dictionary<Guid, LocalText>> CampaignNamesAsync(this DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.Campaigns.Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => new LocalText(c.Name, c.Name), cancellationToken);

    public static Task<Dictionary<Guid, LocalText>> OptionNamesAsync(this DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.ForecastOptions.AsNoTracking().ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);

    public static Task<Dictionary<Guid, LocalText>> StatusNamesAsync(this DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.ForecastStatuses.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name, cancellationToken);

    public static Task<Dictionary<Guid, LocalText>> FormNamesAsync(this DashboardScope scope, CancellationToken cancellationToken) =>
        scope.Db.ContactForms.AsNoTracking().ToDictionaryAsync(f => f.Id, f => f.Name, cancellationToken);
}
