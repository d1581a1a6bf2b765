using System.Globalization;

namespace Crm.Signing.Pdf;

/// <summary>
/// A document time stamp (ISO 32000-2, 12.8.5; ETSI EN 319 142-1, 5.4.3): an update with a time stamp over the whole file before it. Its
/// field stands in the form and on no page, so that no page changes.
/// </summary>
public static class PdfTimeStamp
{
    /// <summary>The file with a place for the time stamp.</summary>
    public static PdfSignatureSpace Prepare(PdfDocument document)
    {
        var update = new PdfUpdate(document);
        var form = document.Dictionary(document.Root["AcroForm"]);
        var fields = ((PdfArray)form["Fields"]!).Items;
        var stamp = update.Add(PdfDictionary.Of(
            ("Type", PdfValue.Name("DocTimeStamp")),
            ("Filter", PdfValue.Name("Adobe.PPKLite")),
            ("SubFilter", PdfValue.Name("ETSI.RFC3161")),
            ("ByteRange", PdfSignatureSpace.UnknownRange),
            ("Contents", PdfSignatureSpace.Empty)));
        var field = update.Add(PdfDictionary.Of(
            ("Type", PdfValue.Name("Annot")),
            ("Subtype", PdfValue.Name("Widget")),
            ("FT", PdfValue.Name("Sig")),
            ("T", PdfValue.Text(string.Create(CultureInfo.InvariantCulture, $"Time stamp {fields.Count}"))),
            ("V", stamp),
            ("F", PdfValue.Number(132)),
            ("Rect", new PdfToken("[0 0 0 0]"))));
        update.Set(document.RootNumber, document.Root.With("AcroForm", form.With("Fields", new PdfArray([.. fields, field]))));
        return PdfSignatureSpace.In(update.Write(), document.Bytes.Length);
    }
}
