using Crm.Data;

namespace Crm.Forecasts;

/// <summary>Finds the rows that the verbs need, or says clearly what is missing.</summary>
public static class ForecastLookups
{
    /// <summary>The number that PostgreSQL knows the lock by.</summary>
    const long StatusesLock = 0x5354_4154_5553;

    /// <summary>For changing: whoever comes second waits, and then sees what the first did.</summary>
    public static async Task<Forecast> ForecastToChangeAsync(this CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.HoldStatusesAsync(cancellationToken);
        await db.LockAsync<Forecast>(id, cancellationToken);
        return await db.Forecasts.SingleOrDefaultAsync(forecast => forecast.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze forecast bestaat niet.", "This forecast does not exist.");
    }

    /// <summary>
    /// Until the transaction ends no status gets another chance; else a forecast could move into it with the old one, unseen by whoever
    /// changes it. Forecasts do not wait for each other by this. SQLite has one writer at a time already.
    /// </summary>
    public static Task HoldStatusesAsync(this CrmDbContext db, CancellationToken cancellationToken) =>
        db.LockStatusesAsync("SELECT pg_advisory_xact_lock_shared({0})", cancellationToken);

    /// <summary>Waits for every forecast that is being changed, and keeps others from it until the transaction ends.</summary>
    public static Task HoldForecastsOffAsync(this CrmDbContext db, CancellationToken cancellationToken) =>
        db.LockStatusesAsync("SELECT pg_advisory_xact_lock({0})", cancellationToken);

    static async Task LockStatusesAsync(this CrmDbContext db, string take, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlRawAsync(take, [StatusesLock], cancellationToken);
    }

    /// <param name="keyOrId">"quote", or the id of the status.</param>
    public static async Task<ForecastStatus> StatusAsync(this CrmDbContext db, string keyOrId, CancellationToken cancellationToken)
    {
        var id = Guid.TryParse(keyOrId, out var parsed) ? parsed : Guid.Empty;
        return await db.ForecastStatuses.SingleOrDefaultAsync(status => status.Id == id || status.Key == keyOrId, cancellationToken)
            ?? throw RefusedException.Invalid("Status", $"Er is geen forecaststatus “{keyOrId}”.", $"There is no forecast status “{keyOrId}”.");
    }

    public static async Task<ForecastStatus> StatusOfAsync(this CrmDbContext db, Forecast forecast, CancellationToken cancellationToken) =>
        await db.ForecastStatuses.SingleAsync(status => status.Id == forecast.StatusId, cancellationToken);

    public static async Task<ForecastStatus> FirstStatusAsync(this CrmDbContext db, CancellationToken cancellationToken) =>
        await db.ForecastStatuses.Where(status => !status.IsArchived).OrderBy(status => status.Order).FirstAsync(cancellationToken);

    /// <summary>True for nothing chosen as well.</summary>
    public static async Task<bool> HasOptionAsync(this CrmDbContext db, ForecastOptionKind kind, Guid? id, CancellationToken cancellationToken) =>
        id is null || await db.ForecastOptions.AnyAsync(option => option.Id == id && option.Kind == kind && !option.IsArchived, cancellationToken);

    public static async Task<ForecastOption> OptionAsync(this CrmDbContext db, ForecastOptionKind kind, Guid id, Fault missing, CancellationToken cancellationToken) =>
        await db.ForecastOptions.SingleOrDefaultAsync(option => option.Id == id && option.Kind == kind, cancellationToken)
            ?? throw new RefusedException(Refusal.Invalid, missing);
}
