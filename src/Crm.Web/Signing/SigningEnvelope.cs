using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Signing;

/// <summary>Where an envelope stands. CounterSigning: the customer has signed, and we have not yet.</summary>
public enum EnvelopeStatus { Open, Signed, Declined, Expired, Withdrawn, CounterSigning }

/// <summary>A quote put before its contacts to sign, one after the other: the document's hash, whose turn it is, the code that was mailed to him, and how it ended.</summary>
public sealed class SigningEnvelope : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid QuoteId { get; init; }
    /// <summary>The order of the signer whose turn it is; what follows is of him.</summary>
    public int Turn { get; set; } = 1;
    public required Guid ContactId { get; set; }
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
    /// <summary>Who signs on our side, when the customer has.</summary>
    public Guid? CounterSignerId { get; init; }
    /// <summary>Everybody who signed for the customer.</summary>
    public string SignerName { get; set; } = "";
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
            EnvelopeStatus.CounterSigning or EnvelopeStatus.Signed => RefusedException.Conflict("Deze offerte is al ondertekend.", "This quote has been signed already."),
            EnvelopeStatus.Declined => RefusedException.Conflict("Deze offerte is al afgewezen.", "This quote has been declined already."),
            EnvelopeStatus.Withdrawn => RefusedException.Conflict("Deze offerte is ingetrokken.", "This quote has been withdrawn."),
            _ => RefusedException.Conflict("De geldigheid van deze offerte is verlopen.", "The validity of this quote has passed."),
        };
    }

    /// <summary>Not ended yet, on either side.</summary>
    public bool IsUnderWay => Status is EnvelopeStatus.Open or EnvelopeStatus.CounterSigning;

    /// <summary>The options are those that the first signer agreed to.</summary>
    public bool IsSignedInPart => Turn > 1;

    public void GiveTurnTo(EnvelopeSigner next) => (Turn, ContactId, ContactName, Email, Mobile, Code, SmsCode) = (next.Order, next.ContactId, next.Name, next.Email, next.Mobile, null, null);

    public void AwaitCounterSignature() => (Status, Code, SmsCode) = (EnvelopeStatus.CounterSigning, null, null);

    public void Close(EnvelopeStatus status, DateTime now) => (Status, ClosedAt, Code, SmsCode) = (status, now, null, null);

    public static void Map(EntityTypeBuilder<SigningEnvelope> envelope)
    {
        envelope.HasIndex(e => e.QuoteId);
        envelope.HasIndex(e => e.ContactId);
        envelope.HasIndex(e => e.SealedSha256);
        envelope.Ignore(e => e.IsUnderWay).Ignore(e => e.IsSignedInPart);
        envelope.Property(e => e.Turn).HasDefaultValue(1);
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
    /// <summary>Whose link it is: the order of the signer, or <see cref="Seat.Reader"/>.</summary>
    public int SignerOrder { get; init; } = 1;
    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public required string TokenHash { get; init; }
    public required DateTime CreatedAt { get; init; }

    public static void Map(EntityTypeBuilder<SigningLink> link)
    {
        // Rows from before there were several signers are the first one's; a reader's 0 is a value and not "none given".
        link.Property(l => l.SignerOrder).HasDefaultValue(1).HasSentinel(1);
        link.HasIndex(l => l.TokenHash).IsUnique();
        link.HasIndex(l => l.EnvelopeId);
    }
}
