using Crm.Data;
using Crm.Relations;
using Crm.Users;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Permissions;

public enum ConsentAct { Given, Withdrawn, Objected }

/// <summary>What makes unasked mail lawful. Beside consent the law knows the customer who gave the address with a purchase, and the address that was published for it.</summary>
public enum ConsentGround { Consent, ExistingCustomer, PublishedAddress }

/// <summary>A line of the consent ledger: what a person said about one channel. Lines are added and never changed, because consent has to be proved.</summary>
public sealed class ConsentEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; set; }
    public required ContactChannel Channel { get; init; }
    public required ConsentAct Act { get; init; }
    public ConsentGround Ground { get; init; }
    /// <summary>When the person said so.</summary>
    public required DateTime At { get; init; }
    /// <summary>Where: "form on the website", "by phone".</summary>
    public required string Source { get; init; }
    /// <summary>The words that the person agreed to.</summary>
    public string Text { get; init; } = "";
    public required DateTime RecordedAt { get; init; }
    public Guid? ById { get; init; }
    public required string ByName { get; init; }
    public required Door Door { get; init; }

    public static void Map(EntityTypeBuilder<ConsentEntry> entry)
    {
        entry.ToTable("Consents");
        entry.Property(e => e.Source).HasMaxLength(200);
        entry.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId);
        entry.HasIndex(e => new { e.PersonId, e.Channel, e.At });
    }
}

/// <summary>An address that must not be approached again. Only its hash is kept, and nothing points at a person, so that it outlives the erasure of who asked for it.</summary>
public sealed class SuppressedAddress
{
    public required string Hash { get; init; }
    public required ContactChannel Channel { get; init; }
    public required DateTime Since { get; init; }
    public required string Source { get; init; }

    public static void Map(EntityTypeBuilder<SuppressedAddress> address)
    {
        address.ToTable("SuppressedAddresses");
        address.HasKey(a => new { a.Hash, a.Channel });
        address.Property(a => a.Hash).HasMaxLength(64);
        address.Property(a => a.Source).HasMaxLength(200);
    }
}

/// <summary>The salt of those hashes, made once per database: without it the list would give away every address that someone can guess.</summary>
public sealed class SuppressionSalt
{
    public const int Only = 1;

    public int Id { get; init; } = Only;
    public required byte[] Salt { get; init; }

    public static void Map(EntityTypeBuilder<SuppressionSalt> salt)
    {
        salt.ToTable("SuppressionSalts");
        salt.Property(s => s.Id).ValueGeneratedNever();
    }
}
