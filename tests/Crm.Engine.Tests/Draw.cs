using System.Text.Json;

namespace Crm.Engine.Tests;

/// <summary>Writes definitions as JSON, the way the designer would.</summary>
static class Draw
{
    public static string Definition(string root, string id = "test", string variables = "[]", string options = "{}") =>
        $$"""
        { "id": "{{id}}-v1", "definitionId": "{{id}}", "name": "{{id}}", "version": 1, "variables": {{variables}}, "inputs": [], "outputs": [],
          "options": {{options}}, "root": {{root}} }
        """;

    public static string Sequence(params string[] activities) =>
        $$"""{ "id": "sequence{{Guid.NewGuid():N}}", "type": "Elsa.Sequence", "activities": [{{string.Join(",", activities)}}] }""";

    public static string Fork(params string[] branches) =>
        $$"""{ "id": "fork", "type": "Elsa.Fork", "branches": [{{string.Join(",", branches)}}] }""";

    /// <summary>Connections are written "a→b" or "a.Outcome→b".</summary>
    public static string Flowchart(string[] activities, params string[] connections) =>
        $$"""
        { "id": "flowchart", "type": "Elsa.Flowchart", "activities": [{{string.Join(",", activities)}}],
          "connections": [{{string.Join(",", connections.Select(Connection))}}] }
        """;

    public static string Write(string script, string? id = null) => Activity("Elsa.WriteLine", id ?? Guid.NewGuid().ToString("N"), ("text", "JavaScript", script));

    public static string Event(string name, bool starts = false) =>
        Activity("Elsa.Event", name, ("eventName", "Literal", name)).Replace(
            "\"type\":", $"\"customProperties\": {{ \"canStartWorkflow\": {(starts ? "true" : "false")} }}, \"type\":");

    public static string Script(string script, string id = "script") => Activity("Elsa.RunJavaScript", id, ("script", "Literal", script));

    public static string Activity(string type, string id, params (string Name, string Expression, string Value)[] inputs) =>
        $$"""{ "id": "{{id}}", "type": "{{type}}"{{string.Concat(inputs.Select(Input))}} }""";

    public static string Variable(string name, string type, string? value = null) =>
        JsonSerializer.Serialize(new { id = $"var-{name}", name, typeName = type, value });

    static string Input((string Name, string Expression, string Value) input) =>
        $", {JsonSerializer.Serialize(input.Name)}: {JsonSerializer.Serialize(new { typeName = "Object", expression = new { type = input.Expression, value = input.Value } })}";

    static string Connection(string text)
    {
        var (source, target) = (text.Split('→')[0], text.Split('→')[1]);
        var (activity, port) = source.Contains('.') ? (source.Split('.')[0], source.Split('.')[1]) : (source, "Done");
        return JsonSerializer.Serialize(new { source = new { activity, port }, target = new { activity = target, port = "In" } });
    }
}
