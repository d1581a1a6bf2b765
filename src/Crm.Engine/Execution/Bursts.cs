using Crm.Engine.Definitions;
using Microsoft.Extensions.Logging;

namespace Crm.Engine.Execution;

/// <summary>Runs instances a burst at a time, each saved together with what its activities changed, and then what that sets in motion.</summary>
sealed class Bursts(EngineParts engine, ILogger logger)
{
    readonly AsyncLocal<Turn?> current = new();
    readonly IWorkflowStore store = engine.Store;

    /// <summary>Joins the transaction that is open, or opens one.</summary>
    public async Task<T> InTurnAsync<T>(Func<Turn, Task<T>> work, CancellationToken cancellationToken) => (await TakeTurnAsync(work, cancellationToken)).Result;

    /// <summary>The same, and then the instance as it is: when a burst was cut, that one's or a child's that it waits for, it has gone on since.</summary>
    public async Task<WorkflowInstance?> InstanceInTurnAsync(Func<Turn, Task<WorkflowInstance?>> work, CancellationToken cancellationToken)
    {
        var (instance, hasGoneOn) = await TakeTurnAsync(work, cancellationToken);
        return hasGoneOn && instance is not null ? await store.TransactAsync(() => store.LockInstanceAsync(instance.Id, cancellationToken), cancellationToken) : instance;
    }

    async Task<(T Result, bool HasGoneOn)> TakeTurnAsync<T>(Func<Turn, Task<T>> work, CancellationToken cancellationToken)
    {
        if (current.Value is { } turn)
            return (await work(turn), false);
        var isOwn = !store.IsInTransaction;
        var (result, cut) = await OpenAsync(work, isOwn, cancellationToken);
        if (!isOwn || cut.Count == 0)
            return (result, false);
        await ContinueAsync(cut, cancellationToken);
        return (result, true);
    }

    Task<(T Result, IReadOnlyList<BookmarkKey> Cut)> OpenAsync<T>(Func<Turn, Task<T>> work, bool isOwn, CancellationToken cancellationToken) => store.TransactAsync(
        async () =>
        {
            var opened = new Turn { IsOwn = isOwn };
            current.Value = opened;
            try
            {
                var result = await work(opened);
                await opened.FinishAsync();
                return (result, opened.Cut);
            }
            finally
            {
                current.Value = null;
            }
        },
        cancellationToken);

    /// <summary>Goes on with bursts that were cut, each piece in a transaction of its own. One that fails is taken up when it is due.</summary>
    async Task ContinueAsync(IEnumerable<BookmarkKey> cut, CancellationToken cancellationToken)
    {
        var left = new Queue<BookmarkKey>(cut);
        while (left.TryDequeue(out var next))
        {
            try
            {
                var (_, more) = await OpenAsync(
                    turn => RunAsync(next.InstanceId, turn, context => context.Runner.ResumeAsync(next.BookmarkId, null), cancellationToken), true, cancellationToken);
                foreach (var one in more)
                    left.Enqueue(one);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogWarning(error, "Workflow {Instance} could not go on after a commit point; it is tried again", next.InstanceId);
            }
        }
    }

    /// <summary>Runs an unfinished instance; when it is running in this turn already, after that.</summary>
    public async Task<bool> RunAsync(
        string instanceId, Turn turn, Func<WorkflowExecutionContext, Task<bool>> burst, CancellationToken cancellationToken)
    {
        if (turn.IsRunning(instanceId))
        {
            turn.Defer(() => RunAsync(instanceId, turn, burst, cancellationToken));
            return true;
        }
        var instance = await store.LockInstanceAsync(instanceId, cancellationToken);
        if (instance is not { Status: WorkflowStatus.Running })
            return false;
        var graph = await engine.Definitions.LoadAsync(instance.DefinitionVersionId, cancellationToken);
        return await BurstAsync(instance, graph, turn, burst, cancellationToken);
    }

    public async Task<bool> BurstAsync(
        WorkflowInstance instance, WorkflowGraph graph, Turn turn, Func<WorkflowExecutionContext, Task<bool>> burst,
        CancellationToken cancellationToken)
    {
        var context = new WorkflowExecutionContext(instance, graph, turn, engine, cancellationToken);
        var (bookmarks, correlationId, incidents) = (instance.Bookmarks.ToList(), instance.CorrelationId, instance.Incidents.Count);
        turn.Begin(instance.Id);
        try
        {
            if (!await burst(context))
                return false;
        }
        finally
        {
            turn.End(instance.Id);
        }
        foreach (var incident in instance.Incidents.Skip(incidents))
            logger.LogWarning("Workflow {Instance} at {Activity}: {Message}", instance.Id, incident.ActivityNodeId, incident.Message);
        var added = instance.Bookmarks.Except(bookmarks).ToList();
        instance.UpdatedAt = engine.Clock.GetUtcNow();
        instance.Revision++;
        var change = new InstanceChange(instance, IsNew: instance.Revision == 1)
        {
            Added = added,
            RemovedBookmarkIds = [.. bookmarks.Except(instance.Bookmarks).Select(bookmark => bookmark.Id)],
            Log = await context.Log.EntriesAsync(),
            CorrelationChanged = correlationId != instance.CorrelationId,
        };
        await store.SaveInstanceAsync(change, cancellationToken);
        await FollowUpAsync(context, added, turn, cancellationToken);
        return true;
    }

    /// <summary>What a saved burst sets in motion: what it deferred, stimuli that came before their wait, the parent that waits.</summary>
    async Task FollowUpAsync(WorkflowExecutionContext context, List<Bookmark> added, Turn turn, CancellationToken cancellationToken)
    {
        var instance = context.Instance;
        foreach (var work in context.Afterwards)
            turn.Defer(() => work(cancellationToken));
        foreach (var continuation in added.Where(bookmark => bookmark.Name == CutBurst.BookmarkName))
            turn.Continue(new BookmarkKey(instance.Id, continuation.Id));
        foreach (var bookmark in added.Where(bookmark => bookmark is { DueAt: null, Payload: not null }))
        {
            var filter = new StimulusFilter(bookmark.Hash, instance.CorrelationId, instance.Id, engine.Clock.GetUtcNow());
            if (await store.TakeStimulusAsync(filter, cancellationToken) is { } kept)
                turn.Defer(() => engine.Runtime.ResumeAsync(instance.Id, bookmark.Id, InstanceJson.ReadValues(kept.InputJson), cancellationToken));
        }
        if (instance is { Status: WorkflowStatus.Finished, ParentInstanceId: { } parentId } && !turn.IsRunning(parentId))
            turn.Defer(() => engine.Runtime.SendAsync(ChildWorkflow.Finished(instance), cancellationToken));
    }
}
