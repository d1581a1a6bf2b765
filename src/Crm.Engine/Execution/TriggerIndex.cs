using Crm.Engine.Activities;
using Crm.Engine.Definitions;

namespace Crm.Engine.Execution;

/// <summary>Finds what starts a definition: its triggers, with their inputs evaluated on the variables' defaults.</summary>
static class TriggerIndex
{
    /// <summary>Without those whose inputs make no sense, e.g. an invalid cron expression; these are noted.</summary>
    public static async Task<IReadOnlyList<Trigger>> OfAsync(WorkflowGraph graph, EngineParts engine, DefinitionFaults faults, CancellationToken cancellationToken)
    {
        var triggers = new List<Trigger>();
        foreach (var activity in graph.Activities.Where(activity => activity.CanStartWorkflow))
        {
            try
            {
                triggers.AddRange(await TriggersOfAsync(activity, graph, engine, cancellationToken));
            }
            catch (DefinitionException fault)
            {
                faults.Add(fault);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                faults.Add(error.InnerException?.Message ?? error.Message, activity.Id, error);
            }
        }
        return triggers;
    }

    static async Task<IEnumerable<Trigger>> TriggersOfAsync(
        Activity activity, WorkflowGraph graph, EngineParts engine, CancellationToken cancellationToken)
    {
        var context = Imagine(activity, new WorkflowExecutionContext(Imagine(graph, engine), graph, new Turn { IsOwn = false }, engine, cancellationToken));
        foreach (var input in activity.Inputs.Where(input => input.AutoEvaluate))
            context.State.Inputs[input.Name] = await context.EvaluateAsync(input);
        return [.. activity.GetTriggers(context).Select(stimulus => TriggerOf(activity, stimulus, graph.Definition))];
    }

    static Trigger TriggerOf(Activity activity, TriggerStimulus stimulus, WorkflowDefinition definition) => new()
    {
        Id = Guid.CreateVersion7().ToString("N"),
        DefinitionId = definition.DefinitionId,
        DefinitionVersionId = definition.Id,
        Name = activity.Type,
        ActivityId = activity.Id,
        Hash = StimulusHash.Of(activity.Type, stimulus.Payload),
        Payload = stimulus.Payload,
        DueAt = stimulus.DueAt,
    };

    static WorkflowInstance Imagine(WorkflowGraph graph, EngineParts engine) => new()
    {
        Id = "",
        DefinitionId = graph.Definition.DefinitionId,
        DefinitionVersionId = graph.Definition.Id,
        DefinitionVersion = graph.Definition.Version,
        CreatedAt = engine.Clock.GetUtcNow(),
    };

    static ActivityExecutionContext Imagine(Activity activity, WorkflowExecutionContext workflow)
    {
        var parent = activity.Parent is { } around ? Imagine(around, workflow) : null;
        var state = new ActivityState { Id = activity.Id, NodeId = activity.NodeId };
        var context = new ActivityExecutionContext(workflow, activity, state, parent);
        context.DeclareVariables();
        return context;
    }
}
