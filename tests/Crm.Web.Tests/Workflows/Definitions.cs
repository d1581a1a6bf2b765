using System.Text.Json.Nodes;
using Crm.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Workflows;

/// <summary>Small definitions that a test publishes for itself.</summary>
public static class Definitions
{
    /// <summary>A flowchart of these activities; each connection is "source:port>target".</summary>
    public static string Flowchart(string definitionId, JsonNode[] activities, params string[] connections) => new JsonObject
    {
        ["definitionId"] = definitionId,
        ["id"] = definitionId + "-v",
        ["name"] = definitionId,
        ["version"] = 1,
        ["root"] = new JsonObject
        {
            ["id"] = "flow",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["activities"] = new JsonArray(activities),
            ["connections"] = new JsonArray([.. connections.Select(Connection)]),
        },
    }.ToJsonString();

    public static JsonObject Activity(string id, string type, params (string Input, object Value)[] inputs)
    {
        var activity = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (input, value) in inputs)
            activity[input] = new JsonObject { ["expression"] = new JsonObject { ["type"] = value is string text && text.StartsWith('[') ? "Object" : "Literal", ["value"] = JsonValue.Create(value) } };
        return activity;
    }

    public static JsonObject ReviewTask(string id, params (string Input, object Value)[] more) => Activity(id, "Crm.AssignUserTask",
    [
        ("title", "Beoordelen"), ("titleEn", "Review"), ("outcomes", """["Approve","SendBack"]"""),
        ("labels", """[{"outcome":"Approve","nl":"Goedkeuren","en":"Approve"},{"outcome":"SendBack","nl":"Terugsturen","en":"Send back","needsReaction":true}]"""),
        .. more,
    ]);

    public static async Task<WorkflowInstance> RunAsync(this CrmServer server, string definition, Dictionary<string, object?>? input = null)
    {
        var runtime = server.Services.GetRequiredService<WorkflowRuntime>();
        var head = await runtime.Definitions.ImportAsync(definition, publish: true, TestContext.Current.CancellationToken);
        return (await runtime.StartAsync(new StartWorkflow(head.DefinitionId) { Input = input }, TestContext.Current.CancellationToken))!;
    }

    /// <summary>The instance as it is stored now.</summary>
    public static Task<WorkflowInstance?> InstanceAsync(this CrmServer server, string id) =>
        server.Services.GetRequiredService<IWorkflowStore>().LockInstanceAsync(id, TestContext.Current.CancellationToken);

    /// <summary>What its log says happened, in order.</summary>
    public static Task<List<string>> InstanceLogAsync(this CrmServer server, string id) => server.Database.ReadAsync(
        db => db.WorkflowLog.Where(line => line.InstanceId == id).OrderBy(line => line.Sequence).Select(line => line.Event).ToListAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    static JsonObject Connection(string connection)
    {
        var (source, target) = (connection.Split('>')[0], connection.Split('>')[1]);
        return new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source.Split(':')[0], ["port"] = source.Contains(':', StringComparison.Ordinal) ? source.Split(':')[1] : "Done" },
            ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
        };
    }
}
