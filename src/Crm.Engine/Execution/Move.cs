using Crm.Engine.Activities;
using Crm.Engine.Activities.Flowcharts;
using Crm.Engine.Definitions;

namespace Crm.Engine.Execution;

/// <summary>Moves what is stored of an instance from one version of its definition to another.</summary>
sealed class Move(WorkflowInstance instance, WorkflowGraph from, WorkflowGraph to, IReadOnlyDictionary<string, string> mapping)
{
    /// <summary>Everything that stands in the way; empty when nothing does.</summary>
    public IReadOnlyList<string> Obstacles() => [.. instance.Activities.Select(Obstacle).OfType<string>()];

    /// <exception cref="AlterationException">Something stands in the way; the instance is as it was.</exception>
    public void Make()
    {
        if (Obstacles() is { Count: > 0 } obstacles)
            throw new AlterationException(string.Join(" ", obstacles));
        foreach (var state in instance.Activities)
            state.NodeId = NodeId(state.NodeId);
        Rename(instance.Bookmarks);
        Rename(instance.ParkedBookmarks);
        foreach (var (nodeId, outputs) in instance.ActivityOutputs.Where(pair => NodeId(pair.Key) != pair.Key).ToList())
        {
            instance.ActivityOutputs.Remove(nodeId);
            instance.ActivityOutputs[NodeId(nodeId)] = outputs;
        }
        instance.TriggerActivityId = instance.TriggerActivityId is { } trigger ? Id(trigger, mapping) : null;
        instance.DefinitionVersionId = to.Definition.Id;
        instance.DefinitionVersion = to.Definition.Version;
    }

    /// <summary>New variables get their first value, and flowcharts take over what they had counted.</summary>
    public static async Task SettleInAsync(WorkflowExecutionContext workflow, IReadOnlyDictionary<string, string> mapping)
    {
        foreach (var context in workflow.Tree.All().Where(context => context.IsRunning).ToList())
        {
            foreach (var variable in context.Activity.DeclaredVariables.Where(variable => !context.State.Variables.ContainsKey(variable.Id)))
                context.State.Variables[variable.Id] = variable.InitialValue();
            if (context.Activity is Flowchart flowchart)
                await flowchart.TakeOverAsync(context, id => Id(id, mapping));
        }
    }

    string? Obstacle(ActivityState state)
    {
        var (old, moved) = (from.Find(state.NodeId), to.Find(NodeId(state.NodeId)));
        if (moved is null)
            return $"The instance is at '{state.NodeId}', which does not exist in version {to.Definition.Version}: it stays where it is.";
        return old is not null && old.Type != moved.Type
            ? $"The instance is at '{state.NodeId}', which is a {moved.Type} instead of a {old.Type} in version {to.Definition.Version}: it stays where it is."
            : null;
    }

    void Rename(List<Bookmark> bookmarks)
    {
        for (var i = 0; i < bookmarks.Count; i++)
            if (NodeId(bookmarks[i].ActivityNodeId) is var nodeId && nodeId != bookmarks[i].ActivityNodeId)
                bookmarks[i] = bookmarks[i] with { ActivityNodeId = nodeId, ActivityId = Id(bookmarks[i].ActivityId, mapping) };
    }

    string NodeId(string nodeId) => mapping.Count == 0 ? nodeId : string.Join(':', nodeId.Split(':').Select(id => Id(id, mapping)));

    static string Id(string id, IReadOnlyDictionary<string, string> mapping) => mapping.GetValueOrDefault(id, id);
}
