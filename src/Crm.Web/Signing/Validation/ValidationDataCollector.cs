using System.Security.Cryptography.X509Certificates;
using Crm.Data;
using X509Certificate = Org.BouncyCastle.X509.X509Certificate;

namespace Crm.Signing.Validation;

/// <summary>Brings together what proves that the certificates under a seal stand, as their issuers say now.</summary>
public sealed class ValidationDataCollector(RevocationServers servers, TimeProvider clock)
{
    /// <summary>The data; or what is lacking.</summary>
    public async Task<(ValidationData? Data, SealLack Lack)> CollectAsync(Seal seal, CancellationToken cancellationToken)
    {
        var (certificates, data) = (new List<X509Certificate>(), new ValidationData([], [], []));
        // The server that stamped may be ahead of our clock.
        var at = seal.StampedAt > clock.UtcNow() ? seal.StampedAt.Value : clock.UtcNow();
        foreach (var signer in seal.Signers)
        {
            var chain = await ChainAsync(signer, seal.Known, cancellationToken);
            if (!chain.IsVouchedFor)
                return (null, SealLack.Issuer);
            foreach (var (certificate, issuer) in chain.Links)
            {
                (data, var lack) = await WithProofAsync(data, certificate, issuer, at, cancellationToken);
                if (lack != SealLack.Nothing)
                    return (null, lack);
            }
            certificates.AddRange(chain.Certificates);
        }
        data = data with { Certificates = [.. certificates.Distinct().Select(certificate => certificate.GetEncoded())] };
        return data.Proves(seal.Signers, at) ? (data, SealLack.Nothing) : (null, SealLack.RevocationData);
    }

    async Task<CertificateChain> ChainAsync(X509Certificate signer, IEnumerable<X509Certificate> brought, CancellationToken cancellationToken)
    {
        var known = brought.Concat(Roots()).ToList();
        var chain = CertificateChain.Of(signer, known);
        while (!chain.IsComplete && await servers.IssuerAsync(chain.Certificates[^1], cancellationToken) is { } issuer && !known.Contains(issuer))
        {
            known.Insert(0, issuer);
            chain = CertificateChain.Of(signer, known);
        }
        return chain;
    }

    /// <summary>Those that the machine trusts: a time-stamp server seldom sends its root along.</summary>
    static List<X509Certificate> Roots()
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        return [.. store.Certificates.Select(certificate => new X509Certificate(certificate.RawData))];
    }

    /// <param name="at">The answer must still be valid at this moment.</param>
    async Task<(ValidationData Data, SealLack Lack)> WithProofAsync(ValidationData data, X509Certificate certificate, X509Certificate issuer, DateTime at, CancellationToken cancellationToken)
    {
        if (data.HasProof(certificate, issuer, at))
            return (data, SealLack.Nothing);
        foreach (var answer in await servers.OcspAnswersAsync(certificate, issuer, cancellationToken))
        {
            var standing = OcspAnswer.StandingOf(certificate, issuer, answer, at);
            if (standing != Standing.Unknown)
                return (data with { OcspAnswers = [.. data.OcspAnswers, answer] }, LackOf(standing));
        }
        foreach (var list in await servers.RevocationListsAsync(certificate, cancellationToken))
        {
            var standing = RevocationList.StandingOf(certificate, issuer, list, at);
            if (standing != Standing.Unknown)
                return (data with { RevocationLists = [.. data.RevocationLists, list] }, LackOf(standing));
        }
        var canBeAsked = certificate.OcspAddresses().Concat(certificate.RevocationListAddresses()).Any();
        return (data, canBeAsked ? SealLack.RevocationData : SealLack.Issuer);
    }

    static SealLack LackOf(Standing standing) => standing == Standing.Revoked ? SealLack.Revoked : SealLack.Nothing;
}
