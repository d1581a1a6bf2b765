using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Crm.Signing.Pdf;
using Crm.Signing.Validation;

namespace Crm.Signing;

/// <summary>Asks the configured time-stamp server (RFC 3161) to vouch for the moment of a signature, or of a file.</summary>
public sealed class TimeStampServer(CrmSettings settings, IHttpClientFactory clients, ILogger<TimeStampServer> logger)
{
    public bool IsConfigured => settings.Seal.TimeStampUrl.Length > 0;

    /// <summary>The token; null when no server is configured, or when it does not answer: the seal is then valid without it, and says so.</summary>
    public async Task<byte[]?> StampAsync(byte[] content, CancellationToken cancellationToken)
    {
        if (!IsConfigured)
            return null;
        var request = Rfc3161TimestampRequest.CreateFromData(
            content, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(8), requestSignerCertificates: true);
        try
        {
            var token = TimeStamp.Kept(request.ProcessResponse(await AskAsync(request, cancellationToken), out _));
            TimeStamp.Read(token, content);
            return token;
        }
        catch (Exception error) when (error is HttpRequestException or CryptographicException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logger.LogWarning(error, "The time-stamp server {Url} gave no usable time stamp; the seal goes without", settings.Seal.TimeStampUrl);
            return null;
        }
    }

    async Task<byte[]> AskAsync(Rfc3161TimestampRequest request, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(nameof(TimeStampServer));
        client.Timeout = TimeSpan.FromSeconds(15);
        client.MaxResponseContentBufferSize = PdfSignatureSpace.Bytes;
        using var content = new ByteArrayContent(request.Encode());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        using var answer = await client.PostAsync(new Uri(settings.Seal.TimeStampUrl), content, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }
}
