using System.Text.Json;
using Crm.Data;

namespace Crm.Mail;

/// <summary>Asks for effects outside the database, from inside a transaction.</summary>
public sealed class Outbox(CrmDatabase database, TimeProvider clock)
{
    /// <summary>Asks for an effect, at once or after a while. The same key twice is one effect.</summary>
    public Task AddAsync(string kind, string key, object payload, CancellationToken cancellationToken, TimeSpan after = default) => database.WriteAsync(async db =>
    {
        if (await db.Outbox.AnyAsync(message => message.Key == key, cancellationToken))
            return;
        var now = clock.UtcNow();
        db.Outbox.Add(new OutboxMessage { Kind = kind, Key = key, Payload = JsonSerializer.Serialize(payload, JsonSerializerOptions.Web), CreatedAt = now, DueAt = now + after });
    }, cancellationToken);

    /// <summary>An administrator has a dead message tried again.</summary>
    public Task RetryAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var message = await db.Outbox.SingleOrDefaultAsync(m => m.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Dit bericht bestaat niet.", "This message does not exist.");
        if (message.DoneAt is not null)
            throw RefusedException.Conflict("Dit bericht is al afgeleverd.", "This message has been delivered already.");
        message.Revive(clock.UtcNow());
    }, cancellationToken);
}
