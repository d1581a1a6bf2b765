using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Mail;

/// <summary>An effect outside the database that a committed transaction asked for. Delivered after the commit, again until it succeeds.</summary>
public sealed class OutboxMessage
{
    public const int MaxAttempts = 8;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Which deliverer takes it: "mail", "sms", "render-quote", "seal-quote".</summary>
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

    public void Delivered(DateTime now)
    {
        Attempts++;
        DoneAt = now;
        LastError = "";
    }

    /// <summary>Tried again after 2, 4, 8 … seconds: two minutes in all, because a person waits for the mail.</summary>
    public void Failed(Exception error, DateTime now)
    {
        Attempts++;
        LastError = Readable(error.Message);
        IsDead = Attempts >= MaxAttempts || error is UndeliverableException;
        DueAt = now.AddSeconds(Math.Pow(2, Attempts));
    }

    /// <summary>What another server wrote may stand in it, and PostgreSQL takes no NUL: the message would be tried for ever, and all of its kind behind it.</summary>
    static string Readable(string told) => new([.. told.Select(c => char.IsControl(c) ? ' ' : c)]);

    public void Revive(DateTime now)
    {
        IsDead = false;
        Attempts = 0;
        DueAt = now;
    }

    public static void Map(EntityTypeBuilder<OutboxMessage> message)
    {
        message.HasIndex(m => m.Key).IsUnique();
        message.HasIndex(m => new { m.Kind, m.DoneAt, m.IsDead, m.DueAt });
    }
}
