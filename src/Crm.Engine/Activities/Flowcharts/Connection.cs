using System.Text.Json;
using Crm.Engine.Definitions;

namespace Crm.Engine.Activities.Flowcharts;

/// <summary>A line from an outcome of one activity to another activity. Without a port it follows the default outcome only.</summary>
sealed record Connection(Activity Source, string? Port, Activity Target)
{
    /// <summary>Names the connection in stored state.</summary>
    public string Key { get; } = $"{Source.Id}|{Port}|{Target.Id}";

    /// <summary>Reads both ways of writing; null when an end does not exist, e.g. because the activity was deleted.</summary>
    public static Connection? Read(JsonElement json, IReadOnlyDictionary<string, Activity> activities)
    {
        var (source, port) = ReadEnd(json, "source");
        var (target, _) = ReadEnd(json, "target");
        return activities.TryGetValue(source, out var from) && activities.TryGetValue(target, out var to)
            ? new Connection(from, port, to)
            : null;
    }

    static (string Activity, string? Port) ReadEnd(JsonElement json, string end) =>
        json.Get(end) is { ValueKind: JsonValueKind.Object } nested
            ? (nested.Text("activity") ?? "", nested.Text("port"))
            : (json.Text(end) ?? "", json.Text($"{end}Port"));
}
