using Org.BouncyCastle.X509;

namespace Crm.Signing.Validation;

/// <summary>A certificate followed by that of its issuer, and so on, as far as they are known (RFC 5280, 6.1).</summary>
public sealed class CertificateChain
{
    const int Longest = 8;

    CertificateChain(List<X509Certificate> certificates) => Certificates = certificates;

    public IReadOnlyList<X509Certificate> Certificates { get; }
    /// <summary>The last one signed itself: whoever trusts that one trusts them all.</summary>
    public bool IsComplete => Certificates[^1].IsIssuedBy(Certificates[^1]);
    /// <summary>Somebody else than the holder of the certificate stands behind it, and could revoke it.</summary>
    public bool IsVouchedFor => IsComplete && Certificates.Count > 1;
    public IEnumerable<(X509Certificate Certificate, X509Certificate Issuer)> Links => Certificates.Zip(Certificates.Skip(1));

    public static CertificateChain Of(X509Certificate first, IReadOnlyCollection<X509Certificate> known)
    {
        var chain = new List<X509Certificate> { first };
        while (chain.Count < Longest && !chain[^1].IsIssuedBy(chain[^1]) && known.FirstOrDefault(chain[^1].IsIssuedBy) is { } issuer)
            chain.Add(issuer);
        return new(chain);
    }
}

public static class Issued
{
    /// <summary>Whether another certificate signed this one, by its name and by the mathematics.</summary>
    public static bool IsIssuedBy(this X509Certificate certificate, X509Certificate issuer)
    {
        if (!certificate.IssuerDN.Equivalent(issuer.SubjectDN, inOrder: true) || (issuer.GetBasicConstraints() < 0 && !certificate.Equals(issuer)))
            return false;
        try
        {
            certificate.Verify(issuer.GetPublicKey());
            return true;
        }
        catch (Exception other) when (Damage.Is(other))
        {
            return false;
        }
    }
}
