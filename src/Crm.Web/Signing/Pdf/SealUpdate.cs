using System.Formats.Asn1;

namespace Crm.Signing.Pdf;

/// <summary>What may stand behind a seal: a document security store or a document time stamp, each in an update of its own.</summary>
public abstract record SealUpdate
{
    /// <summary>A time stamp of a file that still stands by itself, the store, and a time stamp over the store.</summary>
    const int Most = 3;

    /// <summary>The sealed file by itself, and what was added to it, oldest first.</summary>
    /// <exception cref="InvalidDataException">Something else was added as well.</exception>
    public static (PdfDocument Sealed, IReadOnlyList<SealUpdate> Updates) TakeOff(PdfDocument document)
    {
        var updates = new List<SealUpdate>();
        while (Fields(document).Count > 1 || document.Root["DSS"] is not null)
        {
            if (updates.Count == Most || document.Previous() is not { } previous)
                throw new InvalidDataException("More was added behind the seal than belongs there.");
            updates.Insert(0, Newest(document, previous));
            document = previous;
        }
        return (document, updates);
    }

    public static IReadOnlyList<PdfValue> Fields(PdfDocument document) =>
        ((PdfArray)document.Resolve(document.Dictionary(document.Root["AcroForm"])["Fields"])!).Items;

    public static PdfDictionary Signature(PdfDocument document, PdfValue field) => document.Dictionary(document.Dictionary(field)["V"]);

    /// <summary>An update is written again from what was read in it: only when every byte comes out the same is there nothing else in it.</summary>
    static SealUpdate Newest(PdfDocument document, PdfDocument previous)
    {
        var (update, written) = previous.Root["DSS"] is null && PdfSecurityStore.Read(document) is { } data
            ? (new SecurityStore(data), PdfSecurityStore.Append(previous, data))
            : Stamp(document, PdfTimeStamp.Prepare(previous));
        return written.AsSpan().SequenceEqual(document.Bytes) ? update : throw new InvalidDataException("An update behind the seal holds something else.");
    }

    static (SealUpdate Update, byte[] Written) Stamp(PdfDocument document, PdfSignatureSpace space)
    {
        var padded = Convert.FromHexString(((PdfToken)Signature(document, Fields(document)[^1])["Contents"]!).Written[1..^1]);
        AsnDecoder.ReadEncodedValue(padded, AsnEncodingRules.BER, out _, out _, out var length);
        var token = padded[..length];
        return (new DocumentTimeStamp(space.Content, token), space.Filled(token));
    }
}

public sealed record SecurityStore(Validation.ValidationData Data) : SealUpdate;

/// <param name="Content">All bytes of the file but the token's own.</param>
public sealed record DocumentTimeStamp(byte[] Content, byte[] Token) : SealUpdate;
