using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Signing;

/// <summary>A step in the life of an envelope; each carries the hash of the one before it, so that none can be taken out or altered unseen.</summary>
public sealed class SigningEvent
{
    /// <summary>What the first event of an envelope has before it.</summary>
    public static readonly string Nothing = new('0', 64);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EnvelopeId { get; init; }
    public required int Sequence { get; init; }
    /// <summary>One of <see cref="Step"/>.</summary>
    public required string Kind { get; init; }
    public required DateTime At { get; init; }
    public Dictionary<string, string> Details { get; init; } = [];
    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }

    /// <summary>SHA-256 over everything the step says, in one way of writing it that does not depend on the database.</summary>
    public static string HashOf(string previousHash, Guid envelopeId, int sequence, string kind, DateTime at, IReadOnlyDictionary<string, string> details)
    {
        var written = JsonSerializer.Serialize(new object[]
        {
            previousHash, envelopeId.ToString("D"), sequence, kind, at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            details.OrderBy(detail => detail.Key, StringComparer.Ordinal).Select(detail => new[] { detail.Key, detail.Value }),
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(written)));
    }

    public bool Holds(string previousHash) => PreviousHash == previousHash && Hash == HashOf(previousHash, EnvelopeId, Sequence, Kind, At, Details);

    public static void Map(EntityTypeBuilder<SigningEvent> step)
    {
        step.Property(s => s.Details).HasConversion<JsonColumn<Dictionary<string, string>>>(new JsonComparer<Dictionary<string, string>>());
        step.HasIndex(s => new { s.EnvelopeId, s.Sequence }).IsUnique();
    }
}

/// <summary>The kinds of step.</summary>
public static class Step
{
    public const string Sent = "sent";
    /// <summary>To somebody who reads it and does not sign.</summary>
    public const string CopySent = "copy-sent";
    /// <summary>To the same signer, perhaps at another address.</summary>
    public const string SentAgain = "sent-again";
    public const string Reminded = "reminded";
    public const string Opened = "opened";
    public const string Downloaded = "downloaded";
    public const string Question = "question";
    public const string Answer = "answer";
    public const string OptionTaken = "option-taken";
    public const string OptionLeft = "option-left";
    public const string PassedOn = "passed-on";
    public const string CodeSent = "code-sent";
    public const string CodeWrong = "code-wrong";
    public const string CodeVerified = "code-verified";
    public const string SmsSent = "sms-sent";
    public const string SmsWrong = "sms-wrong";
    public const string SmsVerified = "sms-verified";
    public const string Signed = "signed";
    public const string CounterSigned = "counter-signed";
    public const string Declined = "declined";
    public const string Expired = "expired";
    public const string Withdrawn = "withdrawn";
    public const string Sealed = "sealed";
    /// <summary>The seal got a higher level, or it became known that it gets none.</summary>
    public const string SealRaised = "seal-raised";
}
