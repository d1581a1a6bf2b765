using Crm.Data;

namespace Crm.Forecasts;

/// <summary>Finds the rows that the verbs need, or says clearly what is missing.</summary>
public static class ForecastLookups
{
    /// <summary>For changing: whoever comes second waits, and then sees what the first did.</summary>
    public static async Task<Forecast> ForecastToChangeAsync(this CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync<Forecast>(id, cancellationToken);
        return await db.Forecasts.SingleOrDefaultAsync(forecast => forecast.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze forecast bestaat niet.", "This forecast does not exist.");
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
