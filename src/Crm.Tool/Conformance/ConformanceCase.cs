using System.Text.Json.Nodes;

namespace Crm.Tool.Conformance;

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

    /// <summary>The folders with a case, in the order of their names.</summary>
    public static IReadOnlyList<string> FoldersIn(string folder) =>
    [
        .. Directory.GetDirectories(folder).Where(inside => File.Exists(Path.Combine(inside, "expected.json")))
            .OrderBy(Path.GetFileName, StringComparer.Ordinal),
    ];

    string Text(string name) => Expected[name]?.GetValue<string>() ?? "";
}
