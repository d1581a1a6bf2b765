using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Benchmarks;

/// <summary>How long Studio waits, over HTTP, for what it asks after every change: the save of a large definition, and the toolbox.</summary>
public static class StudioFigures
{
    const int Activities = 200;
    const double Promised = 50;

    public static async Task PrintAsync(string database, BenchServer server, Pace pace)
    {
        using var petra = await server.SignInAsync("petra");
        var saves = Drawings(await PostAsync(petra, Save(Drawn()))).ToArray();
        var turn = 0;
        await PrintAsync($"{database}: Studio saves a draft of {Activities} activities", pace, () => PostAsync(petra, saves[turn++ % saves.Length]));
        await PrintAsync($"{database}: Studio asks for the toolbox", pace, () => petra.GetByteArrayAsync("/elsa/api/descriptors/activities?Refresh=True"));
    }

    static async Task PrintAsync(string name, Pace pace, Func<Task<byte[]>> ask)
    {
        await new Load().AddSliceAsync(1, pace.Slice, _ => ask());
        var (load, asked, processor) = (new Load(), 0, Environment.CpuUsage.TotalTime);
        for (var slice = 0; slice < pace.Slices; slice++)
            await load.AddSliceAsync(1, pace.Slice, _ => { asked++; return ask(); });
        new Figure(name, load.Percentile(0.95), "ms (p95)", Promised, "ms (p95) promised")
        {
            P50Milliseconds = load.Percentile(0.5),
            P99Milliseconds = load.Percentile(0.99),
            // With the client's own work. Whatever else this machine does is not in it.
            PerProcessorSecond = Figure.Round(asked / (Environment.CpuUsage.TotalTime - processor).TotalSeconds),
        }.Print();
    }

    // Somebody moves an activity to and fro, so that each save is a change. Made ready beforehand: only the server's time counts.
    static IEnumerable<byte[]> Drawings(byte[] saved)
    {
        var drawn = JsonNode.Parse(saved)!["workflowDefinition"]!;
        foreach (var x in new[] { 100, 200 })
        {
            drawn["root"]!["activities"]![0]!["metadata"]!["designer"]!["position"]!["x"] = x;
            yield return Save(drawn);
        }
    }

    static byte[] Save(JsonNode drawn) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["model"] = drawn.DeepClone(), ["publish"] = false });

    static async Task<byte[]> PostAsync(HttpClient petra, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        var answer = await petra.PostAsync("/elsa/api/workflow-definitions", content);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The shipped process of a quote, over and over until it is large enough.</summary>
    static JsonNode Drawn()
    {
        var drawn = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "quote-lifecycle.json")))!;
        var (activities, connections) = (drawn["root"]!["activities"]!.AsArray(), drawn["root"]!["connections"]!.AsArray());
        var copies = Activities / activities.Count + 1;
        drawn["root"]!["activities"] = new JsonArray([.. Copies(activities, copies).Take(Activities)]);
        drawn["root"]!["connections"] = new JsonArray([.. Copies(connections, copies)]);
        (drawn["id"], drawn["definitionId"], drawn["name"]) = ("large-1", "large", "Large");
        return drawn;
    }

    static IEnumerable<JsonNode> Copies(JsonArray parts, int copies) => Enumerable.Range(0, copies).SelectMany(copy => parts.Select(part => Renamed(part!.DeepClone(), copy)));

    static JsonNode Renamed(JsonNode part, int copy)
    {
        if (part["id"] is { } id)
            part["id"] = $"{id}{copy}";
        foreach (var end in new[] { part["source"], part["target"] }.OfType<JsonObject>())
            end["activity"] = $"{end["activity"]}{copy}";
        return part;
    }
}
