using System.Text.Json;

namespace Crm.Mail;

/// <summary>Brings about one kind of effect outside the database.</summary>
public interface IOutboxDeliverer
{
    /// <summary>The kind of <see cref="OutboxMessage"/> it takes.</summary>
    string Kind { get; }

    /// <summary>
    /// Runs outside any transaction. It is called again after a failure, and after a server that died between the effect and its
    /// record, so it first looks whether the effect is there already.
    /// </summary>
    Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken);
}

/// <summary>A delivery that will never succeed, however often it is tried.</summary>
public sealed class UndeliverableException(string reason) : Exception(reason);

public static class OutboxPayload
{
    /// <summary>What was asked, as <see cref="Outbox.AddAsync"/> was given it.</summary>
    public static T Read<T>(this OutboxMessage message) => JsonSerializer.Deserialize<T>(message.Payload, JsonSerializerOptions.Web)!;
}
