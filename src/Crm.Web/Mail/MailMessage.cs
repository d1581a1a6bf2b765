using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Mail;

/// <summary>A mail that was asked for, as it is or will be sent.</summary>
public sealed class MailMessage
{
    /// <summary>In place of whom a mail is for only: nobody here may read it.</summary>
    public static readonly Guid Nobody = Guid.Empty;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string ToAddress { get; init; }
    public required string ToName { get; init; }
    /// <summary>Who else gets it, and is seen to.</summary>
    public List<string> CcAddresses { get; init; } = [];
    /// <summary>The employee in whose name it goes; empty: the company.</summary>
    public string SenderName { get; init; } = "";
    public string SenderAddress { get; init; } = "";
    public required string Subject { get; set; }
    public required string Html { get; set; }
    public required string Text { get; set; }
    public List<Guid> FileIds { get; init; } = [];
    /// <summary>Holds what only its receiver may see: nobody else reads it in the product.</summary>
    public Guid? OnlyForId { get; init; }
    public Guid? RelationId { get; init; }
    public Guid? QuoteId { get; init; }
    public Guid? ForecastId { get; init; }
    /// <summary>Where the receiver ends such mail with one click; empty for mail that is not sent to many.</summary>
    public string UnsubscribeUrl { get; init; } = "";
    public required DateTime CreatedAt { get; init; }
    public DateTime? SentAt { get; set; }
    /// <summary>A mail server let us know that it has not arrived and never will.</summary>
    public DateTime? BouncedAt { get; private set; }
    /// <summary>A mail server let us know that it has not arrived yet and is tried again.</summary>
    public DateTime? DelayedAt { get; private set; }
    /// <summary>Why, in that server's words.</summary>
    public string Diagnosis { get; private set; } = "";

    /// <summary>The same mail has the same id however often it is sent, so that a receiver can tell it is one mail, and a bounce says which.</summary>
    public string MessageId(string domain) => $"{Id:N}@{domain}";

    /// <summary>Which mail of ours a Message-ID names; null: none that we made.</summary>
    public static Guid? IdIn(string? messageId) => Guid.TryParseExact(messageId?.Split('@')[0], "N", out var id) ? id : null;

    /// <summary>It has left, or lies in the pick-up folder. What nobody may read is not kept either.</summary>
    public void Sent(DateTime at)
    {
        SentAt = at;
        if (OnlyForId == Nobody)
            (Subject, Html, Text) = ("••••••", "", "");
    }

    /// <summary>The same words in another mail, for whom it was sent to; who got a copy has it.</summary>
    public MailMessage Again(string address, DateTime now) => new()
    {
        ToAddress = address, ToName = ToName, SenderName = SenderName, SenderAddress = SenderAddress, Subject = Subject, Html = Html, Text = Text, FileIds = [.. FileIds],
        OnlyForId = OnlyForId, RelationId = RelationId, QuoteId = QuoteId, ForecastId = ForecastId, CreatedAt = now,
    };

    /// <summary>False: that is known already.</summary>
    public bool Bounce(DateTime at, string diagnosis)
    {
        if (BouncedAt is not null)
            return false;
        (BouncedAt, Diagnosis) = (at, diagnosis);
        return true;
    }

    public void Delay(DateTime at, string diagnosis)
    {
        if (BouncedAt is null && DelayedAt is null)
            (DelayedAt, Diagnosis) = (at, diagnosis);
    }

    public static void Map(EntityTypeBuilder<MailMessage> mail)
    {
        mail.HasIndex(m => m.CreatedAt);
        mail.HasIndex(m => m.RelationId);
        mail.HasIndex(m => m.BouncedAt);
        mail.Property(m => m.Diagnosis).HasMaxLength(500);
    }
}
