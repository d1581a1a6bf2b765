using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine;
using Crm.Engine.Execution;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Runs one activity of a definition by itself, to see what it does, and undoes everything it did.</summary>
public sealed class ActivityTrial(CrmDatabase database, WorkflowRuntime runtime, WorkflowJournal journal, Subgraph graph)
{
    const string TestValues = "VariableTestValues";

    public async Task<JsonObject> RunAsync(string versionId, string nodeId, CancellationToken cancellationToken)
    {
        var node = await graph.FindAsync(versionId, nodeId, cancellationToken);
        var workflow = node;
        while (workflow.Container is { } around)
            workflow = around;
        var definition = Alone(workflow.Activity, node.Activity);
        try
        {
            await database.WriteAsync(_ => TryAsync(definition, cancellationToken), cancellationToken);
            throw new InvalidOperationException("A trial always ends by undoing itself.");
        }
        catch (Undone undone)
        {
            return undone.Outcome;
        }
        finally
        {
            runtime.Definitions.Forget(definition.Text("id")!);
        }
    }

    async Task TryAsync(JsonObject definition, CancellationToken cancellationToken)
    {
        var head = await runtime.Definitions.ImportAsync(StudioJson.Text(definition), publish: false, cancellationToken);
        var instance = await runtime.StartAsync(new StartWorkflow(head.DefinitionId) { DefinitionVersionId = head.Id }, cancellationToken);
        var activityId = definition["root"].Text("id");
        var executions = await journal.ExecutionsAsync(instance!.Id, cancellationToken);
        throw new Undone(Outcome(executions.FirstOrDefault(execution => execution.ActivityId == activityId), instance));
    }

    static JsonObject Outcome(ActivityExecution? execution, WorkflowInstance instance) => new()
    {
        ["activityState"] = execution?.Inputs?.DeepClone() ?? new JsonObject(),
        ["outputs"] = execution?.Outputs?.DeepClone() ?? new JsonObject(),
        ["payload"] = new JsonObject { ["Outcomes"] = new JsonArray([.. (execution?.Outcomes ?? []).Select(outcome => (JsonNode)outcome)]) },
        ["exception"] = ShownInstance.ExceptionOf(execution?.Exception ?? instance.Incidents.FirstOrDefault()?.Exception),
        ["status"] = (execution?.Status ?? ActivityStatus.Pending).ToString(),
    };

    /// <summary>A definition with the same variables, inputs and outputs in which only this activity stands.</summary>
    static JsonObject Alone(JsonObject workflow, JsonObject activity)
    {
        var id = "trial-" + Guid.CreateVersion7().ToString("N");
        var values = workflow["customProperties"].Object(TestValues) ?? [];
        var variables = new JsonArray([.. workflow.Objects("variables").Select(variable => variable.DeepClone())]);
        foreach (var variable in variables.OfType<JsonObject>())
        {
            if (values[variable.Text("id") ?? ""] is { } value)
                variable["value"] = value.DeepClone();
        }
        var root = NotFound.Restore(activity) ?? (JsonObject)activity.DeepClone();
        return new JsonObject
        {
            ["id"] = id,
            ["definitionId"] = id,
            ["name"] = workflow.Text("name"),
            ["version"] = 1,
            ["variables"] = variables,
            ["inputs"] = workflow["inputs"]?.DeepClone(),
            ["outputs"] = workflow["outputs"]?.DeepClone(),
            ["root"] = root,
        };
    }

    /// <summary>Thrown when the trial is over, so that its transaction is not committed.</summary>
    sealed class Undone(JsonObject outcome) : Exception
    {
        public JsonObject Outcome => outcome;
    }
}
