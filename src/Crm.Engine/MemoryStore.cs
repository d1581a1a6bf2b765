using System.Collections.Immutable;
using Crm.Engine.Definitions;

namespace Crm.Engine;

/// <summary>Keeps everything in memory, instances as their stored JSON. For tests and for running a file without a database.</summary>
public sealed class MemoryStore : IWorkflowStore, IDisposable
{
    sealed record Stored(string InstanceId, string? CorrelationId, Bookmark Bookmark);

    sealed record Contents
    {
        public ImmutableDictionary<string, DefinitionVersion> Versions { get; init; } = ImmutableDictionary.Create<string, DefinitionVersion>();
        public ImmutableList<Trigger> Triggers { get; init; } = [];
        public ImmutableSortedDictionary<string, string> Instances { get; init; } = Sorted<string>();
        public ImmutableSortedDictionary<string, Stored> Bookmarks { get; init; } = Sorted<Stored>();
        public ImmutableList<KeptStimulus> Stimuli { get; init; } = [];
        public ImmutableList<(string InstanceId, IReadOnlyList<ExecutionLogEntry> Entries)> Log { get; init; } = [];

        // Ids are made in the order of time, so sorted by id is oldest first.
        static ImmutableSortedDictionary<string, T> Sorted<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
    }

    readonly SemaphoreSlim turn = new(1);
    readonly AsyncLocal<bool> inside = new();
    Contents contents = new();

    public async Task<T> TransactAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        if (inside.Value)
            return await work();
        await turn.WaitAsync(cancellationToken);
        var before = contents;
        inside.Value = true;
        try
        {
            return await work();
        }
        catch
        {
            contents = before;
            throw;
        }
        finally
        {
            inside.Value = false;
            turn.Release();
        }
    }

    public bool IsInTransaction => inside.Value;

    /// <summary>There is one transaction at a time anyway.</summary>
    public Task HoldAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AttemptAsync(Func<Task> step) => step();

    /// <summary>All instances, oldest first.</summary>
    public IReadOnlyList<WorkflowInstance> Instances => [.. contents.Instances.Values.Select(WorkflowInstance.FromJson)];

    /// <summary>What stands in the store of waits, apart from the instances' own documents.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => [.. contents.Bookmarks.Values.Select(stored => stored.Bookmark)];

    public IReadOnlyList<Trigger> Triggers => contents.Triggers;

    public IReadOnlyList<ExecutionLogEntry> LogOf(string instanceId) =>
        [.. contents.Log.Where(burst => burst.InstanceId == instanceId).SelectMany(burst => burst.Entries)];

    public Task<DefinitionVersion?> FindVersionAsync(string versionId, CancellationToken cancellationToken) =>
        Task.FromResult(contents.Versions.GetValueOrDefault(versionId));

    public Task<VersionHead?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        Task.FromResult(contents.Versions.Values.Select(version => version.Head)
            .FirstOrDefault(head => head.DefinitionId == definitionId && head.IsPublished));

    public Task<IReadOnlyList<VersionHead>> ListVersionsAsync(VersionFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VersionHead>>([.. contents.Versions.Values
            .Where(version => filter.Mentions is null || version.Json.Contains(filter.Mentions, StringComparison.Ordinal))
            .Select(version => version.Head)
            .Where(head => filter.IsLatest is null || head.IsLatest == filter.IsLatest)
            .Where(head => filter.DefinitionId is null || head.DefinitionId == filter.DefinitionId)
            .Where(head => filter.Version is null || head.Version == filter.Version)
            .Where(head => filter.ActivityType is null || head.ActivityType == filter.ActivityType)
            .OrderByDescending(head => head.Version)]);

    public Task<bool> HasRunAsync(string versionId, CancellationToken cancellationToken) =>
        Task.FromResult(Instances.Any(instance => instance.DefinitionVersionId == versionId));

    public Task SaveVersionAsync(DefinitionVersion version, CancellationToken cancellationToken) =>
        Change(contents with { Versions = contents.Versions.SetItem(version.Head.Id, version) });

    public Task MarkVersionAsync(string versionId, bool isLatest, bool isPublished, CancellationToken cancellationToken)
    {
        var version = contents.Versions[versionId];
        var marked = version with { Head = version.Head with { IsLatest = isLatest, IsPublished = isPublished } };
        return SaveVersionAsync(marked, cancellationToken);
    }

    public Task ReplaceTriggersAsync(string definitionId, IReadOnlyList<Trigger> triggers, CancellationToken cancellationToken) =>
        Change(contents with
        {
            Triggers = contents.Triggers.RemoveAll(trigger => trigger.DefinitionId == definitionId).AddRange(triggers),
        });

    public Task<IReadOnlyList<Trigger>> FindTriggersAsync(string hash, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Trigger>>([.. contents.Triggers.Where(trigger => trigger.Hash == hash)]);

    public Task<IReadOnlyList<object?>> ListPayloadsAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<object?>>([.. contents.Triggers.Where(trigger => trigger.Name == name).Select(trigger => (trigger.Hash, trigger.Payload))
            .Concat(contents.Bookmarks.Values.Select(stored => stored.Bookmark).Where(bookmark => bookmark.Name == name)
                .Select(bookmark => (bookmark.Hash, bookmark.Payload)))
            .DistinctBy(waiting => waiting.Hash).Select(waiting => waiting.Payload)]);

    public Task<WorkflowInstance?> LockInstanceAsync(string instanceId, CancellationToken cancellationToken) =>
        Task.FromResult(contents.Instances.TryGetValue(instanceId, out var json) ? WorkflowInstance.FromJson(json) : null);

    public Task SaveInstanceAsync(InstanceChange change, CancellationToken cancellationToken)
    {
        var instance = change.Instance;
        var bookmarks = contents.Bookmarks.RemoveRange(change.RemovedBookmarkIds)
            .SetItems(change.Added.Select(bookmark =>
                KeyValuePair.Create(bookmark.Id, new Stored(instance.Id, instance.CorrelationId, bookmark))));
        if (change.CorrelationChanged)
            bookmarks = bookmarks.SetItems(bookmarks.Where(pair => pair.Value.InstanceId == instance.Id)
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { CorrelationId = instance.CorrelationId })).ToList());
        return Change(contents with
        {
            Instances = contents.Instances.SetItem(instance.Id, instance.ToJson()),
            Bookmarks = bookmarks,
            Log = contents.Log.Add((instance.Id, change.Log)),
        });
    }

    public Task<IReadOnlyList<string>> FindUnfinishedAsync(InstanceFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Instances
            .Where(instance => instance.Status == WorkflowStatus.Running)
            .Where(instance => filter.DefinitionId is null || instance.DefinitionId == filter.DefinitionId)
            .Where(instance => filter.CorrelationId is null || instance.CorrelationId == filter.CorrelationId)
            .Where(instance => filter.ParentInstanceId is null || instance.ParentInstanceId == filter.ParentInstanceId)
            .Select(instance => instance.Id)]);

    public Task<IReadOnlyList<BookmarkKey>> FindBookmarksAsync(
        string hash, string? correlationId, string? instanceId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BookmarkKey>>([.. contents.Bookmarks.Values
            .Where(stored => stored.Bookmark.Hash == hash)
            .Where(stored => correlationId is null || stored.CorrelationId == correlationId)
            .Where(stored => instanceId is null || stored.InstanceId == instanceId)
            .Select(stored => new BookmarkKey(stored.InstanceId, stored.Bookmark.Id))]);

    public Task KeepStimulusAsync(KeptStimulus stimulus, CancellationToken cancellationToken) =>
        Change(contents with { Stimuli = contents.Stimuli.Add(stimulus) });

    public Task<KeptStimulus?> TakeStimulusAsync(StimulusFilter filter, CancellationToken cancellationToken)
    {
        contents = contents with { Stimuli = contents.Stimuli.RemoveAll(kept => kept.ExpiresAt <= filter.Now) };
        var found = contents.Stimuli.Find(kept => kept.Hash == filter.Hash
            && (kept.CorrelationId is null || kept.CorrelationId == filter.CorrelationId)
            && (kept.InstanceId is null || kept.InstanceId == filter.InstanceId));
        if (found is not null)
            contents = contents with { Stimuli = contents.Stimuli.Remove(found) };
        return Task.FromResult(found);
    }

    public Task<DueWork?> ClaimDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var bookmark = contents.Bookmarks.Values.Where(stored => stored.Bookmark.DueAt <= now).MinBy(stored => stored.Bookmark.DueAt);
        var trigger = contents.Triggers.Where(trigger => trigger.DueAt <= now).MinBy(trigger => trigger.DueAt);
        if (bookmark is not null && (trigger is null || bookmark.Bookmark.DueAt <= trigger.DueAt))
            return Task.FromResult<DueWork?>(new DueWork(new BookmarkKey(bookmark.InstanceId, bookmark.Bookmark.Id), null));
        return Task.FromResult(trigger is null ? null : new DueWork(null, trigger));
    }

    public Task SetDueAsync(DueWork due, DateTimeOffset? dueAt, CancellationToken cancellationToken)
    {
        if (due.Trigger is { } trigger)
            return Change(contents with { Triggers = contents.Triggers.Replace(trigger, trigger with { DueAt = dueAt }) });
        if (!contents.Bookmarks.TryGetValue(due.Bookmark!.BookmarkId, out var stored))
            return Task.CompletedTask;
        var changed = stored with { Bookmark = stored.Bookmark with { DueAt = dueAt } };
        return Change(contents with { Bookmarks = contents.Bookmarks.SetItem(stored.Bookmark.Id, changed) });
    }

    public void Dispose() => turn.Dispose();

    Task Change(Contents changed)
    {
        contents = changed;
        return Task.CompletedTask;
    }
}
