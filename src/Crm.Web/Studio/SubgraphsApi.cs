using System.Text.Json.Nodes;

namespace Crm.Studio;

/// <summary>Parts of a definition that are not on the canvas: what is in an embedded flowchart or in a workflow used as an activity.</summary>
public static class SubgraphsApi
{
    // The canvas of these is that of what they are in; anything else is a step on the way.
    static readonly HashSet<string> Transparent = ["Elsa.Flowchart", "Elsa.Workflow"];

    public static void MapSubgraphs(this IEndpointRouteBuilder api)
    {
        var subgraph = api.MapGroup("/workflow-definitions/subgraph");
        subgraph.MapGet("/{versionId}", async (string versionId, string? parentNodeId, Subgraph graph, CancellationToken cancellationToken) =>
            StudioJson.Answer(Shown(await graph.FindAsync(versionId, parentNodeId ?? ShownDefinition.Workflow, cancellationToken))))
            .WithSummary("An activity of the version with everything in it.");
        subgraph.MapGet("/segments/{versionId}", async (string versionId, string? childNodeId, Subgraph graph, CancellationToken cancellationToken) =>
            StudioJson.Answer(Way(await graph.FindAsync(versionId, childNodeId ?? ShownDefinition.Workflow, cancellationToken))))
            .WithSummary("Where an activity is: its canvas, and the way from the workflow to that canvas.");
    }

    static JsonObject Way(Subgraph.Node child)
    {
        var segments = new List<JsonNode>();
        Subgraph.Node? container = null;
        var (workflow, inside) = (child, child);
        for (var node = child.Container; node is not null; node = node.Container)
        {
            if (!Transparent.Contains(node.Activity.Text("type") ?? ""))
            {
                container ??= node;
                segments.Insert(0, Segment(node, inside));
            }
            (workflow, inside) = (node, node);
        }
        return new JsonObject
        {
            ["childNode"] = Shown(child),
            ["container"] = Shown(container ?? workflow),
            ["pathSegments"] = new JsonArray([.. segments]),
        };
    }

    static JsonObject Segment(Subgraph.Node node, Subgraph.Node inside) => new()
    {
        ["activityNodeId"] = node.NodeId,
        ["activityId"] = node.Activity.Text("id"),
        ["activityType"] = node.Activity.Text("type"),
        ["activityName"] = node.Activity.Text("name"),
        ["portName"] = inside.Port,
    };

    static JsonObject Shown(Subgraph.Node node) => new()
    {
        ["nodeId"] = node.NodeId,
        ["port"] = node.Port,
        ["activity"] = node.Activity.DeepClone(),
    };
}
