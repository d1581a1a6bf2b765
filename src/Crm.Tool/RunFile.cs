using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Engine;
using Crm.Engine.Definitions;
using Crm.Engine.Expressions;

namespace Crm.Tool;

/// <summary>Runs one definition from its start until it ends or waits, and tells what happened.</summary>
static class RunFile
{
    public static async Task<int> RunAsync(string file, IReadOnlyList<string> options)
    {
        if (ReadInput(options, out var asJson) is not { } input || DefinitionFile.Read(file) is not { } json)
            return 1;
        using var stage = new Stage();
        try
        {
            var head = await stage.Runtime.Definitions.ImportAsync(json, publish: true);
            var instanceId = (await stage.Runtime.StartAsync(new StartWorkflow(head.DefinitionId) { Input = input }))!.Id;
            await stage.WorkAsync();
            var instance = stage.Store.Instances.Single(instance => instance.Id == instanceId);
            var seen = Seen.Of(instance, stage.Lines, stage.Store.LogOf(instance.Id));
            Console.WriteLine(asJson ? seen.ToJsonString(Seen.Readable) : Report(instance, stage));
            return instance.Incidents.Count == 0 ? 0 : 1;
        }
        catch (DefinitionException fault)
        {
            DefinitionFile.Complain(file, json, fault);
            return 1;
        }
    }

    /// <summary>Null when an option cannot be understood; why stands on the error output.</summary>
    static Dictionary<string, object?>? ReadInput(IReadOnlyList<string> options, out bool asJson)
    {
        asJson = options.Contains("--json");
        var text = "{}";
        for (var i = 0; i < options.Count; i++)
            if (options[i] == "--input" && i + 1 < options.Count)
                text = options[++i];
            else if (options[i] != "--json")
                return Refuse($"'{options[i]}' is no option of run, or lacks its value");
        try
        {
            return JsonNode.Parse(text) is JsonObject input
                ? input.ToDictionary(pair => pair.Key, pair => pair.Value is null ? null : ValueJson.Parse(pair.Value.ToJsonString()))
                : Refuse("The input must be a JSON object, such as '{\"Name\":\"Ada\"}'");
        }
        catch (JsonException error)
        {
            return Refuse($"The input is not valid JSON: {error.Message}");
        }
    }

    static Dictionary<string, object?>? Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return null;
    }

    static string Report(WorkflowInstance instance, Stage stage)
    {
        List<string> lines = [$"status      {instance.Status} / {instance.SubStatus}"];
        Add("lines", stage.Lines);
        Add("output", instance.Output.Select(pair => $"{pair.Key} = {ValueJson.Text(pair.Value)}"));
        Add("activities", stage.Store.LogOf(instance.Id)
            .Where(line => line.Event is "Completed" or "Faulted" or "Canceled")
            .Select(line => $"{line.ActivityId} ({line.ActivityType})  {line.Event}  {string.Join(", ", line.Outcomes ?? [])}".TrimEnd()));
        Add("bookmarks", instance.Bookmarks.Select(bookmark =>
            $"{bookmark.ActivityId}  {bookmark.Name}  {ValueJson.Text(bookmark.Payload)}"));
        Add("incidents", instance.Incidents.Select(incident =>
            $"{incident.ActivityId} ({incident.ActivityType})  {incident.Message}  {incident.Exception?.Inner?.Message}".TrimEnd()));
        return string.Join(Environment.NewLine, lines);

        void Add(string title, IEnumerable<string> entries)
        {
            foreach (var (entry, index) in entries.Select((entry, index) => (entry, index)))
                lines.Add($"{(index == 0 ? title : ""),-12}{entry}");
        }
    }
}
