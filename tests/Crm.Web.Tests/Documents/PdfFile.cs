using System.Diagnostics;

namespace Crm.Documents;

/// <summary>A PDF on disk, to be looked at by other people's tools.</summary>
public sealed class PdfFile : IDisposable
{
    readonly string path = Path.Combine(Path.GetTempPath(), $"crm-{Guid.NewGuid():N}.pdf");

    public static async Task<PdfFile> WriteAsync(byte[] bytes)
    {
        var file = new PdfFile();
        await File.WriteAllBytesAsync(file.path, bytes);
        return file;
    }

    /// <summary>What a tool says of the file, on both its outputs.</summary>
    public Task<string> RunAsync(string tool, params string[] after) => ToolAsync(tool, [path, .. after]);

    /// <summary>What a reader of QR codes finds on its pages as they are printed.</summary>
    public async Task<string> ReadCodeAsync()
    {
        await using var pages = new TestFolder();
        await ToolAsync("pdftoppm", ["-r", "200", "-png", path, Path.Combine(pages.Path, "page")]);
        // Only for such codes: its readers of other kinds stumble over some printed text, and say so.
        return await ToolAsync("zbarimg", ["--nodbus", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", .. Directory.GetFiles(pages.Path)]);
    }

    static async Task<string> ToolAsync(string tool, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await output + await error;
    }

    public void Dispose() => File.Delete(path);
}
