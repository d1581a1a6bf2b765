using System.Globalization;
using System.Text;

namespace Crm.Signing.Pdf;

/// <summary>The place in a PDF for a signature or time stamp over every byte but its own (ISO 32000-2, 12.8.1).</summary>
public sealed class PdfSignatureSpace
{
    /// <summary>Room for the certificates, the signature and a time stamp.</summary>
    public const int Bytes = 16_384;
    readonly byte[] file;
    readonly int open;
    readonly int close;

    PdfSignatureSpace(byte[] file, int open, int close) => (this.file, this.open, this.close) = (file, open, close);

    /// <summary>As long as the longest range, so that the real one fits in its place.</summary>
    public static PdfToken UnknownRange { get; } = new("[0 0000000000 0000000000 0000000000]");

    public static PdfToken Empty { get; } = new("<" + new string('0', Bytes * 2) + ">");

    /// <summary>What is signed.</summary>
    public byte[] Content => [.. file[..open], .. file[close..]];

    /// <summary>Finds the empty space behind a place in the file, and writes in the range that will be signed.</summary>
    public static PdfSignatureSpace In(byte[] file, int from)
    {
        var added = Encoding.Latin1.GetString(file, from, file.Length - from);
        var rangeAt = from + added.IndexOf(UnknownRange.Written, StringComparison.Ordinal);
        var open = from + added.IndexOf(Empty.Written, StringComparison.Ordinal);
        var close = open + Empty.Written.Length;
        var range = string.Create(CultureInfo.InvariantCulture, $"[0 {open:D10} {close:D10} {file.Length - close:D10}]");
        Encoding.Latin1.GetBytes(range).CopyTo(file, rangeAt);
        return new(file, open, close);
    }

    /// <summary>The space of a signature in a file that it covers whole; null when there are bytes that it does not cover.</summary>
    public static PdfSignatureSpace? Of(byte[] file, PdfDictionary signature)
    {
        var range = ((PdfArray)signature["ByteRange"]!).Items.Select(item => ((PdfToken)item).Integer).ToArray();
        var written = ((PdfToken)signature["Contents"]!).Written;
        return range is [0, var open, var close, var rest] && close + rest == file.Length && close - open == written.Length
            && Encoding.Latin1.GetString(file, open, written.Length) == written
            ? new(file, open, close)
            : null;
    }

    /// <summary>The file with the signature in its place.</summary>
    public byte[] Filled(byte[] signature)
    {
        if (signature.Length > Bytes)
            throw new InvalidOperationException($"The signature takes {signature.Length} bytes; there is room for {Bytes}.");
        var filled = file.ToArray();
        Encoding.Latin1.GetBytes(Convert.ToHexStringLower(signature)).CopyTo(filled, open + 1);
        return filled;
    }
}
