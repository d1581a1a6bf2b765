using System.Net.Http.Headers;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.X509;

namespace Crm.Signing.Validation;

/// <summary>Asks the issuers of certificates what they say of them, at the addresses that stand in the certificates (RFC 5280, 4.2.1.13 and 4.2.2.1).</summary>
public sealed class RevocationServers(IHttpClientFactory clients, ILogger<RevocationServers> logger)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    /// <summary>Some public issuers' lists are this large; the sealed file goes by mail.</summary>
    const int LargestAnswer = 2_000_000;

    /// <summary>The answer of a responder; empty when it gave none.</summary>
    public async Task<IReadOnlyList<byte[]>> OcspAnswersAsync(X509Certificate certificate, X509Certificate issuer, CancellationToken cancellationToken)
    {
        var answers = new List<byte[]>();
        foreach (var address in certificate.OcspAddresses())
        {
            var question = new ByteArrayContent(OcspAnswer.Question(certificate, issuer));
            question.Headers.ContentType = new MediaTypeHeaderValue("application/ocsp-request");
            if (await AskAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = question }, cancellationToken) is { } answer)
                answers.Add(answer);
        }
        return answers;
    }

    public async Task<IReadOnlyList<byte[]>> RevocationListsAsync(X509Certificate certificate, CancellationToken cancellationToken)
    {
        var lists = new List<byte[]>();
        foreach (var address in certificate.RevocationListAddresses())
        {
            if (await AskAsync(new HttpRequestMessage(HttpMethod.Get, address), cancellationToken) is { } list)
                lists.Add(list);
        }
        return lists;
    }

    /// <summary>The certificate of the issuer, when the certificate tells where it can be had.</summary>
    public async Task<X509Certificate?> IssuerAsync(X509Certificate certificate, CancellationToken cancellationToken)
    {
        foreach (var address in certificate.IssuerAddresses())
        {
            if (await AskAsync(new HttpRequestMessage(HttpMethod.Get, address), cancellationToken) is { } answer && Read(answer) is { } issuer && certificate.IsIssuedBy(issuer))
                return issuer;
        }
        return null;
    }

    static X509Certificate? Read(byte[] answer)
    {
        try
        {
            return new X509CertificateParser().ReadCertificate(answer);
        }
        catch (Exception damaged) when (Damage.Is(damaged))
        {
            return null;
        }
    }

    async Task<byte[]?> AskAsync(HttpRequestMessage question, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(nameof(RevocationServers));
        (client.Timeout, client.MaxResponseContentBufferSize) = (Patience, LargestAnswer);
        try
        {
            using (question)
            using (var answer = await client.SendAsync(question, cancellationToken))
            {
                answer.EnsureSuccessStatusCode();
                return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            }
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logger.LogWarning(error, "{Url} did not say whether a certificate stands", question.RequestUri);
            return null;
        }
    }
}
