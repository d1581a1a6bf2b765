using Crm.Data;
using Crm.Users;

namespace Crm.Efforts;

/// <summary>Books hours and cost of selling on a forecast, open or closed: a bill often comes after the decision.</summary>
public sealed class EffortDesk(CrmDatabase database, TimeProvider clock)
{
    public Task<Guid> BookAsync(Guid forecastId, EffortEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        entry.Faults(clock.Today()).RefuseIfAny();
        if (!await db.Forecasts.AnyAsync(forecast => forecast.Id == forecastId, cancellationToken))
            throw RefusedException.NotFound("Deze forecast bestaat niet.", "This forecast does not exist.");
        var effort = new SalesEffort
        {
            ForecastId = forecastId, EmployeeId = await EmployeeAsync(db, entry.EmployeeId ?? actor.UserId, cancellationToken), Date = entry.Date ?? clock.Today(), Description = "", BookedAt = clock.UtcNow(), BookedBy = actor.Name,
        };
        Fill(effort, entry);
        db.SalesEfforts.Add(effort);
        return effort.Id;
    }, cancellationToken);

    public Task ChangeAsync(Guid forecastId, Guid effortId, EffortEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        entry.Faults(clock.Today()).RefuseIfAny();
        var effort = await EffortAsync(db, forecastId, effortId, cancellationToken);
        effort.EmployeeId = await EmployeeAsync(db, entry.EmployeeId ?? effort.EmployeeId, cancellationToken);
        effort.Date = entry.Date ?? effort.Date;
        Fill(effort, entry);
    }, cancellationToken);

    public Task RemoveAsync(Guid forecastId, Guid effortId, CancellationToken cancellationToken = default) => database.WriteAsync(
        async db => db.SalesEfforts.Remove(await EffortAsync(db, forecastId, effortId, cancellationToken)), cancellationToken);

    static void Fill(SalesEffort effort, EffortEntry entry) => (effort.Hours, effort.Cost, effort.Description) = (entry.Hours, entry.Cost, entry.Description!.Trim());

    static async Task<Guid> EmployeeAsync(CrmDbContext db, Guid? id, CancellationToken cancellationToken) =>
        await db.Users.AnyAsync(user => user.Id == id, cancellationToken)
            ? id!.Value
            : throw RefusedException.Invalid(nameof(EffortEntry.EmployeeId), "Kies de medewerker van wie de uren of kosten zijn.", "Choose the employee whose hours or cost these are.");

    static async Task<SalesEffort> EffortAsync(CrmDbContext db, Guid forecastId, Guid effortId, CancellationToken cancellationToken) =>
        await db.SalesEfforts.SingleOrDefaultAsync(effort => effort.Id == effortId && effort.ForecastId == forecastId, cancellationToken)
        ?? throw RefusedException.NotFound("Deze uren of kosten zijn er niet meer.", "These hours or cost are no longer there.");
}
