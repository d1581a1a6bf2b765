using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Engine.Expressions;

namespace Crm.Workflows;

/// <summary>A definition as a person reads it: its steps, what each is told, and how they are connected. Where a step is drawn is left out.</summary>
public sealed class DefinitionDrawing
{
    const string StartsProcess = "canStartWorkflow";
    static readonly string[] NotTold = ["id", "nodeId", "name", "type", "version", "metadata", "customProperties", "activities", "connections", "variables"];

    /// <param name="Inside">Name of the step it is drawn in; empty for the outermost flowchart.</param>
    /// <param name="Values">Name of an input or output → what it is told.</param>
    public sealed record Step(string Id, string Type, string Name, string Inside, IReadOnlyDictionary<string, Told> Values);

    /// <param name="Language">The language of the expression; empty for a value as it is and for where an output goes.</param>
    /// <param name="Text">What was typed; of a variable or an input that was picked, its name.</param>
    /// <param name="Picked">The id of the variable that was picked, else empty.</param>
    public sealed record Told(string Language, string Text, string Picked = "")
    {
        public override string ToString() => Language.Length == 0 ? Text : $"{Language}: {Text}";
    }

    public sealed record Connection(string From, string Outcome, string To);

    readonly List<Step> steps = [];
    readonly List<Connection> connections = [];
    readonly List<IReadOnlyList<string>> charts = [];
    readonly HashSet<string> variables = [];

    public IReadOnlyList<Step> Steps => steps;
    public IReadOnlyList<Connection> Connections => connections;

    public static DefinitionDrawing Read(string json)
    {
        var drawing = new DefinitionDrawing();
        var definition = JsonNode.Parse(json);
        drawing.ReadVariables(definition);
        if (definition?["root"] is JsonObject root)
            drawing.ReadChart(root, "");
        return drawing;
    }

    /// <summary>
    /// False for a variable that was picked and has gone since. One that got another name is still there; of a name that was typed nobody
    /// knows, because a script may make that variable.
    /// </summary>
    public bool Has(Told told) => told.Picked.Length == 0 || variables.Contains(told.Picked) || variables.Contains(told.Text);

    /// <summary>Steps that no way leads to.</summary>
    public IEnumerable<Step> Unreached()
    {
        foreach (var ids in charts)
        {
            var starts = ids.Where(IsStart).ToList();
            if (starts.Count == 0)
                starts = [.. ids.Where(id => connections.All(connection => connection.To != id)).Take(1)];
            var reached = Reach(starts);
            foreach (var id in ids.Where(id => !reached.Contains(id)))
                yield return Of(id);
        }
    }

    public Step Of(string id) => steps.First(step => step.Id == id);

    public string NameOf(string id) => steps.FirstOrDefault(step => step.Id == id)?.Name ?? id;

    HashSet<string> Reach(IEnumerable<string> starts)
    {
        var reached = new HashSet<string>();
        var next = new Queue<string>(starts);
        while (next.TryDequeue(out var id))
        {
            if (!reached.Add(id))
                continue;
            foreach (var connection in connections.Where(connection => connection.From == id))
                next.Enqueue(connection.To);
        }
        return reached;
    }

    bool IsStart(string id) => Of(id) is var step && (step.Type == "Elsa.Start" || step.Values.ContainsKey(StartsProcess));

    void ReadChart(JsonObject chart, string inside)
    {
        var ids = new List<string>();
        ReadVariables(chart);
        foreach (var activity in Objects(chart["activities"]))
        {
            var step = StepOf(activity, inside);
            steps.Add(step);
            ids.Add(step.Id);
            ReadChart(activity, step.Name);
        }
        if (chart["connections"] is not JsonArray lines)
            return;
        charts.Add(ids);
        connections.AddRange(lines.OfType<JsonObject>().Select(line => new Connection(Text(line["source"]?["activity"]), Text(line["source"]?["port"]) is { Length: > 0 } port ? port : "Done", Text(line["target"]?["activity"]))));
    }

    void ReadVariables(JsonNode? container) => variables.UnionWith(Objects(container?["variables"]).SelectMany(variable => new[] { Text(variable["id"]), Text(variable["name"]) }).Where(name => name.Length > 0));

    static Step StepOf(JsonObject activity, string inside)
    {
        var id = Text(activity["id"]);
        var name = Text(activity["metadata"]?["displayText"]);
        if (name.Length == 0)
            name = Text(activity["name"]) is { Length: > 0 } given ? given : id;
        var values = activity.Where(property => !NotTold.Contains(property.Key)).Select(property => (property.Key, Value: ValueOf(property.Value))).Where(pair => pair.Value.Text.Length > 0)
            .ToDictionary(pair => pair.Key, pair => pair.Value);
        if (activity["customProperties"]?["canStartWorkflow"] is JsonValue starts && starts.TryGetValue<bool>(out var yes) && yes)
            values[StartsProcess] = new("", "true");
        return new Step(id, Text(activity["type"]), name, inside, values);
    }

    // An expression reads as what was typed; an output as where it goes.
    static Told ValueOf(JsonNode? value) => value switch
    {
        JsonObject input when input["expression"] is JsonObject expression && Text(expression["type"]) is var kind && kind is "Variable" or "Input" => PickedOf(kind, expression["value"]),
        JsonObject input when input["expression"] is JsonObject expression => new(Text(expression["type"]) is "Literal" or "Object" ? "" : Text(expression["type"]), Text(expression["value"])),
        JsonObject input when input["memoryReference"] is JsonObject reference => new("", "→ " + Text(reference["id"])),
        JsonObject input when input.ContainsKey("typeName") => new("", ""),
        _ => new("", Text(value)),
    };

    static Told PickedOf(string kind, JsonNode? value) => Reference.Read(JsonSerializer.SerializeToElement(value)) is { } picked
        ? new(kind, picked.Name, kind == "Variable" ? picked.Id : "")
        : new(kind, Text(value));

    static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };
}
