using Crm.Engine.Activities;
using Crm.Engine.Activities.Composition;

namespace Crm.Engine.Definitions;

/// <summary>One version of a definition, ready to run. Immutable, so one graph serves all instances of the version.</summary>
public sealed class WorkflowGraph
{
    readonly Dictionary<string, Activity> byNodeId = [];

    internal WorkflowGraph(WorkflowDefinition definition, WorkflowRoot root)
    {
        Definition = definition;
        Root = root;
        Number(root, "", NamesInUse(root));
    }

    public WorkflowDefinition Definition { get; }
    public Activity Root { get; }
    public IReadOnlyCollection<Activity> Activities => byNodeId.Values;

    /// <summary>Throws when the definition no longer has this node: an instance must not quietly go on elsewhere.</summary>
    public Activity Find(string nodeId) => byNodeId.GetValueOrDefault(nodeId)
        ?? throw new DefinitionException($"Version {Definition.Version} of '{Definition.DefinitionId}' has no activity", nodeId);

    public bool Has(string nodeId) => byNodeId.ContainsKey(nodeId);

    /// <summary>The activity with this id or, failing that, this name.</summary>
    public Activity? FindByIdOrName(string text) =>
        Activities.FirstOrDefault(activity => activity.Id == text) ?? Activities.FirstOrDefault(activity => activity.Name == text);

    void Number(Activity activity, string prefix, HashSet<string> taken)
    {
        if (activity.Id.Length == 0)
            activity.Id = NextId(activity.Descriptor.Name, taken);
        activity.NodeId = prefix + activity.Id;
        if (!byNodeId.TryAdd(activity.NodeId, activity))
            throw new DefinitionException($"The id '{activity.Id}' occurs twice", activity.NodeId);
        foreach (var child in activity.Children)
            Number(child, $"{activity.NodeId}:", taken);
    }

    static HashSet<string> NamesInUse(Activity root)
    {
        var names = new HashSet<string>();
        var open = new Stack<Activity>([root]);
        while (open.TryPop(out var activity))
        {
            names.Add(activity.Id);
            activity.Children.ForEach(open.Push);
        }
        return names;
    }

    static string NextId(string name, HashSet<string> taken)
    {
        for (var number = 1; ; number++)
            if (taken.Add($"{name}{number}"))
                return $"{name}{number}";
    }
}
