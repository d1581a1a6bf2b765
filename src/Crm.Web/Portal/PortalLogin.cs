using Crm.Signing;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Portal;

/// <summary>
/// An address that somebody wanted to log in to the portal with, and the code that was mailed to it. Kept for any address, known or not, so that
/// no answer tells whom we know.
/// </summary>
public sealed class PortalLogin
{
    /// <summary>Logins that nobody finished are forgotten after this.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>SHA-256 of the address, lower-case hex: that of a stranger is not kept.</summary>
    public required string AddressHash { get; init; }
    public OneTimeCode? Code { get; set; }
    public required DateTime HourFrom { get; set; }
    public int CodesInHour { get; set; }

    public static void Map(EntityTypeBuilder<PortalLogin> login)
    {
        login.HasIndex(l => l.AddressHash).IsUnique();
        login.HasIndex(l => l.HourFrom);
        login.Property(l => l.Code).HasConversion<Data.JsonColumn<OneTimeCode?>>(new Data.JsonComparer<OneTimeCode?>());
    }
}

/// <summary>A browser in which a contact stays logged in. What it may see is asked anew each time, so whoever loses access sees nothing any more.</summary>
public sealed class PortalSession
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>In lower case.</summary>
    public required string Address { get; init; }
    /// <summary>SHA-256 of the token in the cookie, lower-case hex.</summary>
    public required string TokenHash { get; init; }
    public required DateTime ExpiresAt { get; init; }

    public static void Map(EntityTypeBuilder<PortalSession> session)
    {
        session.HasIndex(s => s.TokenHash).IsUnique();
        session.HasIndex(s => s.Address);
        session.HasIndex(s => s.ExpiresAt);
    }
}
