using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Crm.Signing.Pdf;

namespace Crm.Signing;

/// <summary>What a seal says of the file around it, without any database.</summary>
/// <param name="IsIntact">Every byte of the file is under the seal, and none has changed since.</param>
/// <param name="StampedAt">What a time-stamp server vouches for; null when there was none.</param>
public sealed record Seal(bool IsIntact, string SealedBy, string Thumbprint, DateTime SealedAt, DateTime? StampedAt, Evidence? Evidence)
{
    /// <summary>The attached evidence agrees with itself and with the document that the file begins with.</summary>
    public bool EvidenceHolds { get; init; }
}

/// <summary>Takes a sealed PDF apart and checks everything that can be checked off line (ETSI EN 319 142-1, ISO 32000-2, 12.8).</summary>
public static class SealReader
{
    /// <summary>Null when the file bears no seal of ours. Whatever else is wrong with it is no exception but a seal that is not intact.</summary>
    public static Seal? Read(byte[] file)
    {
        try
        {
            return Find(file) is { } found ? Check(file, found.Document, found.Signature) : null;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or InvalidOperationException or CryptographicException or FormatException or InvalidCastException or NullReferenceException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return Encoding.Latin1.GetString(file).Contains("/ETSI.CAdES.detached", StringComparison.Ordinal)
                ? new Seal(false, "", "", default, null, null)
                : null;
        }
    }

    static (PdfDocument Document, PdfDictionary Signature)? Find(byte[] file)
    {
        var document = PdfDocument.Open(file);
        if (document.Root["AcroForm"] is not { } form)
            return null;
        var fields = (PdfArray)document.Resolve(document.Dictionary(form)["Fields"])!;
        return (document, document.Dictionary(document.Dictionary(fields.Items[^1])["V"]));
    }

    static Seal Check(byte[] file, PdfDocument document, PdfDictionary signature)
    {
        var range = ((PdfArray)signature["ByteRange"]!).Items.Select(item => ((PdfToken)item).Integer).ToArray();
        var written = ((PdfToken)signature["Contents"]!).Written;
        var isWhole = range is [0, var open, var close, var rest] && close + rest == file.Length && close - open == written.Length
            && Encoding.Latin1.GetString(file, open, written.Length) == written;
        if (!isWhole)
            return new(false, "", "", default, null, null);
        var cms = Decode([.. file[..range[1]], .. file[range[2]..]], written);
        var signer = cms.SignerInfos[0];
        var evidence = ReadEvidence(document);
        return new(
            Signed(cms, signer), signer.Certificate!.GetNameInfo(X509NameType.SimpleName, forIssuer: false), signer.Certificate.Thumbprint, SealedAt(signature), StampedAt(signer), evidence)
        {
            EvidenceHolds = evidence is not null && evidence.HoldsFor(file),
        };
    }

    /// <summary>The signature must be written in exactly one way, so that not a single digit of it can differ unseen.</summary>
    static SignedCms Decode(byte[] content, string written)
    {
        var padded = Convert.FromHexString(written[1..^1]);
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.Decode(padded);
        var again = new byte[padded.Length];
        cms.Encode().CopyTo(again, 0);
        if (written != "<" + Convert.ToHexStringLower(again) + ">")
            throw new CryptographicException("The signature is followed or written by something else.");
        return cms;
    }

    static bool Signed(SignedCms cms, SignerInfo signer)
    {
        var named = signer.SignedAttributes.Cast<CryptographicAttributeObject>().SingleOrDefault(attribute => attribute.Oid.Value == SealSigner.SigningCertificateV2.Value);
        if (named is null || !named.Values[0].RawData.AsSpan().SequenceEqual(SealSigner.SigningCertificate(signer.Certificate!)))
            return false;
        // Only the mathematics: whether the sealer is to be trusted is for the reader to decide by name.
        cms.CheckSignature(verifySignatureOnly: true);
        return true;
    }

    static DateTime? StampedAt(SignerInfo signer)
    {
        var stamp = signer.UnsignedAttributes.Cast<CryptographicAttributeObject>().SingleOrDefault(attribute => attribute.Oid.Value == SealSigner.TimeStampToken.Value);
        if (stamp is null)
            return null;
        if (!Rfc3161TimestampToken.TryDecode(stamp.Values[0].RawData, out var token, out _) || !token.VerifySignatureForData(signer.GetSignature(), out _))
            throw new CryptographicException("The time stamp is not about this signature.");
        return token.TokenInfo.Timestamp.UtcDateTime;
    }

    static DateTime SealedAt(PdfDictionary signature) => DateTime.ParseExact(
        ((PdfToken)signature["M"]!).Written, "'(D:'yyyyMMddHHmmss'Z)'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    static Evidence? ReadEvidence(PdfDocument document)
    {
        if (document.Resolve(document.Root["AF"]) is not PdfArray { Items: [var file, ..] })
            return null;
        var content = document.Resolve(document.Dictionary(document.Dictionary(file)["EF"])["F"]);
        return content is PdfStream stream ? Evidence.Read(Encoding.Latin1.GetBytes(stream.Data)) : null;
    }
}
