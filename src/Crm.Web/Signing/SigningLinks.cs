using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Crm.Data;

namespace Crm.Signing;

/// <summary>Makes links that cannot be guessed, and finds what they open.</summary>
static class SigningLinks
{
    const int TokenBytes = 32;

    /// <summary>The token of a new link to an envelope, for the one whose turn it is; only its hash is kept.</summary>
    public static string AddLink(this CrmDbContext db, SigningEnvelope envelope, DateTime now) => db.AddLink(envelope, envelope.Turn, now);

    /// <summary>Of a new link to read with: it is nobody's turn, so nothing can be asked, chosen, declined or signed with it.</summary>
    public static string AddReaderLink(this CrmDbContext db, SigningEnvelope envelope, DateTime now) => db.AddLink(envelope, Seat.Reader, now);

    static string AddLink(this CrmDbContext db, SigningEnvelope envelope, int signer, DateTime now)
    {
        var token = NewToken();
        db.SigningLinks.Add(new() { EnvelopeId = envelope.Id, SignerOrder = signer, TokenHash = HashOf(token), CreatedAt = now });
        return token;
    }

    /// <summary>
    /// Whose link a token is, and to which envelope. The look-up is by hash, so how long it takes says nothing about how much of a guess was right.
    /// </summary>
    public static async Task<Seat?> SeatOfAsync(this CrmDbContext db, string token, CancellationToken cancellationToken)
    {
        var hash = HashOf(token);
        return await db.SigningLinks.Where(link => link.TokenHash == hash).Select(link => new Seat(link.EnvelopeId, link.SignerOrder)).SingleOrDefaultAsync(cancellationToken);
    }

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
