using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.X509;

namespace Crm.Signing.Validation;

/// <summary>The list of certificates that an issuer revoked (RFC 5280, 5).</summary>
public static class RevocationList
{
    /// <param name="at">The list must still be valid at this moment.</param>
    public static Standing StandingOf(X509Certificate certificate, X509Certificate issuer, byte[] list, DateTime at)
    {
        try
        {
            var crl = new X509Crl(list);
            crl.Verify(issuer.GetPublicKey());
            if (!crl.GetEncoded().AsSpan().SequenceEqual(list) || !crl.IssuerDN.Equivalent(issuer.SubjectDN, inOrder: true) || !(crl.NextUpdate >= at) || !Covers(crl, certificate))
                return Standing.Unknown;
            return crl.IsRevoked(certificate) ? Standing.Revoked : Standing.Good;
        }
        catch (Exception damaged) when (Damage.Is(damaged))
        {
            return Standing.Unknown;
        }
    }

    /// <summary>A list may be about a part of the certificates or of the reasons only; such a part is told by a critical extension.</summary>
    static bool Covers(X509Crl crl, X509Certificate certificate)
    {
        var critical = crl.GetCriticalExtensionOids() ?? new HashSet<string>();
        if (critical.Any(oid => oid != X509Extensions.IssuingDistributionPoint.Id))
            return false;
        if (critical.Count == 0)
            return true;
        var part = IssuingDistributionPoint.GetInstance(crl.GetExtensionParsedValue(X509Extensions.IssuingDistributionPoint));
        var isAuthority = certificate.GetBasicConstraints() >= 0;
        return part is { OnlySomeReasons: null, IsIndirectCrl: false, OnlyContainsAttributeCerts: false }
            && !(part.OnlyContainsCACerts && !isAuthority) && !(part.OnlyContainsUserCerts && isAuthority)
            && (part.DistributionPoint is null || CertificateAddresses.Web(part.DistributionPoint).Intersect(certificate.RevocationListAddresses()).Any());
    }
}
