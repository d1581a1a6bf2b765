using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Mail;

/// <summary>An effect outside the database that a committed transaction asked for. Delivered after the commit, again until it succeeds.</summary>
public sealed class OutboxMessage
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Which deliverer takes it: "mail", "render-quote", "seal-quote".</summary>
    public required string Kind { get; init; }
    public required string Payload { get; init; }
    /// <summary>The same effect asked twice is one effect.</summary>
    public required string Key { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime DueAt { get; set; }
    public int Attempts { get; set; }
    public string LastError { get; set; } = "";
    public DateTime? DoneAt { get; set; }
    /// <summary>True: given up after too many attempts; an administrator sees it.</summary>
    public bool IsDead { get; set; }

    public static void Map(EntityTypeBuilder<OutboxMessage> message)
    {
        message.HasIndex(m => m.Key).IsUnique();
        message.HasIndex(m => new { m.DoneAt, m.DueAt });
    }
}

/// <summary>A mail that was asked for, as it is or will be sent.</summary>
public sealed class MailMessage
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string ToAddress { get; init; }
    public required string ToName { get; init; }
    public required string Subject { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }
    public List<Guid> FileIds { get; init; } = [];
    public Guid? QuoteId { get; init; }
    public Guid? ForecastId { get; init; }
    public required DateTime CreatedAt { get; init; }
    public DateTime? SentAt { get; set; }

    public static void Map(EntityTypeBuilder<MailMessage> mail) => mail.HasIndex(m => m.CreatedAt);
}
