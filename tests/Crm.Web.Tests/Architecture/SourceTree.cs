using System.Text.RegularExpressions;

namespace Crm.Architecture;

/// <summary>The sources as they lie on disk, for rules that a compiler does not keep.</summary>
public static partial class SourceTree
{
    public static readonly string Root = FindRoot();

    public sealed record Source(string Path, string Text)
    {
        /// <summary>The folder directly under the project: the feature; empty for a file of the root.</summary>
        public string Feature => Path.Contains('/') ? Path[..Path.IndexOf('/')] : "";
    }

    /// <summary>The files of a project with this extension, paths relative to it.</summary>
    public static IReadOnlyList<Source> Of(string project, string extension)
    {
        var folder = System.IO.Path.Combine(Root, "src", project);
        return [.. Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories)
            .Select(file => new Source(System.IO.Path.GetRelativePath(folder, file), File.ReadAllText(file)))
            .Where(source => !source.Path.StartsWith("bin/", StringComparison.Ordinal) && !source.Path.StartsWith("obj/", StringComparison.Ordinal))];
    }

    /// <summary>The other features a source names, by using or in full.</summary>
    public static IEnumerable<string> FeaturesNamedBy(Source source) =>
        FeatureName().Matches(source.Text).Select(match => match.Groups[1].Value).Where(feature => feature != source.Feature).Distinct();

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Crm.Workflow.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run from inside the repository.");
        return folder.FullName;
    }

    [GeneratedRegex(@"\bCrm\.([A-Z]\w+)")]
    private static partial Regex FeatureName();
}
