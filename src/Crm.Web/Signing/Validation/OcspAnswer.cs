using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Ocsp;
using Org.BouncyCastle.X509;

namespace Crm.Signing.Validation;

/// <summary>The answer of an OCSP responder about one certificate (RFC 6960).</summary>
public static class OcspAnswer
{
    /// <summary>An answer that names no end to its validity means that there is a newer one at any time.</summary>
    static readonly TimeSpan WithoutEnd = TimeSpan.FromHours(1);

    /// <summary>The question to put to the responder.</summary>
    public static byte[] Question(X509Certificate certificate, X509Certificate issuer)
    {
        var question = new OcspReqGenerator();
        question.AddRequest(new CertificateID(CertificateID.DigestSha1, issuer, certificate.SerialNumber));
        return question.Generate().GetEncoded();
    }

    /// <param name="at">The answer must still be valid at this moment.</param>
    public static Standing StandingOf(X509Certificate certificate, X509Certificate issuer, byte[] answer, DateTime at)
    {
        try
        {
            var basic = Open(answer);
            var about = basic.Responses.FirstOrDefault(one => one.GetCertID().SerialNumber.Equals(certificate.SerialNumber) && one.GetCertID().MatchesIssuer(issuer));
            if (about is null || !IsSignedFor(basic, issuer) || (about.NextUpdate ?? about.ThisUpdate + WithoutEnd) < at)
                return Standing.Unknown;
            return about.GetCertStatus() switch
            {
                null => Standing.Good,
                RevokedStatus => Standing.Revoked,
                _ => Standing.Unknown,
            };
        }
        catch (Exception damaged) when (Damage.Is(damaged))
        {
            return Standing.Unknown;
        }
    }

    // Outside the signature an answer may say nothing in more than one way, so that not a bit of it can differ unseen.
    static BasicOcspResp Open(byte[] answer)
    {
        var response = OcspResponse.GetInstance(Asn1Object.FromByteArray(answer));
        if (!response.GetDerEncoded().AsSpan().SequenceEqual(answer) || response.ResponseStatus.IntValueExact != OcspRespStatus.Successful
            || !OcspObjectIdentifiers.PkixOcspBasic.Equals(response.ResponseBytes.ResponseType))
            throw new OcspException("Not an answer.");
        var basic = BasicOcspResponse.GetInstance(Asn1Object.FromByteArray(response.ResponseBytes.Response.GetOctets()));
        if (!basic.GetDerEncoded().AsSpan().SequenceEqual(response.ResponseBytes.Response.GetOctets())
            || (basic.SignatureAlgorithm.Parameters is { } parameters and not DerNull && parameters.ToAsn1Object() is not DerNull))
            throw new OcspException("Not written in one way.");
        return new(basic);
    }

    /// <summary>The issuer answers itself, or through a responder whose certificate it gave for this and whose own revocation need not be asked (RFC 6960, 4.2.2.2).</summary>
    static bool IsSignedFor(BasicOcspResp answer, X509Certificate issuer)
    {
        var brought = answer.GetCerts();
        if (!brought.All(certificate => certificate.Equals(issuer) || certificate.IsIssuedBy(issuer)))
            return false;
        return answer.Verify(issuer.GetPublicKey()) || brought.Any(responder => IsResponder(responder) && answer.Verify(responder.GetPublicKey()));
    }

    static bool IsResponder(X509Certificate certificate) =>
        certificate.GetExtendedKeyUsage()?.Contains(KeyPurposeID.id_kp_OCSPSigning) == true
        && certificate.GetExtensionValue(OcspObjectIdentifiers.PkixOcspNocheck) is not null;
}
