using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Crm.Signing;

/// <summary>Signs bytes as PAdES asks: a CAdES signature (ETSI EN 319 122-1) that names its certificate, with a time stamp when there is a server for it.</summary>
public sealed class SealSigner(SealCertificate certificate, TimeStampServer timeStamps)
{
    /// <summary>The attribute signing-certificate-v2 (RFC 5035).</summary>
    public static readonly Oid SigningCertificateV2 = new("1.2.840.113549.1.9.16.2.47");
    /// <summary>The attribute signature-time-stamp (RFC 3161, appendix A).</summary>
    public static readonly Oid TimeStampToken = new("1.2.840.113549.1.9.16.2.14");

    public async Task<byte[]> SignAsync(byte[] content, CancellationToken cancellationToken)
    {
        var key = await certificate.OpenAsync(cancellationToken);
        // No signing time among the attributes: in a PDF it stands in the signature dictionary (ETSI EN 319 142-1, 6.3).
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, key)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        var issuers = (await certificate.ChainAsync(cancellationToken)).Where(one => !one.HasPrivateKey).ToList();
        signer.SignedAttributes.Add(new AsnEncodedData(SigningCertificateV2, SigningCertificates(key, issuers)));
        foreach (var issuer in issuers)
            signer.Certificates.Add(issuer);
        var signed = new SignedCms(new ContentInfo(content), detached: true);
        signed.ComputeSignature(signer);
        var signature = signed.SignerInfos[0];
        if (await timeStamps.StampAsync(signature.GetSignature(), cancellationToken) is { } token)
            signature.AddUnsignedAttribute(new AsnEncodedData(TimeStampToken, token));
        return signed.Encode();
    }

    /// <summary>
    /// SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2 { certHash } }; the hash is SHA-256 by default. The issuers are named
    /// behind the signer (RFC 5035, 3), so that the signature is over every certificate that comes with it.
    /// </summary>
    public static byte[] SigningCertificates(X509Certificate2 signer, IEnumerable<X509Certificate2> issuers)
    {
        var hashes = issuers.Select(issuer => SHA256.HashData(issuer.RawData)).OrderBy(Convert.ToHexString, StringComparer.Ordinal);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            foreach (var hash in hashes.Prepend(SHA256.HashData(signer.RawData)))
                WriteCertificateId(writer, hash);
        }
        return writer.Encode();
    }

    static void WriteCertificateId(AsnWriter writer, byte[] hash)
    {
        using (writer.PushSequence())
            writer.WriteOctetString(hash);
    }
}
