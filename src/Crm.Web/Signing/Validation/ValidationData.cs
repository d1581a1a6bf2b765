using Org.BouncyCastle.X509;

namespace Crm.Signing.Validation;

/// <summary>Certificates with what their issuers said of them, each in DER: enough to check a seal without asking anybody.</summary>
public sealed record ValidationData(IReadOnlyList<byte[]> Certificates, IReadOnlyList<byte[]> OcspAnswers, IReadOnlyList<byte[]> RevocationLists)
{
    /// <summary>
    /// Whether this proves of each signer that its certificate and those of its issuers stood at a moment, and holds nothing more than
    /// that: what proves nothing is nobody's business in a sealed file.
    /// </summary>
    public bool Proves(IEnumerable<X509Certificate> signers, DateTime at)
    {
        var known = Certificates.Select(certificate => new X509Certificate(certificate)).ToList();
        var chains = signers.Select(signer => CertificateChain.Of(signer, known)).ToList();
        if (!chains.TrueForAll(chain => chain.IsVouchedFor) || !known.Zip(Certificates).All(pair => pair.First.GetEncoded().AsSpan().SequenceEqual(pair.Second)))
            return false;
        var needed = new HashSet<byte[]>();
        foreach (var (certificate, issuer) in chains.SelectMany(chain => chain.Links))
        {
            if (Proof(certificate, issuer, at) is not { } proof)
                return false;
            needed.Add(proof);
        }
        return needed.Count == OcspAnswers.Count + RevocationLists.Count && known.SequenceEqual(chains.SelectMany(chain => chain.Certificates).Distinct());
    }

    public bool HasProof(X509Certificate certificate, X509Certificate issuer, DateTime at) => Proof(certificate, issuer, at) is not null;

    byte[]? Proof(X509Certificate certificate, X509Certificate issuer, DateTime at) =>
        OcspAnswers.FirstOrDefault(answer => OcspAnswer.StandingOf(certificate, issuer, answer, at) == Standing.Good)
        ?? RevocationLists.FirstOrDefault(list => RevocationList.StandingOf(certificate, issuer, list, at) == Standing.Good);
}

/// <summary>What an issuer says of a certificate.</summary>
public enum Standing
{
    /// <summary>Nothing that can be relied on.</summary>
    Unknown,
    Good,
    Revoked,
}
