namespace Crm.Engine.Tests.Execution;

/// <summary>Draws a chart as a definition. Ids are given in order, so the same chart always has the same ids.</summary>
sealed class ChartDrawing
{
    readonly bool waits;
    readonly string? commits;
    readonly List<string> activities = [];
    readonly List<string> connections = [];
    readonly List<string> variables = [];
    int count;

    ChartDrawing(bool waits, string? commits = null) => (this.waits, this.commits) = (waits, commits);

    /// <param name="waits">False: what would wait goes on at once.</param>
    public static string Definition(Chart chart, bool waits) => Definition(chart, new ChartDrawing(waits));

    /// <summary>What would wait goes on at once, but is saved as this strategy says.</summary>
    public static string Definition(Chart chart, string commits) => Definition(chart, new ChartDrawing(waits: false, commits));

    static string Definition(Chart chart, ChartDrawing drawing)
    {
        drawing.Part(chart);
        return Draw.Definition(Draw.Flowchart([.. drawing.activities], [.. drawing.connections]), variables: $"[{string.Join(",", drawing.variables)}]");
    }

    /// <summary>
    /// The next version: steps put between activities here and there, and activities with other ids. The mapping tells the new ids.
    /// </summary>
    public static string NextDefinition(Chart chart, Random random, out IReadOnlyDictionary<string, string> mapping)
    {
        var drawing = new ChartDrawing(waits: true);
        drawing.Part(chart);
        var ids = Enumerable.Range(0, drawing.count).Select(number => $"n{number}").ToDictionary(id => id, id => random.Next(3) == 0 ? $"renamed-{id}" : id);
        mapping = ids.Where(pair => pair.Key != pair.Value).ToDictionary();
        var activities = drawing.activities.Select(activity => ids.Aggregate(activity, (json, id) => json.Replace($"\"id\": \"{id.Key}\"", $"\"id\": \"{id.Value}\"", StringComparison.Ordinal))).ToList();
        var connections = new List<string>();
        foreach (var connection in drawing.connections)
        {
            var (source, target) = (connection.Split('→')[0], connection.Split('→')[1]);
            var from = ids[source.Split('.')[0]] + (source.Contains('.', StringComparison.Ordinal) ? $".{source.Split('.')[1]}" : "");
            if (random.Next(4) != 0)
            {
                connections.Add($"{from}→{ids[target]}");
                continue;
            }
            var step = $"new{activities.Count}";
            activities.Add(Draw.Activity("Elsa.FlowFork", step));
            connections.AddRange([$"{from}→{step}", $"{step}→{ids[target]}"]);
        }
        return Draw.Definition(Draw.Flowchart([.. activities], [.. connections]), variables: $"[{string.Join(",", drawing.variables)}]");
    }

    (string Entry, string Exit) Part(Chart chart) => chart switch
    {
        Chart.Step step => One(id => step.Waits && waits ? Draw.Event(id) : step.Waits && commits is not null ? Saved(Draw.Activity("Elsa.FlowFork", id)) : Draw.Activity("Elsa.FlowFork", id)),
        Chart.Choice choice => Choose(choice),
        Chart.Split split => Branch(split),
        Chart.Loop loop => Repeat(loop),
        Chart.Then then => Chain(Part(then.First), Part(then.Second)),
        _ => throw new ArgumentException("Unknown part.", nameof(chart)),
    };

    (string, string) Choose(Chart.Choice choice)
    {
        var (decision, merge) = (Add(id => Draw.Activity("Elsa.FlowDecision", id, ("condition", "Literal", choice.Taken ? "true" : "false"))), Plain());
        Chain(($"{decision}.True", $"{decision}.True"), Chain(Part(choice.Yes), (merge, merge)));
        Chain(($"{decision}.False", $"{decision}.False"), Chain(Part(choice.No), (merge, merge)));
        return (decision, merge);
    }

    (string, string) Branch(Chart.Split split)
    {
        var (fork, join) = (Plain(), Add(id => Draw.Activity("Elsa.FlowJoin", id, ("mode", "Literal", "WaitAll"))));
        foreach (var branch in new[] { split.Left, split.Right })
            Chain((fork, fork), Chain(Part(branch), (join, join)));
        return (fork, join);
    }

    (string, string) Repeat(Chart.Loop loop)
    {
        var head = Plain();
        var body = Part(loop.Body);
        var again = Add(id => Draw.Activity("Elsa.FlowDecision", id, ("condition", "JavaScript", $"setVariable('{id}', getVariable('{id}') + 1), getVariable('{id}') % {loop.Rounds} != 0")));
        variables.Add(Draw.Variable(again, "Int32", "0"));
        Chain((head, head), Chain(body, (again, again)));
        connections.Add($"{again}.True→{head}");
        return (head, $"{again}.False");
    }

    string Saved(string activity) => activity.Replace("\"type\":", $"\"customProperties\": {{ \"commitStrategyName\": \"{commits}\" }}, \"type\":", StringComparison.Ordinal);

    string Plain() => Add(id => Draw.Activity("Elsa.FlowFork", id));

    (string, string) One(Func<string, string> draw)
    {
        var id = Add(draw);
        return (id, id);
    }

    (string, string) Chain((string Entry, string Exit) first, (string Entry, string Exit) second)
    {
        connections.Add($"{first.Exit}→{second.Entry}");
        return (first.Entry, second.Exit);
    }

    string Add(Func<string, string> draw)
    {
        var id = $"n{count++}";
        activities.Add(draw(id));
        return id;
    }
}
