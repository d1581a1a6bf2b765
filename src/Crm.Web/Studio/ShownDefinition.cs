using System.Text.Json.Nodes;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>A version of a definition as Studio edits it: its own JSON, with what the server knows better on top.</summary>
public static class ShownDefinition
{
    public const string ToolVersion = "3.8.2", Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    /// <summary>What the workflow itself is called in node ids.</summary>
    public const string Workflow = "Workflow1";

    // An absent list is empty to Studio; a null one breaks it.
    static readonly string[] Lists = ["variables", "inputs", "outputs", "outcomes"];
    static readonly string[] Objects = ["customProperties", "options"];

    /// <param name="known">The activity types and versions that may be shown.</param>
    public static JsonObject Of(DefinitionRow row, IReadOnlySet<(string Type, int Version)> known)
    {
        var shown = Stored(row);
        shown.Remove("$schema");
        foreach (var list in Lists.Where(list => shown[list] is not JsonArray))
            shown[list] = new JsonArray();
        foreach (var name in Objects.Where(name => shown[name] is not JsonObject))
            shown[name] = new JsonObject();
        shown["materializerName"] = "Json";
        shown["isMaterializerAvailable"] = true;
        shown["links"] = StudioLinks.OfDefinition(row);
        if (shown["root"] is not JsonObject root)
            return shown;
        ActivityJson.GiveIds([.. ActivityJson.SelfAndWithin(root)]);
        ActivityJson.Place(root, Workflow);
        shown["root"] = WithoutUnknown(root, known, container: null);
        return shown;
    }

    /// <summary>The definition as a file that any Elsa server takes in.</summary>
    public static JsonObject Exported(DefinitionRow row)
    {
        var exported = new JsonObject { ["$schema"] = Schema };
        foreach (var (name, value) in Stored(row).Where(property => property.Key is not "$schema").ToList())
            exported[name] = value?.DeepClone();
        return exported;
    }

    static JsonObject Stored(DefinitionRow row)
    {
        var json = StudioJson.Parse(row.Json);
        json["id"] = row.Id;
        json["definitionId"] = row.DefinitionId;
        json["name"] = row.Name;
        json["version"] = row.Version;
        json["isLatest"] = row.IsLatest;
        json["isPublished"] = row.IsPublished;
        json["isReadonly"] = false;
        json["isSystem"] = false;
        json["createdAt"] = new DateTimeOffset(row.CreatedAt);
        json["toolVersion"] = System.Version.TryParse(json.Text("toolVersion"), out _) ? json.Text("toolVersion") : ToolVersion;
        return json;
    }

    static JsonObject WithoutUnknown(JsonObject activity, IReadOnlySet<(string Type, int Version)> known, Outcomes? container)
    {
        if (!known.Contains((activity.Text("type") ?? "", activity.Number("version") ?? 1)))
            return NotFound.InPlaceOf(activity, container?.Of(activity) ?? []);
        activity["version"] ??= 1;
        var outcomes = new Outcomes(activity);
        foreach (var child in ActivityJson.ChildrenOf(activity).ToList())
        {
            var shown = WithoutUnknown(child, known, outcomes);
            if (shown != child)
                child.ReplaceWith(shown);
        }
        return activity;
    }

    /// <summary>Where the activities of a container are left. Looked up once, and only when one of them is unknown: all the others know their ports.</summary>
    sealed class Outcomes(JsonObject container)
    {
        readonly Lazy<ILookup<string?, string>> ports = new(() => container.Objects("connections").Select(connection => connection["source"])
            .ToLookup(source => source.Text("activity"), source => source.Text("port") ?? "Done"));

        public IEnumerable<string> Of(JsonObject activity) => ports.Value[activity.Text("id")].Distinct();
    }
}
