using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Signing;

public enum EnvelopeStatus { Open, Signed, Declined, Expired, Withdrawn }

/// <summary>A quote put before one contact to sign: the document's hash, the code that was mailed, and how it ended.</summary>
public sealed class SigningEnvelope : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid QuoteId { get; init; }
    public required Guid ContactId { get; init; }
    /// <summary>Who is asked to sign: the contact, or the colleague that it was passed on to.</summary>
    public required string ContactName { get; set; }
    public required string Email { get; set; }
    /// <summary>The PDF that was sent; never another one.</summary>
    public required Guid DocumentFileId { get; init; }
    public required string DocumentSha256 { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime ExpiresAt { get; init; }
    public EnvelopeStatus Status { get; set; }
    public DateTime? ClosedAt { get; set; }
    public string SignerName { get; set; } = "";
    public string SignerFunction { get; set; } = "";
    public string ConsentText { get; set; } = "";
    public string Reason { get; set; } = "";
    public OneTimeCode? Code { get; set; }
    /// <summary>E.164: taken from the contact's card at sending and not changed with it. Empty: the code by mail is enough.</summary>
    public string Mobile { get; set; } = "";
    public OneTimeCode? SmsCode { get; set; }
    /// <summary>Keys of the optional lines that the customer takes; part of the quote once it is signed.</summary>
    public IReadOnlyList<Guid> Options { get; set; } = [];
    public string SealedSha256 { get; set; } = "";
    public int Revision { get; set; }

    public bool IsOpenAt(DateTime now) => Status == EnvelopeStatus.Open && now < ExpiresAt;

    public void EnsureOpen(DateTime now)
    {
        if (IsOpenAt(now))
            return;
        throw Status switch
        {
            EnvelopeStatus.Signed => RefusedException.Conflict("Deze offerte is al ondertekend.", "This quote has been signed already."),
            EnvelopeStatus.Declined => RefusedException.Conflict("Deze offerte is al afgewezen.", "This quote has been declined already."),
            EnvelopeStatus.Withdrawn => RefusedException.Conflict("Deze offerte is ingetrokken.", "This quote has been withdrawn."),
            _ => RefusedException.Conflict("De geldigheid van deze offerte is verlopen.", "The validity of this quote has passed."),
        };
    }

    public void Close(EnvelopeStatus status, DateTime now) => (Status, ClosedAt, Code, SmsCode) = (status, now, null, null);

    public static void Map(EntityTypeBuilder<SigningEnvelope> envelope)
    {
        envelope.HasIndex(e => e.QuoteId);
        envelope.HasIndex(e => e.ContactId);
        envelope.HasIndex(e => e.SealedSha256);
        envelope.Property(e => e.Options).HasConversion<JsonColumn<IReadOnlyList<Guid>>>(new JsonComparer<IReadOnlyList<Guid>>());
        envelope.Property(e => e.Code).HasConversion<JsonColumn<OneTimeCode?>>(new JsonComparer<OneTimeCode?>());
        envelope.Property(e => e.SmsCode).HasConversion<JsonColumn<OneTimeCode?>>(new JsonComparer<OneTimeCode?>());
    }
}

/// <summary>A link that opens an envelope. Every mail carries one of its own, and only its hash is kept: the token itself is nowhere but in the mail.</summary>
public sealed class SigningLink
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EnvelopeId { get; init; }
    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public required string TokenHash { get; init; }
    public required DateTime CreatedAt { get; init; }

    public static void Map(EntityTypeBuilder<SigningLink> link)
    {
        link.HasIndex(l => l.TokenHash).IsUnique();
        link.HasIndex(l => l.EnvelopeId);
    }
}
