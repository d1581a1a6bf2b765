using Crm.Data.Seed;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Data;

/// <summary>Brings the tables up to date at start, and tells whether the server can work.</summary>
public sealed class DatabaseSetup(IDbContextFactory<CrmDbContext> contexts, Seeding seeding) : IHealthCheck
{
    // Any number that no other program uses in this database.
    const long SetupLock = 0x43524D5F5345;

    volatile bool isReady;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await TakeTurnAsync(db, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await seeding.RunAsync(cancellationToken);
        isReady = true;
    }

    /// <summary>
    /// Of servers that start at once on one PostgreSQL each waits here until the one before has all tables: the provider's own lock ends with every single migration.
    /// The turn lasts as long as this connection stays open. SQLite's lock is a row that lasts.
    /// </summary>
    static async Task TakeTurnAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql() || !await db.Database.CanConnectAsync(cancellationToken))
            return;
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({SetupLock})", cancellationToken);
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!isReady)
            return HealthCheckResult.Unhealthy("Still starting.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
    }
}
