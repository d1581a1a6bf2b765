using System.Text.Json.Nodes;
using Crm.Relations;

namespace Crm.Kvk;

/// <summary>The companies of the sandbox, as the register itself would send them: the public test companies and fictitious ones.</summary>
public sealed class KvkSandbox(KvkSettings settings)
{
    readonly Lazy<Register> register = new(Load);

    public SandboxMode Mode { get; set; } = settings.SandboxMode;

    public JsonNode? Profile(string kvkNumber) => register.Value.Profiles.GetValueOrDefault(kvkNumber)?.DeepClone();

    public JsonNode? Branch(string branchNumber) => register.Value.Branches.GetValueOrDefault(branchNumber)?.DeepClone();

    public IReadOnlyList<JsonNode> BranchesOf(string kvkNumber) => [.. register.Value.Branches.Values.Where(branch => Text(branch, "kvkNummer") == kvkNumber)];

    /// <summary>The rows a search gives, with the address as short as the register makes it.</summary>
    public IReadOnlyList<JsonObject> Search(Func<JsonNode, bool> matches) =>
        [.. register.Value.Profiles.Values.SelectMany(RowsOf).Where(row => matches(row))];

    /// <summary>Whole words only, as the register does: "koophand" does not find "koophandel".</summary>
    public static bool HasWords(JsonNode row, string name)
    {
        var words = SearchName.AllWords(Text(row, "naam")).ToHashSet();
        var asked = SearchName.AllWords(name);
        return asked.Count > 0 && asked.All(words.Contains);
    }

    public static string Text(JsonNode? node, string property) => node?[property]?.ToString() ?? "";

    IEnumerable<JsonObject> RowsOf(JsonNode profile)
    {
        var kvkNumber = Text(profile, "kvkNummer");
        var owner = profile["_embedded"]?["eigenaar"];
        if (Text(owner, "rsin").Length > 0)
            yield return Row(kvkNumber, null, Text(profile, "naam"), owner?["adressen"] as JsonArray, "rechtspersoon");
        foreach (var branch in BranchesOf(kvkNumber))
        {
            var type = Text(branch, "indHoofdvestiging") == "Ja" ? "hoofdvestiging" : "nevenvestiging";
            yield return Row(kvkNumber, Text(branch, "vestigingsnummer"), Text(branch, "eersteHandelsnaam"), branch["adressen"] as JsonArray, type);
        }
    }

    static JsonObject Row(string kvkNumber, string? branchNumber, string name, JsonArray? addresses, string type)
    {
        var row = new JsonObject { ["kvkNummer"] = kvkNumber };
        if (branchNumber is not null)
            row["vestigingsnummer"] = branchNumber;
        row["naam"] = name;
        if (ShortAddress(addresses) is { } address)
            row["adres"] = new JsonObject { ["binnenlandsAdres"] = address };
        row["type"] = type;
        row["_links"] = new JsonObject { ["basisprofiel"] = new JsonObject { ["href"] = $"https://api.kvk.nl/test/api/v1/basisprofielen/{kvkNumber}" } };
        return row;
    }

    static JsonObject? ShortAddress(JsonArray? addresses)
    {
        var visible = addresses?.Where(address => Text(address, "indAfgeschermd") != "Ja").ToList();
        var chosen = visible?.Find(address => Text(address, "type") == "bezoekadres") ?? visible?.FirstOrDefault();
        if (chosen is null)
            return null;
        return Text(chosen, "type") == "bezoekadres"
            ? new() { ["type"] = "bezoekadres", ["straatnaam"] = Text(chosen, "straatnaam"), ["plaats"] = Text(chosen, "plaats") }
            : new() { ["type"] = "postadres", ["plaats"] = Text(chosen, "plaats") };
    }

    static Register Load()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Kvk", "sandbox.json"));
        var data = JsonNode.Parse(file)!;
        Dictionary<string, JsonNode> By(string list, string key) => data[list]!.AsArray().ToDictionary(item => Text(item, key), item => item!);
        return new(By("basisprofielen", "kvkNummer"), By("vestigingsprofielen", "vestigingsnummer"));
    }

    sealed record Register(IReadOnlyDictionary<string, JsonNode> Profiles, IReadOnlyDictionary<string, JsonNode> Branches);
}
