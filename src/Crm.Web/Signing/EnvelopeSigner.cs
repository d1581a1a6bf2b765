using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Signing;

/// <summary>One of those on the customer's side who sign an envelope, one after the other.</summary>
public sealed class EnvelopeSigner
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EnvelopeId { get; init; }
    /// <summary>The first is 1.</summary>
    public required int Order { get; init; }
    public required Guid ContactId { get; init; }
    /// <summary>Who is asked: the contact, or the colleague that it was passed on to; once signed, the name that was signed with.</summary>
    public required string Name { get; set; }
    public required string Email { get; set; }
    /// <summary>E.164: where a code by SMS goes, as it stood on the contact's card at sending. Empty: the code by mail is enough.</summary>
    public string Mobile { get; set; } = "";
    public DateTime? SignedAt { get; set; }

    public static void Map(EntityTypeBuilder<EnvelopeSigner> signer)
    {
        signer.HasIndex(s => new { s.EnvelopeId, s.Order }).IsUnique();
        signer.HasIndex(s => s.ContactId);
    }
}

/// <summary>Which of the signers of an envelope somebody is: a link of the portal is for one of them, or for a reader.</summary>
public sealed record Seat(Guid EnvelopeId, int Order)
{
    /// <summary>The order of who reads and does not sign.</summary>
    public const int Reader = 0;

    public bool IsReader => Order == Reader;
}

public static class EnvelopeSigners
{
    public static Task<List<EnvelopeSigner>> SignersOfAsync(this CrmDbContext db, Guid envelopeId, CancellationToken cancellationToken) =>
        db.EnvelopeSigners.Where(signer => signer.EnvelopeId == envelopeId).OrderBy(signer => signer.Order).ToListAsync(cancellationToken);

    /// <summary>"Jorrit Brandsma en Wietske Anker".</summary>
    public static string Names(this IEnumerable<EnvelopeSigner> signers)
    {
        var names = signers.Select(signer => signer.Name).ToList();
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} {Say("en", "and")} {names[^1]}";
    }
}
