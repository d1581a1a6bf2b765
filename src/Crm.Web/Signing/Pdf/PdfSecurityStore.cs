using System.Text;
using Crm.Signing.Validation;

namespace Crm.Signing.Pdf;

/// <summary>
/// The document security store (ISO 32000-2, 12.8.4.3): certificates and what their issuers said of them, in an update behind the seal.
/// It has no VRI dictionary, which ETSI EN 319 142-1, 5.4.2.3 says should not be used.
/// </summary>
public static class PdfSecurityStore
{
    public static byte[] Append(PdfDocument document, ValidationData data)
    {
        var update = new PdfUpdate(document);
        var store = update.Add(PdfDictionary.Of(
            ("Type", PdfValue.Name("DSS")),
            ("Certs", Streams(update, data.Certificates)),
            ("OCSPs", Streams(update, data.OcspAnswers)),
            ("CRLs", Streams(update, data.RevocationLists))));
        update.Set(document.RootNumber, document.Root.With("DSS", store));
        return update.Write();
    }

    /// <summary>What the store of a document holds; null when it has none.</summary>
    public static ValidationData? Read(PdfDocument document)
    {
        if (document.Root["DSS"] is not { } reference)
            return null;
        var store = document.Dictionary(reference);
        return new(Read(document, store["Certs"]), Read(document, store["OCSPs"]), Read(document, store["CRLs"]));
    }

    static PdfArray Streams(PdfUpdate update, IReadOnlyList<byte[]> parts) =>
        new([.. parts.Select(part => update.Add(new PdfStream(PdfDictionary.Of(), Encoding.Latin1.GetString(part))))]);

    static IReadOnlyList<byte[]> Read(PdfDocument document, PdfValue? parts) =>
        [.. ((PdfArray)parts!).Items.Select(part => Encoding.Latin1.GetBytes(((PdfStream)document.Resolve(part)!).Data))];
}
