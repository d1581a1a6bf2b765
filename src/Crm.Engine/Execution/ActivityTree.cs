using Crm.Engine.Activities;
using Crm.Engine.Activities.Composition;
using Crm.Engine.Definitions;

namespace Crm.Engine.Execution;

/// <summary>The activities of an instance that have not finished, each below the one that scheduled it.</summary>
sealed class ActivityTree
{
    /// <summary>The workflow itself; null before the start.</summary>
    public ActivityExecutionContext? Root { get; private set; }

    /// <summary>Parents before children.</summary>
    public IEnumerable<ActivityExecutionContext> All() => Root is null ? [] : SelfAndDescendants(Root);

    public ActivityExecutionContext? Find(Predicate<ActivityExecutionContext> match) => All().FirstOrDefault(context => match(context));

    public List<ActivityState> States() => [.. All().Select(context => context.State)];

    public void Add(ActivityExecutionContext context)
    {
        Root ??= context;
        context.Parent?.Children.Add(context);
    }

    /// <summary>Rebuilds the tree from the stored document, each activity with the bookmarks it waits at.</summary>
    public void Restore(WorkflowExecutionContext workflow)
    {
        var instance = workflow.Instance;
        var known = new Dictionary<string, ActivityExecutionContext>();
        foreach (var state in instance.Activities)
        {
            var parent = state.ParentId is { } parentId ? known[parentId] : null;
            known[state.Id] = new ActivityExecutionContext(workflow, ActivityOf(state, workflow.Graph), state, parent);
            Add(known[state.Id]);
        }
        foreach (var bookmark in instance.Bookmarks.Concat(instance.ParkedBookmarks))
            if (known.TryGetValue(bookmark.ActivityInstanceId, out var waiting))
                waiting.Waits++;
    }

    // Where the definition has it no longer, e.g. because the type around it is gone, the rest of the instance can still be seen and ended.
    static Activity ActivityOf(ActivityState state, WorkflowGraph graph) =>
        graph.Find(state.NodeId) ?? NotFoundActivity.At(state.NodeId);

    static IEnumerable<ActivityExecutionContext> SelfAndDescendants(ActivityExecutionContext context) =>
        context.Children.SelectMany(SelfAndDescendants).Prepend(context);
}
