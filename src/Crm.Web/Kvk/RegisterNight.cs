using Crm.Data;
using Crm.Relations;

namespace Crm.Kvk;

/// <summary>
/// At night, compares with the register the relations that are due for it: never checked, or too long ago. Each is claimed before it is
/// asked about, so several servers share the work; what a stopped server had claimed is free again after a few minutes.
/// </summary>
public sealed class RegisterNight(CrmDatabase database, IServiceProvider services, RegisterMeter meter, KvkSettings settings, TimeProvider clock, ILogger<RegisterNight> logger) : BackgroundService
{
    const int AtOnce = 20, FirstHour = 1, LastHour = 4;
    static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10), Claimed = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.CompareAfterDays <= 0)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (IsNight && await CompareSomeAsync(stoppingToken)) { }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "Comparing with the trade register failed; it is tried again");
            }
            await Task.Delay(LookAgain, clock, stoppingToken);
        }
    }

    bool IsNight => Clock.Local(clock.UtcNow()).Hour is >= FirstHour and <= LastHour;

    DateTime Since => clock.UtcNow().AddDays(-settings.CompareAfterDays);

    /// <summary>False when there is nothing left, no money left, or nobody there to ask.</summary>
    async Task<bool> CompareSomeAsync(CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(db => DueAsync(db, cancellationToken), cancellationToken);
        foreach (var relationId in due)
        {
            if (!await meter.LeavesRoomForTheNightAsync(cancellationToken))
                return false;
            if (!await ClaimAsync(relationId, cancellationToken))
                continue;
            // A client of its own each time: it knows its address only once the server listens.
            var comparison = await services.GetRequiredService<RegisterWatch>().CompareAsync(relationId, cancellationToken);
            if (comparison.Outcome is LookupOutcome.Unavailable or LookupOutcome.BudgetSpent)
                return false;
        }
        return due.Count > 0;
    }

    async Task<List<Guid>> DueAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var (since, now) = (Since, clock.UtcNow());
        var day = Clock.DayOf(since);
        var numbered = db.Relations.Where(relation => !relation.IsArchived && relation.Organisation!.KvkNumber != null);
        var never = await numbered
            .Where(relation => relation.Organisation!.SourceDate == null || relation.Organisation.SourceDate < day)
            .Where(relation => !db.RegisterChecks.Any(check => check.Id == relation.Id && (check.CheckedAt != null || check.ClaimedUntil > now)))
            .OrderBy(relation => relation.Id).Select(relation => relation.Id).Take(AtOnce).ToListAsync(cancellationToken);
        return never.Count > 0 ? never : await db.RegisterChecks
            .Where(check => check.CheckedAt < since && (check.ClaimedUntil == null || check.ClaimedUntil <= now) && numbered.Any(relation => relation.Id == check.Id))
            .OrderBy(check => check.CheckedAt).Select(check => check.Id).Take(AtOnce).ToListAsync(cancellationToken);
    }

    Task<bool> ClaimAsync(Guid relationId, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        await db.LockAsync<Relation>(relationId, cancellationToken);
        var (now, since) = (clock.UtcNow(), Since);
        var check = await db.RegisterChecks.FindAsync([relationId], cancellationToken) ?? db.RegisterChecks.Add(new() { Id = relationId }).Entity;
        if (check.ClaimedUntil > now || check.CheckedAt >= since)
            return false;
        check.ClaimedUntil = now + Claimed;
        return true;
    }, cancellationToken);
}
