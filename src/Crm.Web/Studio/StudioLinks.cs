using System.Text.Json.Nodes;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>What the reader may do, as Elsa's API says it; without "publish" the editor is read-only.</summary>
public static class StudioLinks
{
    const string Definitions = "/workflow-definitions";

    public static JsonArray OfDefinition(DefinitionRow row)
    {
        var self = $"{Definitions}/{row.DefinitionId}";
        return
        [
            Link(self, "self", "GET"),
            Link($"{Definitions}/by-definition-id/{row.DefinitionId}", "self", "GET"),
            Link($"{self}/versions", "versions", "GET"),
            Link($"{self}/bulk-dispatch", "bulk-dispatch", "POST"),
            Link($"{self}/dispatch", "dispatch", "POST"),
            Link($"{self}/execute", "execute", "POST"),
            Link($"{self}/export", "export", "POST"),
            Link($"{self}/publish", "publish", "POST"),
            Link($"{self}/retract", "retract", "POST"),
            Link(self, "delete", "DELETE"),
            Link($"{self}/import", "import", "PUT"),
            Link($"{self}/update-references", "update-references", "POST"),
        ];
    }

    public static JsonArray OfList() =>
    [
        Link(Definitions, "self", "GET"),
        Link("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"),
        Link("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"),
        Link("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
        Link("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
        Link($"{Definitions}/import", "import", "POST"),
        Link($"{Definitions}/import-files", "import-files", "POST"),
        Link(Definitions, "create", "POST"),
    ];

    static JsonObject Link(string href, string rel, string method) => new JsonObject { ["href"] = href, ["rel"] = rel, ["method"] = method };
}
