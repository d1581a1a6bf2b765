namespace Crm.Data;

/// <summary>
/// Keeps SQLite informed of how many rows its tables hold and how their values are spread, as PostgreSQL does by itself: without, it
/// reads two hundred thousand relations in place of the first fifty.
/// </summary>
/// <remarks>https://sqlite.org/pragma.html#pragma_optimize: only tables of which that has changed much are looked at, and of each only a part.</remarks>
public sealed class SqliteStatistics(CrmDatabase database, TimeProvider clock, ILogger<SqliteStatistics> logger) : BackgroundService
{
    static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Every table and not only those that this connection asked.
                await database.WriteAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA analysis_limit=1000; PRAGMA optimize=0x10002", stoppingToken), stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "The statistics of the database could not be brought up to date; it is tried again");
            }
            await Task.Delay(LookAgain, clock, stoppingToken);
        }
    }
}
