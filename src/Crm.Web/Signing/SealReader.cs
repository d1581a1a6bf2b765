using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using Crm.Signing.Pdf;
using Crm.Signing.Validation;
using X509Certificate = Org.BouncyCastle.X509.X509Certificate;
using X509NameType = System.Security.Cryptography.X509Certificates.X509NameType;

namespace Crm.Signing;

/// <summary>What a seal says of the file around it, without any database.</summary>
/// <param name="IsIntact">Every byte of the file is under the seal or proves something about it, and none has changed since.</param>
/// <param name="StampedAt">What a time-stamp server vouches for; null when there was none.</param>
public sealed record Seal(bool IsIntact, string SealedBy, string Thumbprint, DateTime SealedAt, DateTime? StampedAt, Evidence? Evidence)
{
    /// <summary>The attached evidence agrees with itself and with the document that the file begins with.</summary>
    public bool EvidenceHolds { get; init; }
    public SealLevel Level { get; init; }
    /// <summary>The seal holds for the beginning of the file; the rest was added by somebody and is no proof of anything.</summary>
    public bool WasAddedTo { get; init; }
    /// <summary>Who sealed and who stamped the moment: those of whom level B-LT must prove that their certificates stood.</summary>
    public IReadOnlyList<X509Certificate> Signers { get; init; } = [];
    /// <summary>The certificates that came with their signatures.</summary>
    public IReadOnlyList<X509Certificate> Known { get; init; } = [];
}

/// <summary>Takes a sealed PDF apart and checks everything that can be checked off line (ETSI EN 319 142-1, ISO 32000-2, 12.8).</summary>
public static class SealReader
{
    /// <summary>Null when the file bears no seal of ours. Whatever else is wrong with it is no exception but a seal that is not intact.</summary>
    public static Seal? Read(byte[] file)
    {
        try
        {
            return PdfDocument.Open(file) is var document && document.Root["AcroForm"] is not null ? Check(document) : null;
        }
        catch (Exception damaged) when (Damage.Is(damaged))
        {
            return Encoding.Latin1.GetString(file).Contains("/ETSI.CAdES.detached", StringComparison.Ordinal) ? NotIntact(file) : null;
        }
    }

    static Seal Check(PdfDocument document)
    {
        var (sealedDocument, updates) = SealUpdate.TakeOff(document);
        return updates.Aggregate(CheckSeal(sealedDocument), With);
    }

    static Seal NotIntact(byte[] file) => new(false, "", "", default, null, null) { WasAddedTo = HoldsForBeginning(file) };

    static bool HoldsForBeginning(byte[] file)
    {
        try
        {
            var document = PdfDocument.Open(file);
            var range = (PdfArray)SealUpdate.Signature(document, SealUpdate.Fields(document)[0])["ByteRange"]!;
            var end = ((PdfToken)range.Items[2]).Integer + ((PdfToken)range.Items[3]).Integer;
            return end < file.Length && CheckSeal(PdfDocument.Open(file[..end])).IsIntact;
        }
        catch (Exception damaged) when (Damage.Is(damaged))
        {
            return false;
        }
    }

    /// <summary>What an update behind the seal adds to its level. The order is fixed: a time stamp, the store, and a time stamp over that.</summary>
    static Seal With(Seal seal, SealUpdate update) => (seal.Level, update) switch
    {
        (SealLevel.BB, DocumentTimeStamp stamp) => Stamped(seal, TimeStamp.Read(stamp.Token, stamp.Content)),
        (SealLevel.BT, SecurityStore store) when store.Data.Proves(seal.Signers, seal.StampedAt!.Value) => seal with { Level = SealLevel.BLT },
        (SealLevel.BLT, DocumentTimeStamp stamp) when TimeStamp.Read(stamp.Token, stamp.Content) is not null => seal with { Level = SealLevel.BLTA },
        _ => throw new InvalidDataException("What was added behind the seal proves nothing."),
    };

    static Seal Stamped(Seal seal, TimeStamp stamp) => seal with
    {
        Level = SealLevel.BT, StampedAt = stamp.At, Signers = [.. seal.Signers, stamp.Signer], Known = [.. seal.Known, .. stamp.Known],
    };

    static Seal CheckSeal(PdfDocument document)
    {
        var signature = SealUpdate.Signature(document, SealUpdate.Fields(document).Single());
        var space = PdfSignatureSpace.Of(document.Bytes, signature) ?? throw new InvalidDataException("The seal is not over the whole file.");
        var cms = Decode(space.Content, ((PdfToken)signature["Contents"]!).Written);
        var signer = cms.SignerInfos[0];
        EnsureSigned(cms, signer);
        var evidence = ReadEvidence(document);
        var certificate = signer.Certificate!;
        var seal = new Seal(true, certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), certificate.Thumbprint, SealedAt(signature), null, evidence)
        {
            EvidenceHolds = evidence is not null && evidence.HoldsFor(document.Bytes),
            Signers = [new(certificate.RawData)],
            Known = [.. cms.Certificates.Select(one => new X509Certificate(one.RawData))],
        };
        return Stamp(signer) is { } stamp ? Stamped(seal, stamp) : seal;
    }

    /// <summary>The signature must be written in exactly one way, so that not a single digit of it can differ unseen.</summary>
    static SignedCms Decode(byte[] content, string written)
    {
        var padded = Convert.FromHexString(written[1..^1]);
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.Decode(padded);
        var again = new byte[padded.Length];
        var plain = cms.Encode();
        plain.CopyTo(again, 0);
        if (written != "<" + Convert.ToHexStringLower(again) + ">")
            throw new CryptographicException("The signature is followed or written by something else.");
        PlainCms.Ensure(plain);
        return cms;
    }

    static void EnsureSigned(SignedCms cms, SignerInfo signer)
    {
        var named = signer.SignedAttributes.Cast<CryptographicAttributeObject>().Single(attribute => attribute.Oid.Value == SealSigner.SigningCertificateV2.Value);
        var issuers = cms.Certificates.Where(certificate => !certificate.Equals(signer.Certificate));
        if (!named.Values[0].RawData.AsSpan().SequenceEqual(SealSigner.SigningCertificates(signer.Certificate!, issuers)))
            throw new CryptographicException("The certificates are not those that were signed.");
        // Only the mathematics: whether the sealer is to be trusted is for the reader to decide by name.
        cms.CheckSignature(verifySignatureOnly: true);
    }

    /// <summary>The time stamp is all that may stand beside a signature without being signed.</summary>
    static TimeStamp? Stamp(SignerInfo signer)
    {
        if (signer.UnsignedAttributes.Count == 0)
            return null;
        var stamp = signer.UnsignedAttributes.Cast<CryptographicAttributeObject>().Single();
        if (stamp.Oid.Value != SealSigner.TimeStampToken.Value)
            throw new CryptographicException("Beside the signature stands something that nobody signed.");
        return TimeStamp.Read(stamp.Values.Cast<AsnEncodedData>().Single().RawData, signer.GetSignature());
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
