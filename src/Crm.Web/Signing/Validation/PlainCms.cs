using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.X509;
using PkcsObjectIdentifiers = Org.BouncyCastle.Asn1.Pkcs.PkcsObjectIdentifiers;

namespace Crm.Signing.Validation;

/// <summary>
/// A signature is not over the frame that it stands in (RFC 5652, 5.1). The frame of a seal or time stamp may therefore be written in one
/// way only, so that not a bit of it can differ unseen.
/// </summary>
public static class PlainCms
{
    /// <exception cref="CryptographicException">The frame says something else than it must.</exception>
    public static void Ensure(byte[] written)
    {
        var data = SignedData.GetInstance(ContentInfo.GetInstance(Asn1Object.FromByteArray(written)).Content);
        var signer = SignerInfo.GetInstance(data.SignerInfos[0]);
        var isOfBytes = data.EncapContentInfo.ContentType.Equals(CmsObjectIdentifiers.Data);
        var signerVersion = signer.SignerID.IsTagged ? 3 : 1;
        var isPlain = data.SignerInfos.Count == 1 && data.CRLs is null
            && signer.Version.IntValueExact == signerVersion && data.Version.IntValueExact == (isOfBytes && signerVersion == 1 ? 1 : 3)
            && data.DigestAlgorithms.Count == 1 && AlgorithmIdentifier.GetInstance(data.DigestAlgorithms[0]) is var digest
            && digest.Algorithm.Equals(signer.DigestAlgorithm.Algorithm)
            && HasNoParameters(digest) && HasNoParameters(signer.DigestAlgorithm) && (HasNoParameters(signer.SignatureAlgorithm) || IsPss(signer.SignatureAlgorithm));
        if (!isPlain)
            throw new CryptographicException("The signature stands in a frame that says something else.");
    }

    // Its parameters count in the mathematics.
    static bool IsPss(AlgorithmIdentifier algorithm) => algorithm.Algorithm.Equals(PkcsObjectIdentifiers.IdRsassaPss);

    static bool HasNoParameters(AlgorithmIdentifier algorithm) => algorithm.Parameters is null || algorithm.Parameters.ToAsn1Object() is DerNull;
}
