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
    /// <summary>Room for the certificates, the signature and a time stamp.</summary>
    public const int SignatureBytes = 16_384;
    const string UnknownRange = "[0 0000000000 0000000000 0000000000]";

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
        return await SignAsync(update.Write(), original.Length, sign);
    }

    static PdfDictionary Signature(SealStatement statement) => PdfDictionary.Of(
        ("Type", PdfValue.Name("Sig")),
        ("Filter", PdfValue.Name("Adobe.PPKLite")),
        ("SubFilter", PdfValue.Name("ETSI.CAdES.detached")),
        ("ByteRange", new PdfToken(UnknownRange)),
        ("Contents", new PdfToken("<" + new string('0', SignatureBytes * 2) + ">")),
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

    /// <summary>Fills in the range that is signed, which is everything but the signature itself, and then the signature.</summary>
    static async Task<byte[]> SignAsync(byte[] unsigned, int from, Func<byte[], Task<byte[]>> sign)
    {
        var added = Encoding.Latin1.GetString(unsigned, from, unsigned.Length - from);
        var rangeAt = from + added.IndexOf(UnknownRange, StringComparison.Ordinal);
        var open = from + added.IndexOf("<" + new string('0', SignatureBytes * 2), StringComparison.Ordinal);
        var close = open + (SignatureBytes * 2) + 2;
        var range = string.Create(CultureInfo.InvariantCulture, $"[0 {open:D10} {close:D10} {unsigned.Length - close:D10}]");
        Encoding.Latin1.GetBytes(range).CopyTo(unsigned, rangeAt);
        var signature = await sign([.. unsigned[..open], .. unsigned[close..]]);
        if (signature.Length > SignatureBytes)
            throw new InvalidOperationException($"The signature takes {signature.Length} bytes; there is room for {SignatureBytes}.");
        Encoding.Latin1.GetBytes(Convert.ToHexStringLower(signature)).CopyTo(unsigned, open + 1);
        return unsigned;
    }

    static PdfToken Date(DateTime at) => new(at.ToString("'(D:'yyyyMMddHHmmss'Z)'", CultureInfo.InvariantCulture));
}
