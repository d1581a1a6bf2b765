using System.Globalization;
using System.IO.Compression;
using System.Text;
using Crm.Data;
using CsvHelper;
using CsvHelper.Configuration;
using MiniExcelLibs;

namespace Crm.Documents;

/// <summary>The rows of a CSV or Excel file, as text. The first row names the columns.</summary>
public sealed record SheetFile(IReadOnlyList<string> Columns, IReadOnlyList<SheetFile.Row> Rows)
{
    /// <param name="Line">As a person counts in the file: the header is line 1.</param>
    public sealed record Row(int Line, IReadOnlyList<string> Cells);

    public const int MostRows = 200_000;
    /// <summary>So many rows of fourteen columns come to some 45 MB.</summary>
    public const int MaxBytes = 60_000_000;

    const int MostColumns = 100;
    const int LongestCell = 4_000;
    // Two hundred thousand rows of fifty filled cells come to less. Reading stops at the length that the archive names for a part.
    const long MostUnpacked = 400_000_000;

    public static SheetFile Read(BroughtFile brought)
    {
        if (brought.Bytes.Length is 0 or > MaxBytes)
            throw RefusedException.Invalid("file", "Kies een bestand met inhoud, van hooguit 60 MB.", "Choose a file with contents, of at most 60 MB.");
        var rows = IsExcel(brought.Bytes) ? FromExcel(brought.Bytes) : FromCsv(brought.Bytes);
        var filled = rows.Select((row, index) => new Row(index + 1, [.. row.Select(cell => cell.Trim())])).Where(row => row.Cells.Any(cell => cell.Length > 0)).Take(MostRows + 2).ToList();
        if (filled.Count < 2)
            throw RefusedException.Invalid("file", "Er staan geen rijen onder de kopregel.", "There are no rows below the header.");
        if (filled.Count > MostRows + 1)
            throw RefusedException.Invalid("file", $"Een bestand heeft hooguit {MostRows} rijen; splits het.", $"A file has at most {MostRows} rows; split it.");
        var columns = Named(filled[0].Cells);
        return new(columns, [.. filled.Skip(1).Select(row => row with { Cells = Fit(row.Cells, columns.Count) })]);
    }

    // Every Excel workbook since 2007 is a zip.
    static bool IsExcel(byte[] bytes) => bytes is [(byte)'P', (byte)'K', 3, 4, ..];

    static List<IReadOnlyList<string>> FromExcel(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            using (var parts = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
            {
                if (parts.Entries.Sum(part => part.Length) > MostUnpacked)
                    throw RefusedException.Invalid("file", "Dit Excelbestand is uitgepakt te groot. Bewaar het als .csv of splits het.", "This Excel file is too large when unpacked. Save it as .csv or split it.");
            }
            stream.Position = 0;
            return [.. stream.Query(excelType: ExcelType.XLSX).Take(MostRows + 2).Cast<IDictionary<string, object?>>().Select(row => row.Values.Select(Text).ToList())];
        }
        catch (Exception unreadable) when (unreadable is not RefusedException)
        {
            throw RefusedException.Invalid("file", "Dit Excelbestand is niet te lezen. Bewaar het als .xlsx of .csv en probeer het opnieuw.", "This Excel file cannot be read. Save it as .xlsx or .csv and try again.");
        }
    }

    static List<IReadOnlyList<string>> FromCsv(byte[] bytes)
    {
        if (bytes.Contains((byte)0))
            throw RefusedException.Invalid("file", "Dit is geen CSV- of Excelbestand (.xlsx).", "This is not a CSV or Excel (.xlsx) file.");
        using var text = new StringReader(Decoded(bytes));
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { DetectDelimiter = true, DetectDelimiterValues = [";", ",", "\t", "|"], BadDataFound = null, IgnoreBlankLines = false });
        List<IReadOnlyList<string>> rows = [];
        while (rows.Count <= MostRows + 1 && csv.Read())
            rows.Add(csv.Record ?? []);
        return rows;
    }

    /// <summary>UTF-8, or what Excel on Windows makes of a CSV.</summary>
    static string Decoded(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }

    static string Text(object? cell) => cell switch
    {
        null => "",
        DateTime at => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        double figure => Figure(figure.ToString(CultureInfo.InvariantCulture)),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Three decimals would be read as thousands, as people write them (<see cref="Entries.Figure"/>); four are not.</summary>
    static string Figure(string text) => text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point && text.Length - point == 4 ? text + "0" : text;

    static List<string> Named(IReadOnlyList<string> header)
    {
        var count = header.Count;
        while (count > 0 && header[count - 1].Length == 0)
            count--;
        if (count is 0 or > MostColumns)
            throw RefusedException.Invalid("file", $"De kopregel heeft 1 tot {MostColumns} kolommen.", $"The header has 1 to {MostColumns} columns.");
        return [.. header.Take(count).Select((name, index) => name.Length == 0 ? Say($"Kolom {index + 1}", $"Column {index + 1}") : name)];
    }

    static List<string> Fit(IReadOnlyList<string> row, int columns) =>
        [.. Enumerable.Range(0, columns).Select(index => index >= row.Count ? "" : row[index].Length > LongestCell ? row[index][..LongestCell] : row[index])];
}
