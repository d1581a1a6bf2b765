using Crm.Engine.Definitions;

namespace Crm.Engine;

/// <summary>
/// Keeps definitions, instances, bookmarks and triggers. Everything the runtime does goes through <see cref="TransactAsync{T}"/>,
/// so a store that joins the caller's transaction makes a burst commit together with whatever its activities changed.
/// </summary>
public interface IWorkflowStore
{
    /// <summary>
    /// Runs the work in the ambient transaction, or in a new one. It may run again when the database reports a deadlock.
    /// </summary>
    Task<T> TransactAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken);

    /// <summary>A transaction is open around the caller: what is written commits with it, later.</summary>
    bool IsInTransaction { get; }

    /// <summary>Holds a name until the transaction ends. Whoever wants it meanwhile waits, and then sees what this one committed.</summary>
    Task HoldAsync(string name, CancellationToken cancellationToken);

    /// <summary>Runs one activity. When it throws, what it wrote is undone, so that an incident stands beside no half work.</summary>
    Task AttemptAsync(Func<Task> step);

    Task<DefinitionVersion?> FindVersionAsync(string versionId, CancellationToken cancellationToken);

    Task<VersionHead?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>The versions that match, newest first, without their JSON.</summary>
    Task<IReadOnlyList<VersionHead>> ListVersionsAsync(VersionFilter filter, CancellationToken cancellationToken);

    /// <summary>Whether an instance was ever on this version.</summary>
    Task<bool> HasRunAsync(string versionId, CancellationToken cancellationToken);

    /// <summary>Adds the version, or replaces the one with the same id.</summary>
    Task SaveVersionAsync(DefinitionVersion version, CancellationToken cancellationToken);

    /// <summary>Changes only the two flags of a version.</summary>
    Task MarkVersionAsync(string versionId, bool isLatest, bool isPublished, CancellationToken cancellationToken);

    /// <summary>Makes these the only triggers of the definition.</summary>
    Task ReplaceTriggersAsync(string definitionId, IReadOnlyList<Trigger> triggers, CancellationToken cancellationToken);

    Task<IReadOnlyList<Trigger>> FindTriggersAsync(string hash, CancellationToken cancellationToken);

    /// <summary>What triggers and bookmarks with this name wait for, each once.</summary>
    Task<IReadOnlyList<object?>> ListPayloadsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Loads an instance and holds it until the transaction ends: nobody else runs it meanwhile.</summary>
    Task<WorkflowInstance?> LockInstanceAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Writes what one burst changed. Must fail when the stored revision is not the one before this instance's.</summary>
    Task SaveInstanceAsync(InstanceChange change, CancellationToken cancellationToken);

    /// <summary>Ids of the unfinished instances that match every property of the filter that is not null, oldest first.</summary>
    Task<IReadOnlyList<string>> FindUnfinishedAsync(InstanceFilter filter, CancellationToken cancellationToken);

    /// <summary>Bookmarks with this hash, oldest first; only of this correlation id and this instance, where those are given.</summary>
    Task<IReadOnlyList<BookmarkKey>> FindBookmarksAsync(
        string hash, string? correlationId, string? instanceId, CancellationToken cancellationToken);

    /// <summary>Keeps a stimulus that nobody waited for yet.</summary>
    Task KeepStimulusAsync(KeptStimulus stimulus, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the oldest kept stimulus that fits and has not expired; null when there is none. Holds the name of the hash, beside others
    /// that take: who wants to keep a stimulus for it waits until this transaction, and the bookmark in it, has been committed.
    /// </summary>
    Task<KeptStimulus?> TakeStimulusAsync(StimulusFilter filter, CancellationToken cancellationToken);

    /// <summary>Claims the bookmark or trigger that has been due longest; no other server gets it until this transaction ends.</summary>
    Task<DueWork?> ClaimDueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a due bookmark or trigger another moment; null means never.</summary>
    Task SetDueAsync(DueWork due, DateTimeOffset? dueAt, CancellationToken cancellationToken);
}

/// <summary>What one burst changed: the instance document, the waits it added and removed, and its log.</summary>
public sealed record InstanceChange(WorkflowInstance Instance, bool IsNew)
{
    public IReadOnlyList<Bookmark> Added { get; init; } = [];
    public IReadOnlyList<string> RemovedBookmarkIds { get; init; } = [];
    public IReadOnlyList<ExecutionLogEntry> Log { get; init; } = [];

    /// <summary>The instance has another correlation id than before: the bookmarks that stayed take it over.</summary>
    public bool CorrelationChanged { get; init; }
}

/// <summary>Instances that match every property that is not null.</summary>
public sealed record InstanceFilter(string? DefinitionId = null, string? CorrelationId = null, string? ParentInstanceId = null);

/// <summary>Where a bookmark is found.</summary>
public sealed record BookmarkKey(string InstanceId, string BookmarkId);

/// <summary>A stimulus kept for a bookmark that is still to come.</summary>
public sealed record KeptStimulus(
    string Id, string Hash, string? CorrelationId, string? InstanceId, string InputJson, DateTimeOffset ExpiresAt);

/// <summary>What a new bookmark would accept: its hash, and stimuli without or with exactly this correlation id and instance.</summary>
public sealed record StimulusFilter(string Hash, string? CorrelationId, string InstanceId, DateTimeOffset Now);

/// <summary>A bookmark or a trigger whose moment has come; one of the two is set.</summary>
public sealed record DueWork(BookmarkKey? Bookmark, Trigger? Trigger);
