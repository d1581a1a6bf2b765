using Crm.Data;

namespace Crm.Efforts;

/// <summary>What selling has cost so far.</summary>
public sealed class EffortQueries(CrmDatabase database)
{
    const int Shown = 500;

    public sealed record Row(Guid Id, Guid EmployeeId, string Employee, DateOnly Date, decimal Hours, decimal Cost, string Description, string BookedBy, DateTime BookedAt);

    /// <param name="Rows">Latest first, at most 500.</param>
    /// <param name="Hours">Of all of them.</param>
    /// <param name="Cost">Of all of them, excluding VAT.</param>
    public sealed record Booked(IReadOnlyList<Row> Rows, decimal Hours, decimal Cost);

    public Task<Booked> OfAsync(Guid forecastId, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var efforts = db.SalesEfforts.Where(effort => effort.ForecastId == forecastId);
        var rows = await efforts.OrderByDescending(effort => effort.Date).ThenByDescending(effort => effort.Id).Take(Shown)
            .Select(effort => new Row(effort.Id, effort.EmployeeId, db.Users.Where(user => user.Id == effort.EmployeeId).Select(user => user.Name).FirstOrDefault() ?? "",
                effort.Date, effort.Hours, effort.Cost, effort.Description, effort.BookedBy, effort.BookedAt))
            .ToListAsync(cancellationToken);
        var totals = await efforts.GroupBy(_ => 1).Select(all => new { Hours = all.Sum(effort => effort.Hours), Cost = all.Sum(effort => effort.Cost) }).SingleOrDefaultAsync(cancellationToken);
        return new Booked(rows, totals?.Hours ?? 0, totals?.Cost ?? 0);
    }, cancellationToken);
}
