namespace Crm.Documents;

/// <summary>The kinds of file that are taken in, with how each begins. The name says the kind; the first bytes must agree.</summary>
public static class FileKinds
{
    sealed record Kind(string ContentType, params byte[][] Starts);

    static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];
    static readonly byte[] OldOffice = [0xD0, 0xCF, 0x11, 0xE0];
    static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];

    // No HTML, SVG or scripts: what can run in a browser is not kept, even though every file is sent as a download.
    static readonly Dictionary<string, Kind> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = new("application/pdf", "%PDF-"u8.ToArray()),
        [".png"] = new("image/png", [0x89, 0x50, 0x4E, 0x47]),
        [".jpg"] = new("image/jpeg", Jpeg),
        [".jpeg"] = new("image/jpeg", Jpeg),
        [".gif"] = new("image/gif", "GIF8"u8.ToArray()),
        [".webp"] = new("image/webp", "RIFF"u8.ToArray()),
        [".docx"] = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Zip),
        [".xlsx"] = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Zip),
        [".pptx"] = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", Zip),
        [".odt"] = new("application/vnd.oasis.opendocument.text", Zip),
        [".ods"] = new("application/vnd.oasis.opendocument.spreadsheet", Zip),
        [".zip"] = new("application/zip", Zip),
        [".doc"] = new("application/msword", OldOffice),
        [".xls"] = new("application/vnd.ms-excel", OldOffice),
        [".msg"] = new("application/vnd.ms-outlook", OldOffice),
        [".dwg"] = new("image/vnd.dwg", "AC1"u8.ToArray()),
        [".eml"] = new("message/rfc822"),
        [".txt"] = new("text/plain"),
        [".csv"] = new("text/csv"),
        [".ics"] = new("text/calendar"),
    };

    /// <summary>For the browser's file dialog.</summary>
    public static string Accepted => string.Join(',', ByExtension.Keys);

    /// <summary>The content type of the name when the bytes begin as that kind does; else null.</summary>
    public static string? ContentTypeOf(string fileName, ReadOnlySpan<byte> bytes)
    {
        if (!ByExtension.TryGetValue(Path.GetExtension(fileName), out var kind))
            return null;
        if (kind.Starts.Length == 0)
            return bytes.Contains((byte)0) ? null : kind.ContentType;
        foreach (var start in kind.Starts)
        {
            if (bytes.StartsWith(start))
                return kind.ContentType;
        }
        return null;
    }
}
