using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Org.BouncyCastle.X509;

namespace Crm.Signing.Validation;

/// <summary>What a time-stamp server vouches for (RFC 3161).</summary>
/// <param name="Known">The certificates that came with it.</param>
public sealed record TimeStamp(DateTime At, X509Certificate Signer, IReadOnlyList<X509Certificate> Known)
{
    /// <exception cref="CryptographicException">The token is not about these bytes, or written otherwise than we keep it.</exception>
    public static TimeStamp Read(byte[] token, byte[] stamped)
    {
        if (!Rfc3161TimestampToken.TryDecode(token, out var read, out _) || !read.VerifySignatureForData(stamped, out _) || !Kept(read).AsSpan().SequenceEqual(token))
            throw new CryptographicException("The time stamp is not about this.");
        PlainCms.Ensure(token);
        var cms = read.AsSignedCms();
        if (cms.SignerInfos[0].UnsignedAttributes.Count > 0)
            throw new CryptographicException("The time stamp says something that nobody signed.");
        return new(read.TokenInfo.Timestamp.UtcDateTime, SignerIn(cms), KnownIn(cms));
    }

    /// <summary>
    /// The token with nothing in it that could differ unseen. A server's signature is not over the certificates that it sends along: they
    /// stay when each is signed by the next up to a root, and else only the server's own, whose hash is signed.
    /// </summary>
    public static byte[] Kept(Rfc3161TimestampToken token)
    {
        var cms = token.AsSignedCms();
        var chain = CertificateChain.Of(SignerIn(cms), KnownIn(cms));
        var kept = chain.IsComplete ? chain.Certificates : [chain.Certificates[0]];
        foreach (var certificate in cms.Certificates.Where(certificate => !kept.Contains(new X509Certificate(certificate.RawData))).ToList())
            cms.RemoveCertificate(certificate);
        return cms.Encode();
    }

    static X509Certificate SignerIn(SignedCms cms) => new(cms.SignerInfos[0].Certificate!.RawData);

    static List<X509Certificate> KnownIn(SignedCms cms) => [.. cms.Certificates.Select(certificate => new X509Certificate(certificate.RawData))];
}
