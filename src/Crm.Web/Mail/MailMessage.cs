using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Mail;

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
    /// <summary>Holds what only its receiver may see: nobody else reads it in the product.</summary>
    public Guid? OnlyForId { get; init; }
    public Guid? RelationId { get; init; }
    public Guid? QuoteId { get; init; }
    public Guid? ForecastId { get; init; }
    /// <summary>Where the receiver ends such mail with one click; empty for mail that is not sent to many.</summary>
    public string UnsubscribeUrl { get; init; } = "";
    public required DateTime CreatedAt { get; init; }
    public DateTime? SentAt { get; set; }

    public static void Map(EntityTypeBuilder<MailMessage> mail)
    {
        mail.HasIndex(m => m.CreatedAt);
        mail.HasIndex(m => m.RelationId);
    }
}
