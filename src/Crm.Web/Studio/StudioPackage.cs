using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;

namespace Crm.Studio;

/// <summary>
/// The files of Elsa Studio as npm delivers them, precompressed and all. They lie outside the product's own files (./crm fetches them),
/// so they are listed once at start; what is not on the list is not served.
/// </summary>
public sealed partial class StudioPackage
{
    const string Place = "studio/node_modules/@elsa-workflows/elsa-studio-wasm";
    readonly FrozenDictionary<string, StudioFile> files = FrozenDictionary<string, StudioFile>.Empty;

    public StudioPackage(CrmSettings settings, ILogger<StudioPackage> logger)
    {
        if ((settings.StudioFolder.Length > 0 ? settings.StudioFolder : FolderAbove(AppContext.BaseDirectory)) is not { } folder || !IsComplete(folder))
        {
            logger.LogWarning("Elsa Studio is not here, so processes cannot be drawn. Fetch it with: npm ci --prefix studio");
            return;
        }
        Version = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "package.json"))).RootElement.GetProperty("version").GetString()!;
        files = List(folder).ToFrozenDictionary(file => file.Name);
    }

    public bool IsHere => files.Count > 0;
    public string Version { get; } = "";

    public IEnumerable<string> Names => files.Keys;

    public StudioFile? Find(string name) => files.GetValueOrDefault(name);

    // Above a build lies the repository, above a publish nothing but what was put beside it.
    static string? FolderAbove(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, Place);
            if (IsComplete(candidate))
                return candidate;
        }
        return null;
    }

    static bool IsComplete(string folder) => File.Exists(Path.Combine(folder, "_framework", "blazor.webassembly.js"));

    static IEnumerable<StudioFile> List(string folder)
    {
        var types = new FileExtensionContentTypeProvider { Mappings = { [".dat"] = "application/octet-stream" } };
        var all = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToHashSet();
        return all.Where(IsServed).Select(path => new StudioFile(
            Path.GetRelativePath(folder, path).Replace('\\', '/'), path,
            types.TryGetContentType(path, out var type) ? type : "application/octet-stream",
            IsNamedByContent().IsMatch(path), all.Contains(path + ".br"), all.Contains(path + ".gz")));
    }

    // The package's own start page calls other hosts; ours takes its place. Maps are for those who develop Studio.
    static bool IsServed(string path) => Path.GetExtension(path) is not (".br" or ".gz" or ".map" or ".html");

    [GeneratedRegex(@"[\\/]_framework[\\/].*\.[0-9a-z]{10}\.(wasm|js|dat)$")]
    private static partial Regex IsNamedByContent();
}

/// <summary>A file of Elsa Studio.</summary>
/// <param name="IsNamedByContent">Its name holds a hash of what is in it, so a browser need never ask for it again.</param>
public sealed record StudioFile(string Name, string Path, string ContentType, bool IsNamedByContent, bool HasBrotli, bool HasGzip);
