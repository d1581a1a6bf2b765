using Crm.Dashboard;
using Crm.Dashboard.Bookkeeping;
using Crm.Data.Load;
using Crm.Data.Seed;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Search;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Data;

/// <summary>Brings the tables up to date at start, and tells whether the server can work.</summary>
public sealed class DatabaseSetup(IDbContextFactory<CrmDbContext> contexts, SqliteOwner owner, Seeding seeding) : IHealthCheck
{
    // Any number that no other program uses in this database.
    const long SetupLock = 0x43524D5F5345;

    volatile bool isReady;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!db.Database.IsNpgsql())
            owner.Take();
        var hasTurn = await TakeTurnAsync(db, cancellationToken);
        // A load that was stopped had taken indexes away.
        if (await db.Database.CanConnectAsync(cancellationToken))
            await IndexesAside.PutBackAsync(db, _ => { }, cancellationToken);
        await MigrateAsync(db, cancellationToken);
        await FigureTriggers.EnsureAsync(db, cancellationToken);
        await WorkOutStatesAsync(db, cancellationToken);
        await QuoteDiscounts.WorkOutAsync(db, cancellationToken);
        await MissingWords.WorkOutAsync(db, cancellationToken);
        await seeding.RunAsync(cancellationToken);
        // Closing would not do: the pool keeps the connection, and with it the lock, until it is used again.
        if (hasTurn)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({SetupLock})", cancellationToken);
        isReady = true;
    }

    /// <summary>Asks first whether there is anything to do: comparing the tables with the classes, as migrating does each time, takes a start half a second.</summary>
    static async Task MigrateAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return;
        // Left by a server that died while it migrated; the file is ours, so it is nobody's. It would keep every later start waiting.
        if (!db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>For a database from before past figures were kept: all of them or, when the start is cut off, none, and the next start does it again.</summary>
    static async Task WorkOutStatesAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        if (await db.ForecastStates.AnyAsync(cancellationToken))
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await ForecastStates.WorkOutAsync(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Of servers that start at once on one PostgreSQL each waits here until the one before has all tables: the provider's own lock ends with every single migration.
    /// A server that dies gives its turn up with its connection. SQLite's lock is a row that lasts.
    /// </summary>
    /// <returns>False when there is no turn to take: on SQLite, and on a database that is still to be made.</returns>
    static async Task<bool> TakeTurnAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql() || !await db.Database.CanConnectAsync(cancellationToken))
            return false;
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({SetupLock})", cancellationToken);
        return true;
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!isReady)
            return HealthCheckResult.Unhealthy("Still starting.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
    }
}
