using System.IO.Compression;
using System.Text.Json.Nodes;
using Crm.Data;

namespace Crm.Studio;

/// <summary>The definitions in a file that somebody sends: one in JSON, or those in a zip.</summary>
public static class ImportFile
{
    const int MaxEntries = 200;

    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        await using var stream = file.OpenReadStream();
        return file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            ? await UnzipAsync(file.FileName, stream, cancellationToken)
            : [StudioJson.Parse(await Bounded.ReadAsync(stream, cancellationToken))];
    }

    static async Task<IReadOnlyList<JsonObject>> UnzipAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            var entries = zip.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).ToList();
            if (entries.Count > MaxEntries)
                throw RefusedException.Invalid("files", $"{name} bevat meer dan {MaxEntries} bestanden.", $"{name} holds more than {MaxEntries} files.");
            var (definitions, unpacked) = (new List<JsonObject>(), 0L);
            foreach (var entry in entries)
            {
                await using var content = await entry.OpenAsync(cancellationToken);
                var bytes = await Bounded.ReadAsync(content, cancellationToken);
                if ((unpacked += bytes.Length) > Bounded.MaxUnpackedMegabytes * 1024 * 1024)
                    throw RefusedException.Invalid("files", $"{name} is uitgepakt groter dan {Bounded.MaxUnpackedMegabytes} MB.", $"{name} holds more than {Bounded.MaxUnpackedMegabytes} MB.");
                definitions.Add(StudioJson.Parse(bytes));
            }
            return definitions;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw RefusedException.Invalid("files", $"{name} is geen zipbestand.", $"{name} is no zip file.");
        }
    }
}
