using Crm.Data;
using Crm.Mail;

namespace Crm.Dashboard.Subscriptions;

/// <summary>
/// Asks for the mail of each subscription when its time has come. Asking and setting the next time are one transaction, so that it is asked once, however many servers look.
/// </summary>
public sealed class SubscriptionClock(CrmDatabase database, Outbox outbox, TimeProvider clock, ILogger<SubscriptionClock> logger) : BackgroundService
{
    const int AtOnce = 50;
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await AskAsync(stoppingToken) == AtOnce) { }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "The subscriptions that are due could not be asked for; it is tried again");
            }
            await Task.Delay(LookAgain, clock, stoppingToken);
        }
    }

    /// <summary>How many were due.</summary>
    public async Task<int> AskAsync(CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var due = await database.ReadAsync(db => db.Subscriptions.Where(s => s.NextAt <= now).OrderBy(s => s.NextAt).Select(s => s.Id).Take(AtOnce).ToListAsync(cancellationToken), cancellationToken);
        foreach (var id in due)
            await database.WriteAsync(db => AskAsync(db, id, now, cancellationToken), cancellationToken);
        return due.Count;
    }

    async Task AskAsync(CrmDbContext db, Guid id, DateTime now, CancellationToken cancellationToken)
    {
        await db.LockAsync<Subscription>(id, cancellationToken);
        // Another server may have been first, or it was stopped.
        if (await db.Subscriptions.AsTracking().SingleOrDefaultAsync(s => s.Id == id && s.NextAt <= now, cancellationToken) is not { } subscription)
            return;
        await outbox.AddAsync(SubscriptionMail.OutboxKind, $"subscription-{id}-{subscription.NextAt:yyyyMMddHHmm}", new SubscriptionMail.Job(id, subscription.NextAt), cancellationToken);
        subscription.NextAt = subscription.NextAfter(now);
    }
}
