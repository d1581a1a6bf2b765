using System.Globalization;
using System.Text;

namespace Crm.Signing.Pdf;

/// <summary>Who sealed, when and why, as a PDF reader shows it.</summary>
public sealed record SealStatement(string By, string Reason, string Location, DateTime At);

/// <summary>
/// Seals a PDF: the pages of an appendix and an attached file are added, and a signature over every byte of the result
/// (PAdES baseline, ETSI EN 319 142-1; signature dictionary of ISO 32000-2, 12.8.1). The original stays its beginning.
/// </summary>
public static class PdfSeal
{
    /// <param name="sign">Gives the CMS signature over the bytes it is handed.</param>
    public static async Task<byte[]> ApplyAsync(
        byte[] original, byte[] appendix, string attachmentName, byte[] attachment, SealStatement statement, Func<byte[], Task<byte[]>> sign)
    {
        var update = new PdfUpdate(PdfDocument.Open(original));
        var page = PdfAppendix.Append(update, PdfDocument.Open(appendix));
        var file = AddFile(update, attachmentName, attachment, statement.At);
        var signature = update.Add(Signature(statement));
        var field = update.Add(Field(signature, page));
        update.Set(page, update.Dictionary(page).With("Annots", WithField(update, page, field)));
        update.Set(update.Original.RootNumber, Root(update, attachmentName, file, signature, field));
        var space = PdfSignatureSpace.In(update.Write(), original.Length);
        return space.Filled(await sign(space.Content));
    }

    static PdfDictionary Signature(SealStatement statement) => PdfDictionary.Of(
        ("Type", PdfValue.Name("Sig")),
        ("Filter", PdfValue.Name("Adobe.PPKLite")),
        ("SubFilter", PdfValue.Name("ETSI.CAdES.detached")),
        ("ByteRange", PdfSignatureSpace.UnknownRange),
        ("Contents", PdfSignatureSpace.Empty),
        ("M", Date(statement.At)),
        ("Name", PdfValue.Text(statement.By)),
        ("Reason", PdfValue.Text(statement.Reason)),
        ("Location", PdfValue.Text(statement.Location)),
        ("Reference", new PdfArray([NoChanges()])));

    // Document modification detection: nothing may be changed after this signature (ISO 32000-2, 12.8.2.2).
    static PdfDictionary NoChanges() => PdfDictionary.Of(
        ("Type", PdfValue.Name("SigRef")),
        ("TransformMethod", PdfValue.Name("DocMDP")),
        ("TransformParams", PdfDictionary.Of(("Type", PdfValue.Name("TransformParams")), ("P", PdfValue.Number(1)), ("V", PdfValue.Name("1.2")))));

    // The field has no appearance: the pages of the appendix say who signed. Flags: printed and locked.
    static PdfDictionary Field(PdfReference signature, int page) => PdfDictionary.Of(
        ("Type", PdfValue.Name("Annot")),
        ("Subtype", PdfValue.Name("Widget")),
        ("FT", PdfValue.Name("Sig")),
        ("T", PdfValue.Text("Seal")),
        ("V", signature),
        ("F", PdfValue.Number(132)),
        ("Rect", new PdfToken("[0 0 0 0]")),
        ("P", new PdfReference(page)));

    static PdfArray WithField(PdfUpdate update, int page, PdfReference field)
    {
        var present = update.Dictionary(page)["Annots"] is PdfArray annotations ? annotations.Items : [];
        return new([.. present, field]);
    }

    static PdfReference AddFile(PdfUpdate update, string name, byte[] bytes, DateTime at)
    {
        var content = update.Add(new PdfStream(
            PdfDictionary.Of(
                ("Type", PdfValue.Name("EmbeddedFile")),
                ("Subtype", PdfValue.Name("application#2Fjson")),
                ("Params", PdfDictionary.Of(("Size", PdfValue.Number(bytes.Length)), ("ModDate", Date(at))))),
            Encoding.Latin1.GetString(bytes)));
        return update.Add(PdfDictionary.Of(
            ("Type", PdfValue.Name("Filespec")),
            ("F", PdfValue.Text(name)),
            ("UF", PdfValue.Text(name)),
            ("AFRelationship", PdfValue.Name("Supplement")),
            ("EF", PdfDictionary.Of(("F", content), ("UF", content)))));
    }

    static PdfDictionary Root(PdfUpdate update, string attachmentName, PdfReference file, PdfReference signature, PdfReference field)
    {
        var root = update.Original.Root;
        if (root["Names"] is not null || root["AcroForm"] is not null)
            throw new InvalidDataException("The PDF has a form or named parts of its own already.");
        return root
            .With("Version", PdfValue.Name("1.7"))
            .With("AF", new PdfArray([file]))
            .With("Names", PdfDictionary.Of(("EmbeddedFiles", PdfDictionary.Of(("Names", new PdfArray([PdfValue.Text(attachmentName), file]))))))
            .With("AcroForm", PdfDictionary.Of(("Fields", new PdfArray([field])), ("SigFlags", PdfValue.Number(3))))
            .With("Perms", PdfDictionary.Of(("DocMDP", signature)));
    }

    static PdfToken Date(DateTime at) => new(at.ToString("'(D:'yyyyMMddHHmmss'Z)'", CultureInfo.InvariantCulture));
}
