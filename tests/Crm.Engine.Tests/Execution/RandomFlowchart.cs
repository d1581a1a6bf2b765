namespace Crm.Engine.Tests.Execution;

/// <summary>
/// A flowchart made by chance out of steps, decisions, forks with joins, and loops. Each step writes its name; with waits, some
/// steps first wait for an event.
/// </summary>
sealed class RandomFlowchart
{
    readonly Random random;
    readonly bool waits;
    readonly List<string> activities = [];
    readonly List<string> connections = [];
    readonly List<string> variables = [];
    int count;

    RandomFlowchart(int seed, bool waits)
    {
        random = new Random(seed);
        this.waits = waits;
        Part(depth: 4);
    }

    public static string Definition(int seed, bool waits)
    {
        var chart = new RandomFlowchart(seed, waits);
        return Draw.Definition(
            Draw.Flowchart([.. chart.activities], [.. chart.connections]), variables: $"[{string.Join(",", chart.variables)}]");
    }

    (string Entry, string Exit) Part(int depth) => (depth == 0 ? 0 : random.Next(5)) switch
    {
        0 => Step(),
        1 => Choice(depth),
        2 => Fork(depth),
        3 => Loop(depth),
        _ => Chain(Part(depth - 1), Part(depth - 1)),
    };

    (string, string) Step()
    {
        var step = Add(id => Draw.Write($"'{id}'", id));
        if (random.Next(2) == 0)
            return (step, step);
        // The same chance with and without waits, so that both charts have the same shape.
        var wait = Add(id => waits ? Draw.Event(id) : Draw.Activity("Elsa.FlowFork", id));
        return Chain((wait, wait), (step, step));
    }

    (string, string) Choice(int depth)
    {
        var choice = Add(id => Draw.Activity("Elsa.FlowDecision", id, ("condition", "Literal", random.Next(2) == 0 ? "true" : "false")));
        var merge = Add(id => Draw.Write($"'{id}'", id));
        foreach (var outcome in new[] { "True", "False" })
            Chain(($"{choice}.{outcome}", $"{choice}.{outcome}"), Chain(Part(depth - 1), (merge, merge)));
        return (choice, merge);
    }

    (string, string) Fork(int depth)
    {
        var fork = Add(id => Draw.Activity("Elsa.FlowFork", id));
        var join = Add(id => Draw.Activity("Elsa.FlowJoin", id, ("mode", "Literal", "WaitAll")));
        var after = Add(id => Draw.Write($"'{id}'", id));
        for (var branch = 0; branch < 2; branch++)
            Chain((fork, fork), Chain(Part(depth - 1), (join, join)));
        Chain((join, join), (after, after));
        return (fork, after);
    }

    (string, string) Loop(int depth)
    {
        var head = Add(id => Draw.Write($"'{id}'", id));
        var body = Part(depth - 1);
        var again = Add(id => Draw.Activity("Elsa.FlowDecision", id, ("condition", "JavaScript", ThreeTimes(id))));
        variables.Add(Draw.Variable(again, "Int32", "0"));
        Chain((head, head), Chain(body, (again, again)));
        connections.Add($"{again}.True→{head}");
        return (head, $"{again}.False");
    }

    static string ThreeTimes(string variable) =>
        $"setVariable('{variable}', getVariable('{variable}') + 1), getVariable('{variable}') % 3 != 0";

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
