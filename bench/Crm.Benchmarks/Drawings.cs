namespace Crm.Benchmarks;

/// <summary>The workflows that are measured.</summary>
public static class Drawings
{
    public static string StartAndFinish => Flowchart("finish", [Step("a"), Step("b"), Step("c")]);

    public static string StartSuspendResume =>
        Flowchart("suspend", [Step("a"), """{ "id": "wait", "type": "Elsa.Event", "eventName": "go" }""", Step("b")]);

    public static string LongSequence(int steps) => Definition("sequence", $$"""
        { "id": "root", "type": "Elsa.Sequence", "activities": [{{string.Join(",", Enumerable.Range(0, steps).Select(step => Step($"s{step}")))}}] }
        """);

    public static string LongFlowchart(int steps) => Flowchart("flowchart", [.. Enumerable.Range(0, steps).Select(step => Step($"s{step}"))]);

    static string Step(string id) => $$"""
        { "id": "{{id}}", "type": "Elsa.SetVariable", "variable": { "id": "v", "name": "Note" },
          "value": { "typeName": "String", "expression": { "type": "Literal", "value": "step {{id}}" } } }
        """;

    static string Flowchart(string id, string[] activities)
    {
        var ids = activities.Select(activity => activity.Split('"')[3]).ToArray();
        var connections = ids.Zip(ids.Skip(1), (from, to) => $$"""{ "source": { "activity": "{{from}}", "port": "Done" }, "target": { "activity": "{{to}}", "port": "In" } }""");
        return Definition(id, $$"""
            { "id": "root", "type": "Elsa.Flowchart", "activities": [{{string.Join(",", activities)}}], "connections": [{{string.Join(",", connections)}}] }
            """);
    }

    static string Definition(string id, string root) => $$"""
        { "id": "{{id}}-v1", "definitionId": "{{id}}", "name": "{{id}}", "version": 1, "root": {{root}},
          "variables": [{ "id": "v", "name": "Note", "typeName": "String", "storageDriverTypeName": "WorkflowInstanceStorageDriver" }] }
        """;
}
