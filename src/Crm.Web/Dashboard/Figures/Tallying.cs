using System.Runtime.InteropServices;
using Crm.Dashboard.Bookkeeping;

namespace Crm.Dashboard.Figures;

/// <summary>Adds up, and puts names to what it was divided by.</summary>
public static class Tallying
{
    static readonly LocalText Nameless = new("Niet ingevuld", "Not filled in");

    public static decimal Euros(this long cents) => cents / 100m;

    public static void AddUp(this Dictionary<int, Sum> sums, int key, Sum one) => CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _) += one;

    public static Dictionary<int, Sum> AddUp(this Dictionary<int, Sum> sums, Dictionary<int, Sum> others)
    {
        foreach (var (key, sum) in others)
            sums.AddUp(key, sum);
        return sums;
    }

    public static void AddUp(this Sum[] sums, Sum[] others)
    {
        for (var key = 0; key < sums.Length; key++)
            sums[key] += others[key];
    }

    public static Task<IReadOnlyList<Part>> NamedAsync(
        this DashboardScope scope, Dictionary<int, Sum> perCode, Func<CancellationToken, Task<Dictionary<Guid, LocalText>>> namesAsync, CancellationToken cancellationToken) =>
        scope.NamedAsync(perCode.Select(part => (part.Key, part.Value.Tally)), namesAsync, cancellationToken);

    public static Task<IReadOnlyList<Part>> NamedAsync(
        this DashboardScope scope, Sum[] perCode, Func<CancellationToken, Task<Dictionary<Guid, LocalText>>> namesAsync, CancellationToken cancellationToken) =>
        scope.NamedAsync(perCode.Index().Where(part => part.Item.Number > 0).Select(part => (part.Index, part.Item.Tally)), namesAsync, cancellationToken);

    public static async Task<IReadOnlyList<Part>> NamedAsync(
        this DashboardScope scope, IEnumerable<(int Code, Tally Tally)> counted, Func<CancellationToken, Task<Dictionary<Guid, LocalText>>> namesAsync, CancellationToken cancellationToken)
    {
        var names = await namesAsync(cancellationToken);
        return
        [
            .. counted.Select(c => (Id: scope.Codes[c.Code], c.Tally)).Select(c => new Part(c.Id, NameOf(names, c.Id), c.Tally))
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
