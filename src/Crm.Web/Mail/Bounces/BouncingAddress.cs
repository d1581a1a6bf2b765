using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Mail.Bounces;

/// <summary>
/// A mail address where nobody is any more. It belongs to the address and not to a contact: whoever gets another address is rid of it,
/// and all who share the address have it.
/// </summary>
public sealed class BouncingAddress
{
    /// <summary>In lower case.</summary>
    public required string Address { get; init; }
    public required DateTime Since { get; init; }
    /// <summary>In the words of the mail server that refused it.</summary>
    public required string Diagnosis { get; init; }

    public static void Map(EntityTypeBuilder<BouncingAddress> bouncing)
    {
        bouncing.HasKey(b => b.Address);
        bouncing.Property(b => b.Address).HasMaxLength(254);
        bouncing.Property(b => b.Diagnosis).HasMaxLength(500);
    }
}
