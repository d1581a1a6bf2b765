using Crm.Engine.Activities;
using Crm.Engine.Activities.Composition;

namespace Crm.Engine.Definitions;

/// <summary>One version of a definition, ready to run. Immutable, so one graph serves all instances of the version.</summary>
public sealed class WorkflowGraph
{
    readonly Dictionary<string, Activity> byNodeId = [];

    internal WorkflowGraph(WorkflowDefinition definition, WorkflowRoot root, DefinitionFaults faults)
    {
        Definition = definition;
        Root = root;
        Place(root, "", faults);
    }

    public WorkflowDefinition Definition { get; }
    public Activity Root { get; }
    public IReadOnlyCollection<Activity> Activities => byNodeId.Values;

    /// <summary>The activities whose type is not known here; they only fault when they are reached.</summary>
    public IReadOnlyList<MissingActivity> Missing => [.. Activities.Select(MissingActivity.Of).OfType<MissingActivity>()];

    public Activity? Find(string nodeId) => byNodeId.GetValueOrDefault(nodeId);

    public bool Has(string nodeId) => byNodeId.ContainsKey(nodeId);

    /// <summary>The activity with this id or, failing that, this name.</summary>
    public Activity? FindByIdOrName(string text) =>
        Activities.FirstOrDefault(activity => activity.Id == text) ?? Activities.FirstOrDefault(activity => activity.Name == text);

    /// <summary>
    /// Gives an id to what has none. Done for each definition by itself, so that its ids are the same wherever it is used.
    /// </summary>
    internal static void GiveIds(Activity root)
    {
        var all = SelfAndDescendants(root).ToList();
        var taken = all.Select(activity => activity.Id).ToHashSet();
        foreach (var activity in all.Where(activity => activity.Id.Length == 0))
            activity.Id = NextId(activity.Descriptor.Name, taken);
    }

    void Place(Activity activity, string prefix, DefinitionFaults faults)
    {
        activity.NodeId = prefix + activity.Id;
        var twice = $"The id '{activity.Id}' occurs twice";
        if (!byNodeId.TryAdd(activity.NodeId, activity) && !faults.Knows(twice))
            faults.Add(twice, activity.NodeId);
        foreach (var child in activity.Children)
            Place(child, $"{activity.NodeId}:", faults);
    }

    static IEnumerable<Activity> SelfAndDescendants(Activity activity) =>
        activity.Children.SelectMany(SelfAndDescendants).Prepend(activity);

    static string NextId(string name, HashSet<string> taken)
    {
        for (var number = 1; ; number++)
            if (taken.Add($"{name}{number}"))
                return $"{name}{number}";
    }
}

/// <summary>An activity in a definition that names a type which does not exist here.</summary>
public sealed record MissingActivity(string ActivityId, string Type)
{
    internal static MissingActivity? Of(Activity activity) => activity switch
    {
        NotFoundActivity unknown => new(activity.Id, unknown.MissingType),
        WorkflowDefinitionActivity { Definition: null } => new(activity.Id, activity.Type),
        _ => null,
    };
}
