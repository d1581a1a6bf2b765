using System.Globalization;
using System.Text;

namespace Crm.Signing.Pdf;

/// <summary>
/// The objects of a PDF whose cross-reference is a table, as Chromium writes it and as our own updates add to it
/// (ISO 32000-2, 7.5). Others, with cross-reference streams, are refused by name.
/// </summary>
public sealed class PdfDocument
{
    /// <summary>Far more than any program appends; a crafted file with a version in every few bytes would keep a thread busy.</summary>
    const int MaxVersions = 1_000;
    const string End = "%%EOF\n";
    readonly Dictionary<int, int> offsets = [];
    readonly Dictionary<int, PdfValue> read = [];
    readonly HashSet<int> beingRead = [];
    readonly string text;

    PdfDocument(byte[] bytes)
    {
        (Bytes, text) = (bytes, Encoding.Latin1.GetString(bytes));
        StartOfTable = LastStart();
        Trailer = ReadTables(StartOfTable);
    }

    public byte[] Bytes { get; }
    /// <summary>Of the newest version: its root, and how many object numbers are in use.</summary>
    public PdfDictionary Trailer { get; }
    public int StartOfTable { get; }
    public int Size => ((PdfToken)Trailer["Size"]!).Integer;
    public int RootNumber => ((PdfReference)Trailer["Root"]!).To;
    public PdfDictionary Root => Dictionary(Trailer["Root"]);
    public int PageCount => Integer(Dictionary(Root["Pages"])["Count"]);
    public IEnumerable<int> Numbers => offsets.Keys.Order();

    /// <exception cref="InvalidDataException">The bytes are no PDF, or one that is built otherwise.</exception>
    public static PdfDocument Open(byte[] bytes)
    {
        try
        {
            return new(bytes);
        }
        catch (Exception error) when (error is InvalidCastException or NullReferenceException or ArgumentException or FormatException or OverflowException)
        {
            throw new InvalidDataException("Not a PDF that can be read: its table of objects is damaged.", error);
        }
    }

    /// <summary>The file as it was before its newest update; null when that is its first version.</summary>
    public PdfDocument? Previous()
    {
        if (Trailer["Prev"] is not PdfToken previous)
            return null;
        var end = text.IndexOf(End, previous.Integer, StringComparison.Ordinal) + End.Length;
        return end < End.Length ? null : Open(Bytes[..end]);
    }

    public PdfValue Object(int number)
    {
        if (read.TryGetValue(number, out var known))
            return known;
        if (!offsets.TryGetValue(number, out var offset))
            throw new InvalidDataException($"Not a PDF that can be read: object {number} is missing.");
        // A stream may name another object as its length, and a crafted one itself.
        if (!beingRead.Add(number))
            throw new InvalidDataException($"Not a PDF that can be read: object {number} is needed to read itself.");
        var value = read[number] = Read(number, new PdfParser(text, offset));
        beingRead.Remove(number);
        return value;
    }

    PdfValue Read(int number, PdfParser parser)
    {
        if (parser.Integer() != number || parser.Integer() != 0 || !parser.Skip("obj"))
            throw parser.Broken($"object {number} was expected");
        var value = parser.Value();
        return value is PdfDictionary dictionary && parser.Skip("stream") ? Stream(dictionary, parser.At) : value;
    }

    public PdfValue? Resolve(PdfValue? value) => value is PdfReference reference ? Object(reference.To) : value;

    public PdfDictionary Dictionary(PdfValue? value) => Resolve(value) switch
    {
        PdfDictionary dictionary => dictionary,
        PdfStream stream => stream.Dictionary,
        _ => throw new InvalidDataException("Not a PDF that can be read: a dictionary was expected."),
    };

    public int Integer(PdfValue? value) => Resolve(value) is PdfToken token && int.TryParse(token.Written, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new InvalidDataException("Not a PDF that can be read: a number was expected.");

    PdfStream Stream(PdfDictionary dictionary, int at)
    {
        var start = text[at] == '\r' ? at + 2 : at + 1;
        return new(dictionary, text.Substring(start, Integer(dictionary["Length"])));
    }

    int LastStart()
    {
        var mark = text.LastIndexOf("startxref", StringComparison.Ordinal);
        if (!text.StartsWith("%PDF-", StringComparison.Ordinal) || mark < 0)
            throw new InvalidDataException("Not a PDF that can be read: its beginning or its end is missing.");
        return new PdfParser(text, mark + "startxref".Length).Integer();
    }

    PdfDictionary ReadTables(int start)
    {
        var newest = ReadTable(start);
        var seen = new HashSet<int> { start };
        for (var older = newest["Prev"]; older is PdfToken previous; )
        {
            if (!seen.Add(previous.Integer) || seen.Count > MaxVersions)
                throw new InvalidDataException("Not a PDF that can be read: its versions refer to each other, or are too many.");
            older = ReadTable(previous.Integer)["Prev"];
        }
        return newest;
    }

    PdfDictionary ReadTable(int start)
    {
        var parser = new PdfParser(text, start);
        if (!parser.Skip("xref"))
            throw parser.Broken("a cross-reference table was expected (cross-reference streams are not read)");
        while (!parser.Skip("trailer"))
        {
            var first = parser.Integer();
            var count = parser.Integer();
            for (var number = first; number < first + count; number++)
                ReadEntry(parser, number);
        }
        return (PdfDictionary)parser.Value();
    }

    void ReadEntry(PdfParser parser, int number)
    {
        var offset = parser.Integer();
        parser.Integer();
        if (parser.Skip("n"))
            offsets.TryAdd(number, offset);
        else if (!parser.Skip("f"))
            throw parser.Broken("an entry of the table was expected");
    }
}
