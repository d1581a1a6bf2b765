using System.Text.Json.Nodes;

namespace Crm.Engine.Tests.Conformance;

/// <summary>A folder with a definition and what must be seen when it runs.</summary>
sealed class ConformanceCase
{
    ConformanceCase(string folder)
    {
        Folder = folder;
        Name = Path.GetFileName(folder);
        Expected = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")))!.AsObject();
    }

    public string Folder { get; }
    public string Name { get; }
    public JsonObject Expected { get; }
    public string Kind => Text("kind");
    public JsonObject Driver => Expected["driver"]!.AsObject();
    public string DriverKind => Driver["kind"]!.GetValue<string>();
    public bool UsesTokens => Text("mode") == "token";
    public bool IsLoadedAsStated => Expected["load"]?.GetValue<string>() == "provider";
    public bool NeedsCSharp => Expected["needs"] is JsonArray needs && needs.Any(need => need!.GetValue<string>() == "CSharp");
    public IEnumerable<JsonObject> Steps => (Driver["steps"] as JsonArray ?? []).Select(step => step!.AsObject());

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public IEnumerable<string> Dependencies()
    {
        var folder = Path.Combine(Folder, "dependencies");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText) : [];
    }

    public static ConformanceCase Load(string folder) => new(folder);

    /// <summary>The project's own cases, and those beside it that belong to others when that folder is there.</summary>
    public static IReadOnlyList<ConformanceCase> All()
    {
        var folders = new[] { Path.Combine(AppContext.BaseDirectory, "Conformance", "cases"), BesideTheProject() };
        return [.. folders.Where(Directory.Exists).SelectMany(folder => Directory.GetDirectories(folder!))
            .Where(folder => File.Exists(Path.Combine(folder, "expected.json")))
            .DistinctBy(Path.GetFileName).OrderBy(Path.GetFileName, StringComparer.Ordinal).Select(Load)];
    }

    static string? BesideTheProject()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Crm.Workflow.sln")))
            root = root.Parent;
        return Environment.GetEnvironmentVariable("CONFORMANCE_CASES")
            ?? (root?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "conformance") : null);
    }

    string Text(string name) => Expected[name]?.GetValue<string>() ?? "";
}
