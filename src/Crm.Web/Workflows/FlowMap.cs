using System.Text.Json;

namespace Crm.Workflows;

/// <summary>The drawing of a definition: what is connected with what, read from its JSON.</summary>
public sealed class FlowMap
{
    public const string UserTask = "Crm.AssignUserTask", Signature = "Crm.AwaitSignature";

    // System steps that people recognise as a step of their work; the others are bookkeeping.
    static readonly string[] Milestones = ["Crm.SendQuote", "Crm.CreateProject", "Crm.CreateRelationFromSubmission", "Crm.PlanContactMoment"];

    /// <param name="InnerIds">Ids of the activities inside, when it is a flowchart of its own.</param>
    public sealed record Node(string Id, string Type, LocalText Name, string? RoleName, IReadOnlyList<string> InnerIds, IReadOnlyList<Node> Inner, IReadOnlyDictionary<string, LocalText> Labels)
    {
        public bool IsWait => Type is UserTask or Signature || Inner.Any(inner => inner.IsWait);
        public bool IsSignature => Type == Signature || Inner.Any(inner => inner.IsSignature);
        public bool IsStep => IsWait || Milestones.Contains(Type);
        public bool Holds(string activityId) => Id == activityId || InnerIds.Contains(activityId);
    }

    public sealed record Link(string Source, string Port, string Target);

    readonly Dictionary<string, Node> nodes;
    readonly IReadOnlyList<Link> links;

    FlowMap(IReadOnlyList<Node> all, IReadOnlyList<Link> links)
    {
        nodes = all.ToDictionary(node => node.Id);
        this.links = [.. links.Where(link => nodes.ContainsKey(link.Source) && nodes.ContainsKey(link.Target))];
        Main = Walk();
    }

    /// <summary>The way through when everything goes well: at each fork in the road the connection that was drawn first.</summary>
    public IReadOnlyList<Node> Main { get; }

    public IReadOnlyList<Node> Steps => [.. Main.Where(node => node.IsStep)];

    public IEnumerable<Node> All => nodes.Values;

    /// <summary>What each activity is called, those inside a flowchart of its own included.</summary>
    public IReadOnlyDictionary<string, LocalText> Names => nodes.Values.Concat(nodes.Values.SelectMany(node => node.Inner)).ToDictionary(node => node.Id, node => node.Name);

    public static FlowMap Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.GetProperty("root");
        return new FlowMap(NodesOf(root), LinksOf(root));
    }

    /// <summary>Ways that lead from a step to an earlier one, such as sending back.</summary>
    public IEnumerable<(Node From, Node To, LocalText Text)> Returns()
    {
        var order = Steps.Select((step, index) => (step.Id, index)).ToDictionary(step => step.Id, step => step.index);
        return from step in Steps
               from link in links.Where(link => link.Source == step.Id)
               let target = NextStep(link.Target, [])
               where target is not null && order.GetValueOrDefault(target.Id, int.MaxValue) < order[step.Id]
               select (step, target, step.Labels.GetValueOrDefault(link.Port) ?? new LocalText(link.Port, link.Port));
    }

    Node? NextStep(string id, HashSet<string> seen)
    {
        while (seen.Add(id))
        {
            if (nodes[id].IsStep)
                return nodes[id];
            if (links.FirstOrDefault(link => link.Source == id) is not { } onward)
                return null;
            id = onward.Target;
        }
        return null;
    }

    List<Node> Walk()
    {
        var way = new List<Node>();
        var next = nodes.Values.FirstOrDefault(node => node.Type == "Elsa.Start") ?? nodes.Values.FirstOrDefault(node => links.All(link => link.Target != node.Id));
        while (next is not null && !way.Contains(next))
        {
            way.Add(next);
            var from = next.Id;
            next = links.Where(link => link.Source == from).Select(link => nodes[link.Target]).FirstOrDefault(node => !way.Contains(node));
        }
        return way;
    }

    static List<Node> NodesOf(JsonElement flowchart) =>
        flowchart.TryGetProperty("activities", out var activities) ? [.. activities.EnumerateArray().Select(NodeOf)] : [];

    static List<Link> LinksOf(JsonElement flowchart) => flowchart.TryGetProperty("connections", out var connections)
        ? [.. connections.EnumerateArray().Where(link => link.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.Object).Select(LinkOf)]
        : [];

    static Link LinkOf(JsonElement link) =>
        new(Text(link.GetProperty("source"), "activity"), Text(link.GetProperty("source"), "port", "Done"), Text(link.GetProperty("target"), "activity"));

    static Node NodeOf(JsonElement activity)
    {
        var inner = NodesOf(activity);
        var id = Text(activity, "id");
        return new(id, Text(activity, "type"), NameOf(activity, id), Literal(activity, "roleName"), [.. inner.Select(node => node.Id)], inner, LabelsOf(activity));
    }

    static LocalText NameOf(JsonElement activity, string id)
    {
        var metadata = activity.TryGetProperty("metadata", out var found) ? found : default;
        var dutch = Text(metadata, "displayText", Text(activity, "name", id));
        return new(dutch, Text(metadata, "displayTextEn", dutch));
    }

    /// <summary>What the buttons of a task say, per outcome.</summary>
    static Dictionary<string, LocalText> LabelsOf(JsonElement activity)
    {
        if (Literal(activity, "labels") is not { } text)
            return [];
        using var labels = JsonDocument.Parse(text);
        return labels.RootElement.EnumerateArray().ToDictionary(label => Text(label, "outcome"), label => new LocalText(Text(label, "nl"), Text(label, "en")));
    }

    static string? Literal(JsonElement activity, string input) =>
        activity.TryGetProperty(input, out var wrapped) && wrapped.ValueKind == JsonValueKind.Object && wrapped.TryGetProperty("expression", out var expression)
        && Text(expression, "type") is "Literal" or "Object" && wrapped.GetProperty("expression").TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    static string Text(JsonElement element, string name, string otherwise = "") =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : otherwise;
}
