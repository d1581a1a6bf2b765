using System.Collections.Concurrent;
using Crm.Engine.Activities;
using Crm.Engine.Activities.Composition;

namespace Crm.Engine.Definitions;

/// <summary>Turns a version into a graph, once. Once it was published a version never changes, so its graph can be kept.</summary>
sealed class DefinitionCache(IWorkflowStore store, ActivityRegistry registry)
{
    /// <summary>With all workflows that are used in it: two that use one each twice, and so on, would fill the memory.</summary>
    const int MaxActivities = 10_000;
    readonly ConcurrentDictionary<string, WorkflowGraph> graphs = new();

    public async Task<WorkflowGraph> LoadAsync(string versionId, CancellationToken cancellationToken)
    {
        if (graphs.TryGetValue(versionId, out var known))
            return known;
        var version = await store.FindVersionAsync(versionId, cancellationToken)
            ?? throw new DefinitionException($"There is no definition version '{versionId}'", "");
        var graph = await BuildAsync(version, cancellationToken);
        // A draft is replaced in place, perhaps by another server.
        return version.Head is { IsLatest: true, IsPublished: false } ? graph : graphs[versionId] = graph;
    }

    /// <summary>Builds without keeping: to check a version before it is saved.</summary>
    /// <exception cref="DefinitionException">It cannot be used.</exception>
    public async Task<WorkflowGraph> BuildAsync(DefinitionVersion version, CancellationToken cancellationToken)
    {
        var faults = new DefinitionFaults();
        var graph = await BuildAsync(version, faults, cancellationToken);
        faults.Throw();
        return graph!;
    }

    /// <summary>The same, but what is wrong is only noted. Null when nothing can be made of it at all.</summary>
    public async Task<WorkflowGraph?> BuildAsync(DefinitionVersion version, DefinitionFaults faults, CancellationToken cancellationToken)
    {
        try
        {
            var (definition, root) = await ReadAsync(version, [], new Tally(), faults, cancellationToken);
            return new WorkflowGraph(definition, root, faults);
        }
        catch (DefinitionException fault)
        {
            faults.Add(fault);
            return null;
        }
    }

    public void Forget(string versionId) => graphs.TryRemove(versionId, out _);

    async Task<(WorkflowDefinition, WorkflowRoot)> ReadAsync(
        DefinitionVersion version, List<string> inside, Tally tally, DefinitionFaults faults, CancellationToken cancellationToken)
    {
        var head = version.Head;
        if (inside.Contains(head.DefinitionId))
            throw new DefinitionException($"'{head.Name ?? head.DefinitionId}' contains itself", string.Join(" → ", inside));
        var (definition, root) = new DefinitionReader(registry) { Faults = faults }.ReadOn(version.Json);
        definition = definition with { Id = head.Id, DefinitionId = head.DefinitionId, Version = head.Version };
        if (root is not null)
            await FillAsync(root, [.. inside, head.DefinitionId], tally, cancellationToken);
        var workflow = WorkflowRoot.For(definition, root);
        WorkflowGraph.GiveIds(workflow);
        return (definition, workflow);
    }

    async Task FillAsync(Activity activity, List<string> inside, Tally tally, CancellationToken cancellationToken)
    {
        if (++tally.Activities > MaxActivities)
            throw new DefinitionException($"With the workflows that it uses, it has more than {MaxActivities} activities", string.Join(" → ", inside));
        foreach (var child in activity.Children.ToArray())
            await FillAsync(child, inside, tally, cancellationToken);
        if (activity is not WorkflowDefinitionActivity reference)
            return;
        if (await ResolveAsync(reference, tally, cancellationToken) is not { } version)
            return;
        var faults = new DefinitionFaults();
        var (definition, root) = await ReadAsync(version, inside, tally, faults, cancellationToken);
        faults.Throw();
        reference.Fill(definition, root);
    }

    // A workflow that is used many times is read from the store once.
    async Task<DefinitionVersion?> ResolveAsync(WorkflowDefinitionActivity reference, Tally tally, CancellationToken cancellationToken)
    {
        var wanted = (reference.DefinitionVersionId, reference.DefinitionId, reference.Type, reference.Version);
        return tally.Used.TryGetValue(wanted, out var known) ? known : tally.Used[wanted] = await ResolveAsync(reference, cancellationToken);
    }

    async Task<DefinitionVersion?> ResolveAsync(WorkflowDefinitionActivity reference, CancellationToken cancellationToken)
    {
        if (reference.DefinitionVersionId is { } versionId && await store.FindVersionAsync(versionId, cancellationToken) is { } pinned)
            return pinned;
        var candidates = reference.DefinitionId is { } definitionId
            ? await store.ListVersionsAsync(new VersionFilter(DefinitionId: definitionId), cancellationToken)
            : [];
        if (candidates.Count == 0)
            candidates = await store.ListVersionsAsync(new VersionFilter(ActivityType: reference.Type), cancellationToken);
        var chosen = candidates.FirstOrDefault(head => head.Version == reference.Version)
            ?? candidates.FirstOrDefault(head => head.IsPublished)
            ?? candidates.FirstOrDefault(head => head.IsLatest);
        return chosen is null ? null : await store.FindVersionAsync(chosen.Id, cancellationToken);
    }

    sealed class Tally
    {
        public int Activities { get; set; }
        public Dictionary<(string?, string?, string, int), DefinitionVersion?> Used { get; } = [];
    }
}
