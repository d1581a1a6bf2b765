using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Crm.Data;

namespace Crm.Documents;

/// <summary>
/// Looks into PDFs that people bring and lays the pages of several behind one another. It is done by qpdf, a program of its own: a file made to break
/// what reads it breaks no more than that. The first file stays what it was (tags, title, language, outline); of the others only the pages come along.
/// </summary>
public sealed class PdfPages(CrmSettings settings)
{
    const int Failed = 2;
    const int DeepestJson = 500;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>What does something when a PDF is opened or clicked, as a key or as the kind of an action (ISO 32000-2, 12.6).</summary>
    static readonly HashSet<string> Active =
        ["/JS", "/JavaScript", "/AA", "/XFA", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/RichMedia", "/Movie", "/EmbeddedFiles"];

    /// <summary>How many pages a PDF has.</summary>
    /// <exception cref="RefusedException">It cannot be read, wants a password, or does more than show its pages.</exception>
    public async Task<int> CountAsync(BroughtFile brought, CancellationToken cancellationToken)
    {
        try
        {
            using var json = JsonDocument.Parse(
                await RunAsync([brought.Bytes], ["--json=2", "--json-key=pages", "--json-key=qpdf", "0.pdf"], cancellationToken), new() { MaxDepth = DeepestJson });
            if (IsActive(json.RootElement))
                throw RefusedException.Invalid("annex", $"{brought.FileName} doet meer dan pagina's tonen (scripts, formulieren of bijlagen). Druk hem af als nieuwe pdf.",
                    $"{brought.FileName} does more than show pages (scripts, forms or attachments). Print it as a new PDF.");
            return json.RootElement.GetProperty("pages").GetArrayLength();
        }
        catch (Exception unreadable) when (unreadable is QpdfException or JsonException)
        {
            throw RefusedException.Invalid("annex", $"{brought.FileName} kan niet worden gelezen: hij is beschadigd of met een wachtwoord beveiligd.",
                $"{brought.FileName} cannot be read: it is damaged or protected by a password.");
        }
    }

    /// <summary>The first, with the pages of the others behind its own; the same files give the same bytes.</summary>
    public async Task<byte[]> AppendAsync(byte[] first, IReadOnlyList<byte[]> others, CancellationToken cancellationToken)
    {
        // Fields and stamps become part of the picture: the document that is signed has nothing to fill in.
        List<byte[]> flat = [];
        foreach (var other in others)
            flat.Add(await RunAsync([other], ["0.pdf", "--flatten-annotations=all", "--generate-appearances", "-"], cancellationToken));
        string[] pages = ["0.pdf", "1-z", .. flat.SelectMany((_, at) => new[] { $"{at + 1}.pdf", "1-z" })];
        return await RunAsync([first, .. flat], ["0.pdf", "--object-streams=disable", "--deterministic-id", "--pages", .. pages, "--", "-"], cancellationToken);
    }

    static bool IsActive(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(property => Active.Contains(property.Name) || IsActive(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(IsActive),
        // A text begins with "u:" or "b:"; what begins with a slash is a name.
        JsonValueKind.String => Active.Contains(element.GetString()!),
        _ => false,
    };

    async Task<byte[]> RunAsync(IReadOnlyList<byte[]> files, string[] arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("crm-pdf-").FullName;
        try
        {
            for (var at = 0; at < files.Count; at++)
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{at}.pdf"), files[at], cancellationToken);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(Longest);
            return await RunAsync(folder, arguments, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QpdfException($"qpdf took longer than {Longest.TotalSeconds} seconds.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    async Task<byte[]> RunAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        using var qpdf = Start(folder, arguments);
        try
        {
            using var written = new MemoryStream();
            var said = qpdf.StandardError.ReadToEndAsync(cancellationToken);
            await qpdf.StandardOutput.BaseStream.CopyToAsync(written, cancellationToken);
            await qpdf.WaitForExitAsync(cancellationToken);
            // 3 is a warning: the file was mended on the way.
            return qpdf.ExitCode == Failed ? throw new QpdfException(await said) : written.ToArray();
        }
        finally
        {
            if (!qpdf.HasExited)
                qpdf.Kill();
        }
    }

    Process Start(string folder, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(settings.Qpdf, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            throw RefusedException.Conflict($"Bijlagen kunnen hier nog niet: het programma {settings.Qpdf} ontbreekt op de server. Vraag het de beheerder.",
                $"Annexes are not possible here yet: the program {settings.Qpdf} is missing on the server. Ask the administrator.");
        }
    }

    sealed class QpdfException(string message) : Exception(message);
}
