using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Signing.Pdf;

/// <summary>
/// New and changed objects, written behind a PDF as an incremental update (ISO 32000-2, 7.5.6): the original stays in the
/// result byte for byte, so its hash can still be checked.
/// </summary>
public sealed class PdfUpdate(PdfDocument original)
{
    readonly SortedDictionary<int, PdfValue> objects = [];

    public PdfDocument Original { get; } = original;
    public int NextNumber { get; private set; } = original.Size;

    public PdfReference Add(PdfValue value)
    {
        objects[NextNumber] = value;
        return new(NextNumber++);
    }

    public void Set(int number, PdfValue value)
    {
        objects[number] = value;
        NextNumber = Math.Max(NextNumber, number + 1);
    }

    /// <summary>The object as this update has it so far.</summary>
    public PdfDictionary Dictionary(int number) => objects.TryGetValue(number, out var changed) ? (PdfDictionary)changed : Original.Dictionary(new PdfReference(number));

    public byte[] Write()
    {
        var text = new StringBuilder("\n");
        var offsets = new Dictionary<int, int>();
        foreach (var (number, value) in objects)
        {
            offsets[number] = Original.Bytes.Length + text.Length;
            text.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{value}\nendobj\n");
        }
        var start = Original.Bytes.Length + text.Length;
        text.Append("xref\n");
        foreach (var number in objects.Keys)
            text.Append(CultureInfo.InvariantCulture, $"{number} 1\n{offsets[number]:D10} 00000 n \n");
        text.Append(CultureInfo.InvariantCulture, $"trailer\n{Trailer()}\nstartxref\n{start}\n%%EOF\n");
        return [.. Original.Bytes, .. Encoding.Latin1.GetBytes(text.ToString())];
    }

    PdfDictionary Trailer()
    {
        // Chromium gives no file identifier; the hash of the original serves for both halves' origin (ISO 32000-2, 14.4).
        var identifier = new PdfToken($"<{Convert.ToHexString(SHA256.HashData(Original.Bytes))}>");
        return Original.Trailer
            .With("Size", PdfValue.Number(NextNumber))
            .With("Prev", PdfValue.Number(Original.StartOfTable))
            .With("ID", Original.Trailer["ID"] ?? new PdfArray([identifier, identifier]));
    }
}
