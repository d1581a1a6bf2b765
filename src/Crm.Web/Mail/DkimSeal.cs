using MimeKit;
using MimeKit.Cryptography;

namespace Crm.Mail;

/// <summary>Signs each mail for the domain of the settings (DKIM, RFC 6376), so that a receiver can tell that it is ours and as we wrote it. Without a key mail goes as it is.</summary>
public sealed class DkimSeal(CrmSettings settings)
{
    /// <summary>What a receiver reads, and what RFC 8058 wants signed before one click may end a mailing.</summary>
    static readonly string[] Signed =
        ["From", "Reply-To", "To", "Cc", "Subject", "Date", "Message-Id", "List-Unsubscribe", "List-Unsubscribe-Post"];

    readonly Lazy<DkimSigner?> signer = new(() => Read(settings.Dkim));

    /// <exception cref="InvalidOperationException">The key cannot be read; the message says which and what to do.</exception>
    public void Sign(MimeMessage mime)
    {
        if (signer.Value is not { } ours)
            return;
        // A mail server on the way may write other characters than these in another way, and break the signature.
        mime.Prepare(EncodingConstraint.SevenBit);
        ours.Sign(mime, [.. Signed.Where(mime.Headers.Contains)]);
    }

    static DkimSigner? Read(DkimSettings dkim)
    {
        if (!dkim.IsOn)
            return null;
        try
        {
            return new DkimSigner(dkim.Key, dkim.Domain, dkim.Selector, DkimSignatureAlgorithm.RsaSha256)
            {
                HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed, BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            throw new InvalidOperationException($"The DKIM key {dkim.Key} cannot be read as a PEM private key: {error.Message} Mend CRM_Dkim__Key, or leave it out to send unsigned.", error);
        }
    }
}
