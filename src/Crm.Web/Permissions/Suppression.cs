using System.Security.Cryptography;
using System.Text;
using Crm.Data;
using Crm.Relations;

namespace Crm.Permissions;

/// <summary>The list of addresses not to approach, as seen from inside a transaction or a reading.</summary>
public static class Suppression
{
    const int SaltBytes = 32;

    /// <summary>The hash of each address; empty while nobody ever objected, for then there is no salt either.</summary>
    public static async Task<Func<string, string>?> HashAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var salt = await db.SuppressionSalts.Where(salt => salt.Id == SuppressionSalt.Only).Select(salt => salt.Salt).FirstOrDefaultAsync(cancellationToken);
        return salt is null ? null : address => Hash(salt, address);
    }

    public static async Task AddAsync(CrmDbContext db, ContactChannel channel, IEnumerable<string> addresses, string source, DateTime since, CancellationToken cancellationToken)
    {
        var salt = await SaltAsync(db, cancellationToken);
        foreach (var hash in addresses.Select(address => Hash(salt, address)).Distinct())
        {
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "SuppressedAddresses" ("Hash", "Channel", "Since", "Source") VALUES ({hash}, {channel.ToString()}, {since}, {source}) ON CONFLICT DO NOTHING""",
                cancellationToken);
        }
    }

    /// <summary>Whoever gives consent takes the own addresses off the list.</summary>
    public static async Task RemoveAsync(CrmDbContext db, ContactChannel channel, IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        if (await HashAsync(db, cancellationToken) is not { } hash)
            return;
        var hashes = addresses.Select(hash).ToList();
        await db.SuppressedAddresses.Where(address => address.Channel == channel && hashes.Contains(address.Hash)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The addresses by which this channel reaches someone.</summary>
    public static IReadOnlyList<string> AddressesOf(ContactChannel channel, string? email, string? phone, string? mobile) =>
        [.. (channel switch
        {
            ContactChannel.Mail => new[] { email },
            ContactChannel.Message => [mobile],
            ContactChannel.Phone => [phone, mobile],
            _ => [],
        }).Where(address => !string.IsNullOrEmpty(address)).Select(address => address!)];

    public static IReadOnlyList<string> AddressesOf(ContactChannel channel, Contact contact) => AddressesOf(channel, contact.Email, contact.Phone, contact.Mobile);

    // Two servers may make one at once; the first stands.
    static async Task<byte[]> SaltAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "SuppressionSalts" ("Id", "Salt") VALUES ({SuppressionSalt.Only}, {RandomNumberGenerator.GetBytes(SaltBytes)}) ON CONFLICT DO NOTHING""", cancellationToken);
        return await db.SuppressionSalts.Where(salt => salt.Id == SuppressionSalt.Only).Select(salt => salt.Salt).SingleAsync(cancellationToken);
    }

    static string Hash(byte[] salt, string address) => Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant())));
}
