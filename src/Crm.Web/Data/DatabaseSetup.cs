using Crm.Data.Seed;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Data;

/// <summary>Brings the tables up to date at start, and tells whether the server can work.</summary>
public sealed class DatabaseSetup(IDbContextFactory<CrmDbContext> contexts, Seeding seeding) : IHealthCheck
{
    volatile bool isReady;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await seeding.RunAsync(cancellationToken);
        isReady = true;
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!isReady)
            return HealthCheckResult.Unhealthy("Still starting.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
    }
}
