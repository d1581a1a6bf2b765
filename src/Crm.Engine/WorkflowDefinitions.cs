using Crm.Engine.Activities;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;
using Crm.Engine.Http;

namespace Crm.Engine;

/// <summary>The versions of all definitions. One version of each is published and started; what already runs stays on its own.</summary>
public sealed class WorkflowDefinitions
{
    readonly IWorkflowStore store;
    readonly DefinitionCache cache;
    readonly EngineParts engine;
    readonly ConsumingWorkflows consuming;

    internal WorkflowDefinitions(IWorkflowStore store, DefinitionCache cache, EngineParts engine)
    {
        this.store = store;
        this.cache = cache;
        this.engine = engine;
        consuming = new ConsumingWorkflows(store);
    }

    /// <summary>
    /// Takes in a definition as an Elsa server exports it. A new one keeps its ids and becomes version 1; one that exists becomes the next
    /// version, or replaces its draft.
    /// </summary>
    /// <exception cref="DefinitionException">It cannot be used; the message says what is wrong and where.</exception>
    public Task<VersionHead> ImportAsync(string json, bool publish, CancellationToken cancellationToken = default) =>
        store.TransactAsync(
            async () =>
            {
                var head = await AddAsync(json, publish, cancellationToken);
                if (publish)
                    await TakeAlongAsync(new DefinitionVersion(head, json), cancellationToken);
                return head;
            },
            cancellationToken);

    /// <summary>Takes in a definition with the id and version that it states, as a provider of definitions hands them over.</summary>
    public Task<VersionHead> AddAsStatedAsync(
        string json, bool isLatest, bool isPublished, CancellationToken cancellationToken = default) =>
        store.TransactAsync(() => AddStatedAsync(json, isLatest, isPublished, cancellationToken), cancellationToken);

    /// <summary>Makes a version the published one. Returns the new versions of those that use it and go along, when it asks for that.</summary>
    /// <exception cref="DefinitionException">It cannot run, or a trigger of it cannot be indexed.</exception>
    public Task<IReadOnlyList<VersionHead>> PublishAsync(string versionId, CancellationToken cancellationToken = default) =>
        store.TransactAsync(
            async () =>
            {
                var version = await FindAsync(versionId, cancellationToken);
                await store.HoldAsync(version.Head.DefinitionId, cancellationToken);
                await PublishAsync(version, cancellationToken);
                return await TakeAlongAsync(version, cancellationToken);
            },
            cancellationToken);

    /// <summary>
    /// Lets those that use a definition use its published version; nothing when none is. Changes only the definitions with these ids, or all of
    /// them when there are none.
    /// </summary>
    public Task<IReadOnlyList<VersionHead>> UpdateConsumersAsync(
        string definitionId, IReadOnlyCollection<string> only, CancellationToken cancellationToken = default) =>
        store.TransactAsync(
            async () => await store.FindPublishedAsync(definitionId, cancellationToken) is { } published
                ? await TakeAlongAsync(published, only, cancellationToken)
                : [],
            cancellationToken);

    /// <summary>No version is published any more: nothing starts, what runs goes on.</summary>
    public Task RetractAsync(string definitionId, CancellationToken cancellationToken = default) =>
        store.TransactAsync(
            async () =>
            {
                await store.HoldAsync(definitionId, cancellationToken);
                if (await store.FindPublishedAsync(definitionId, cancellationToken) is { } head)
                    await store.MarkVersionAsync(head.Id, head.IsLatest, isPublished: false, cancellationToken);
                await store.ReplaceTriggersAsync(definitionId, [], cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary>Makes a copy of an older version the latest one, as a draft.</summary>
    /// <exception cref="DefinitionException">There is no such version.</exception>
    public Task<VersionHead> RevertAsync(string definitionId, int version, CancellationToken cancellationToken = default) =>
        store.TransactAsync(
            async () =>
            {
                var existing = await store.ListVersionsAsync(new VersionFilter(DefinitionId: definitionId), cancellationToken);
                var older = existing.FirstOrDefault(head => head.Version == version)
                    ?? throw new DefinitionException($"'{definitionId}' has no version {version}", "");
                var copy = older with
                {
                    Id = Guid.CreateVersion7().ToString("N"),
                    Version = existing[0].Version + 1,
                    IsLatest = true,
                    IsPublished = false,
                    CreatedAt = engine.Clock.GetUtcNow(),
                };
                foreach (var other in existing.Where(head => head.IsLatest))
                    await store.MarkVersionAsync(other.Id, isLatest: false, other.IsPublished, cancellationToken);
                await store.SaveVersionAsync(new DefinitionVersion(copy, (await FindAsync(older.Id, cancellationToken)).Json), cancellationToken);
                return copy;
            },
            cancellationToken);

    /// <summary>Everything that keeps a definition from being published, each fault with its place; empty when nothing does.</summary>
    public async Task<IReadOnlyList<DefinitionException>> ValidateAsync(string json, CancellationToken cancellationToken = default)
    {
        try
        {
            var faults = new DefinitionFaults();
            await TriggersAsync(Version(DefinitionReader.ReadHead(json), json), faults, cancellationToken);
            return faults.Found;
        }
        catch (DefinitionException fault)
        {
            return fault.All;
        }
    }

    /// <summary>The version's activities, e.g. to draw it.</summary>
    public Task<WorkflowGraph> LoadAsync(string versionId, CancellationToken cancellationToken = default) =>
        cache.LoadAsync(versionId, cancellationToken);

    /// <summary>The version is not needed any more; its graph is no longer kept.</summary>
    public void Forget(string versionId) => cache.Forget(versionId);

    /// <summary>The same without keeping it: for a version that is still being changed.</summary>
    public async Task<WorkflowGraph> BuildAsync(string versionId, CancellationToken cancellationToken = default) =>
        await cache.BuildAsync(await FindAsync(versionId, cancellationToken), cancellationToken);

    /// <summary>When a trigger fires next; null when never again.</summary>
    internal async Task<DateTimeOffset?> NextDueAsync(Trigger trigger, CancellationToken cancellationToken)
    {
        var graph = await cache.LoadAsync(trigger.DefinitionVersionId, cancellationToken);
        var triggers = await TriggerIndex.OfAsync(graph, engine, new DefinitionFaults(), cancellationToken);
        return triggers.Where(t => t.ActivityId == trigger.ActivityId && t.DueAt > engine.Clock.GetUtcNow()).Min(t => t.DueAt);
    }

    async Task<DefinitionVersion> FindAsync(string versionId, CancellationToken cancellationToken) =>
        await store.FindVersionAsync(versionId, cancellationToken)
            ?? throw new DefinitionException($"There is no definition version '{versionId}'", "");

    async Task<VersionHead> AddStatedAsync(string json, bool isLatest, bool isPublished, CancellationToken cancellationToken)
    {
        var definition = DefinitionReader.ReadHead(json);
        var version = Version(definition with { IsUsableAsActivity = definition.IsUsableAsActivity || definition.WasUsableAsActivity }, json);
        version = version with { Head = version.Head with { IsLatest = isLatest, IsPublished = isPublished } };
        await SaveAsync(version, cancellationToken);
        if (isPublished)
            await store.ReplaceTriggersAsync(version.Head.DefinitionId, await TriggersAsync(version, cancellationToken), cancellationToken);
        return version.Head;
    }

    async Task<VersionHead> AddAsync(string json, bool publish, CancellationToken cancellationToken)
    {
        var definition = DefinitionReader.ReadHead(json);
        // Two at once would both become the same next version.
        await store.HoldAsync(definition.DefinitionId, cancellationToken);
        var existing = await store.ListVersionsAsync(new VersionFilter(DefinitionId: definition.DefinitionId), cancellationToken);
        var version = Version(definition, json);
        var next = existing.Count == 0 ? FirstAsync(version.Head, cancellationToken) : NextAsync(version.Head, existing, cancellationToken);
        version = version with { Head = await next };
        foreach (var other in existing.Where(head => head.IsLatest && head.Id != version.Head.Id))
            await store.MarkVersionAsync(other.Id, isLatest: false, other.IsPublished, cancellationToken);
        await SaveAsync(version, cancellationToken);
        if (publish)
            await PublishAsync(version, cancellationToken);
        return version.Head with { IsPublished = publish };
    }

    // It keeps the id that it states, unless a version of another definition has that id.
    async Task<VersionHead> FirstAsync(VersionHead head, CancellationToken cancellationToken) =>
        await store.FindVersionAsync(head.Id, cancellationToken) is null
            ? head with { Version = 1 }
            : head with { Id = Guid.CreateVersion7().ToString("N"), Version = 1 };

    // The next version after those that exist, in the place of the draft when there is one. What has run is no draft: it was retracted.
    async Task<VersionHead> NextAsync(VersionHead head, IReadOnlyList<VersionHead> existing, CancellationToken cancellationToken) =>
        existing.FirstOrDefault(other => other is { IsLatest: true, IsPublished: false }) is { } draft
            && !await store.HasRunAsync(draft.Id, cancellationToken)
            ? head with { Id = draft.Id, Version = draft.Version }
            : head with { Id = Guid.CreateVersion7().ToString("N"), Version = existing[0].Version + 1 };

    async Task PublishAsync(DefinitionVersion version, CancellationToken cancellationToken)
    {
        var triggers = await TriggersAsync(version, cancellationToken);
        var all = await store.ListVersionsAsync(new VersionFilter(DefinitionId: version.Head.DefinitionId), cancellationToken);
        foreach (var other in all.Where(head => head.Id != version.Head.Id && (head.IsLatest || head.IsPublished)))
            await store.MarkVersionAsync(other.Id, isLatest: false, isPublished: false, cancellationToken);
        await store.MarkVersionAsync(version.Head.Id, isLatest: true, isPublished: true, cancellationToken);
        await store.ReplaceTriggersAsync(version.Head.DefinitionId, triggers, cancellationToken);
    }

    async Task<IReadOnlyList<VersionHead>> TakeAlongAsync(DefinitionVersion version, CancellationToken cancellationToken) =>
        DefinitionReader.ReadHead(version.Json).UpdatesConsumers ? await TakeAlongAsync(version.Head, [], cancellationToken) : [];

    Task<IReadOnlyList<VersionHead>> TakeAlongAsync(VersionHead published, IReadOnlyCollection<string> only, CancellationToken cancellationToken) =>
        consuming.UpdateAsync(published, only, (json, publish) => AddAsNextAsync(json, publish, cancellationToken), cancellationToken);

    // One that cannot be published with the new version stays the draft of it, and what is published stays what it was.
    async Task<VersionHead> AddAsNextAsync(string json, bool publish, CancellationToken cancellationToken)
    {
        var head = await AddAsync(json, publish: false, cancellationToken);
        try
        {
            if (publish)
                await PublishAsync(await FindAsync(head.Id, cancellationToken), cancellationToken);
            return head with { IsPublished = publish };
        }
        catch (DefinitionException)
        {
            return head;
        }
    }

    async Task SaveAsync(DefinitionVersion version, CancellationToken cancellationToken)
    {
        cache.Forget(version.Head.Id);
        await store.SaveVersionAsync(version, cancellationToken);
    }

    /// <exception cref="DefinitionException">It cannot be published.</exception>
    async Task<IReadOnlyList<Trigger>> TriggersAsync(DefinitionVersion version, CancellationToken cancellationToken)
    {
        var faults = new DefinitionFaults();
        var triggers = await TriggersAsync(version, faults, cancellationToken);
        faults.Throw();
        return triggers;
    }

    async Task<IReadOnlyList<Trigger>> TriggersAsync(DefinitionVersion version, DefinitionFaults faults, CancellationToken cancellationToken)
    {
        if (await cache.BuildAsync(version, faults, cancellationToken) is not { } graph)
            return [];
        var triggers = await TriggerIndex.OfAsync(graph, engine, faults, cancellationToken);
        foreach (var trigger in triggers)
            if (trigger.Payload is EndpointRoute route && await IsTakenAsync(trigger, cancellationToken))
                faults.Add($"The {route.Path} path and {route.Method} method are already in use by another workflow!", trigger.ActivityId);
        return triggers;
    }

    async Task<bool> IsTakenAsync(Trigger endpoint, CancellationToken cancellationToken) =>
        (await store.FindTriggersAsync(endpoint.Hash, cancellationToken)).Any(other => other.DefinitionId != endpoint.DefinitionId);

    DefinitionVersion Version(WorkflowDefinition definition, string json) => new(
        new VersionHead(
            definition.Id, definition.DefinitionId, definition.Version, definition.Name, definition.ActivityType,
            IsLatest: true, IsPublished: false, engine.Clock.GetUtcNow()),
        json);
}
