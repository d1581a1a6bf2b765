using Crm.Data;

namespace Crm.Mail;

/// <summary>Delivers what committed transactions asked for: one line of work per kind, so that a slow PDF holds up no mail.</summary>
public sealed class OutboxWorker(
    IDbContextFactory<CrmDbContext> contexts, IEnumerable<IOutboxDeliverer> deliverers, ChangeFeed feed, TimeProvider clock, ILogger<OutboxWorker> logger)
    : BackgroundService
{
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(deliverers.Select(deliverer => WorkAsync(deliverer, stoppingToken)));

    async Task WorkAsync(IOutboxDeliverer deliverer, CancellationToken stoppingToken)
    {
        var wake = new WakeUp(clock);
        using var listening = feed.Listen([ChangeFeed.Topic<OutboxMessage>()], wake.Ring);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DeliverNextAsync(deliverer, stoppingToken)) { }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "The outbox could not be read or written; it is tried again");
            }
            await wake.SleepAsync(LookAgain, stoppingToken);
        }
    }

    /// <summary>
    /// The row stays locked on PostgreSQL while it is delivered, so no other server takes it, and a server that dies lets go of it at once.
    /// SQLite has one server, and a lock there would hold up every write.
    /// </summary>
    async Task<bool> DeliverNextAsync(IOutboxDeliverer deliverer, CancellationToken stoppingToken)
    {
        await using var db = await contexts.CreateDbContextAsync(stoppingToken);
        await using var claim = db.Database.IsNpgsql() ? await db.Database.BeginTransactionAsync(stoppingToken) : null;
        var message = await NextAsync(db, deliverer.Kind, stoppingToken);
        if (message is null)
            return false;
        await DeliverAsync(deliverer, message, stoppingToken);
        // What was delivered is recorded even when the server has been asked to stop meanwhile.
        await db.SaveChangesAsync(CancellationToken.None);
        if (claim is not null)
            await claim.CommitAsync(CancellationToken.None);
        return true;
    }

    async Task DeliverAsync(IOutboxDeliverer deliverer, OutboxMessage message, CancellationToken stoppingToken)
    {
        try
        {
            await deliverer.DeliverAsync(message, stoppingToken);
            message.Delivered(clock.UtcNow());
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            message.Failed(error, clock.UtcNow());
            // A mail server that is down is no surprise; what is given up is for a person, with everything that helps to find the cause.
            if (message.IsDead)
                logger.LogError(error, "Delivering {Kind} {Key} was given up after {Attempts} attempts", message.Kind, message.Key, message.Attempts);
            else
                logger.LogWarning("Delivering {Kind} {Key} failed, attempt {Attempt}: {Reason}", message.Kind, message.Key, message.Attempts, error.Message);
        }
    }

    Task<OutboxMessage?> NextAsync(CrmDbContext db, string kind, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        if (!db.Database.IsNpgsql())
            return db.Outbox.Where(m => m.Kind == kind && m.DoneAt == null && !m.IsDead && m.DueAt <= now).OrderBy(m => m.DueAt).FirstOrDefaultAsync(cancellationToken);
        return db.Outbox.FromSql($"""
            SELECT * FROM "Outbox" WHERE "Kind" = {kind} AND "DoneAt" IS NULL AND NOT "IsDead" AND "DueAt" <= {now}
            ORDER BY "DueAt" LIMIT 1 FOR UPDATE SKIP LOCKED
            """).AsAsyncEnumerable().FirstOrDefaultAsync(cancellationToken).AsTask();
    }
}
