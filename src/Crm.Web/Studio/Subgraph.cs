using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>
/// The activities of a version including those inside workflows that it uses as activities, found by node id. The workflow itself is the
/// outermost one.
/// </summary>
public sealed class Subgraph(DefinitionQueries queries)
{
    /// <summary>An activity, the port of its container that it is in, and what is around it.</summary>
    public sealed record Node(string NodeId, string? Port, JsonObject Activity, Node? Container);

    public async Task<Node> FindAsync(string versionId, string nodeId, CancellationToken cancellationToken)
    {
        var row = await queries.FindVersionAsync(versionId, cancellationToken) ?? throw NotThere();
        var node = await RootAsync(row, null, "", cancellationToken);
        while (node.NodeId != nodeId)
        {
            var children = await ChildrenAsync(node, cancellationToken);
            node = children.FirstOrDefault(child => child.NodeId == nodeId || nodeId.StartsWith(child.NodeId + ":", StringComparison.Ordinal)) ?? throw NotThere();
        }
        return node;
    }

    async Task<Node> RootAsync(DefinitionRow row, Node? container, string prefix, CancellationToken cancellationToken)
    {
        var shown = await queries.ShownAsync(row, cancellationToken);
        var root = shown.Object("root");
        shown.Remove("root");
        shown["type"] = "Elsa.Workflow";
        shown["version"] = 1;
        shown["id"] = ShownDefinition.Workflow;
        shown["nodeId"] = prefix + ShownDefinition.Workflow;
        if (root is null)
            return new Node(prefix + ShownDefinition.Workflow, container is null ? null : "Root", shown, container);
        ActivityJson.Place(root, prefix + ShownDefinition.Workflow);
        shown["root"] = root;
        return new Node(prefix + ShownDefinition.Workflow, "Root", shown, container);
    }

    async Task<IReadOnlyList<Node>> ChildrenAsync(Node node, CancellationToken cancellationToken)
    {
        if (node.Activity.Text("workflowDefinitionVersionId") is { } used && await queries.FindVersionAsync(used, cancellationToken) is { } row)
            return [await RootAsync(row, node, node.NodeId + ":", cancellationToken)];
        return [.. ActivityJson.PlacesIn(node.Activity).Select(place => new Node(place.Activity.Text("nodeId") ?? "", PortOf(place.Port), place.Activity, node))];
    }

    static string PortOf(string property) => char.ToUpperInvariant(property[0]) + property[1..];

    static RefusedException NotThere() => RefusedException.NotFound("Deze stap bestaat niet in dit proces.", "This workflow has no such activity.");
}
