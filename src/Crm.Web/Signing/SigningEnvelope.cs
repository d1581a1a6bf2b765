using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Signing;

public enum EnvelopeStatus { Open, Signed, Declined, Expired, Withdrawn }

/// <summary>A quote put before one contact to sign: the link that opens it, the document's hash, and how it ended.</summary>
public sealed class SigningEnvelope : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid QuoteId { get; init; }
    public required Guid ContactId { get; init; }
    public required string Email { get; init; }
    /// <summary>SHA-256 of the unguessable token in the link; the token itself is nowhere but in the mail.</summary>
    public required string TokenHash { get; init; }
    public required string DocumentSha256 { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime ExpiresAt { get; set; }
    public EnvelopeStatus Status { get; set; }
    public DateTime? ClosedAt { get; set; }
    public string SignerName { get; set; } = "";
    public string SignerFunction { get; set; } = "";
    public string ConsentText { get; set; } = "";
    public string Reason { get; set; } = "";
    public string SealedSha256 { get; set; } = "";
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<SigningEnvelope> envelope)
    {
        envelope.HasIndex(e => e.TokenHash).IsUnique();
        envelope.HasIndex(e => e.QuoteId);
    }
}

/// <summary>A step in the life of an envelope; each carries the hash of the one before it, so that none can be taken out or altered unseen.</summary>
public sealed class SigningEvent
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EnvelopeId { get; init; }
    public required int Sequence { get; init; }
    /// <summary>"sent", "opened", "viewed", "downloaded", "code-sent", "code-verified", "signed", "declined", "question", "sealed" …</summary>
    public required string Kind { get; init; }
    public required DateTime At { get; init; }
    public Dictionary<string, string> Details { get; init; } = [];
    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }

    public static void Map(EntityTypeBuilder<SigningEvent> step)
    {
        step.Property(s => s.Details).HasConversion<JsonColumn<Dictionary<string, string>>>(new JsonComparer<Dictionary<string, string>>());
        step.HasIndex(s => new { s.EnvelopeId, s.Sequence }).IsUnique();
    }
}
