using Crm.Engine.Definitions;
using Microsoft.Extensions.Logging;

namespace Crm.Engine.Execution;

/// <summary>Runs bookmarks and triggers whose moment has come.</summary>
sealed class DueRunner(EngineParts engine, Bursts bursts, ILogger logger)
{
    static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);
    readonly IWorkflowStore store = engine.Store;
    readonly TimeProvider clock = engine.Clock;

    public async Task<int> RunAsync(int limit, CancellationToken cancellationToken)
    {
        var done = 0;
        while (done < limit && await RunNextAsync(cancellationToken))
            done++;
        return done;
    }

    async Task<bool> RunNextAsync(CancellationToken cancellationToken)
    {
        DueWork? due = null;
        try
        {
            return await bursts.InTurnAsync(
                async _ =>
                {
                    due = await store.ClaimDueAsync(clock.GetUtcNow(), cancellationToken);
                    if (due is not null)
                        await RunAsync(due, cancellationToken);
                    return due is not null;
                },
                cancellationToken);
        }
        catch (Exception error) when (due is not null && error is not OperationCanceledException)
        {
            // Tried again later, so that one bad timer does not keep back those after it.
            logger.LogError(error, "What was due could not be run: {Due}", due);
            await bursts.InTurnAsync(_ => PostponeAsync(due, cancellationToken), cancellationToken);
            return true;
        }
    }

    async Task<bool> PostponeAsync(DueWork due, CancellationToken cancellationToken)
    {
        await store.SetDueAsync(due, clock.GetUtcNow() + RetryDelay, cancellationToken);
        return true;
    }

    async Task RunAsync(DueWork due, CancellationToken cancellationToken)
    {
        if (due.Bookmark is { } bookmark)
        {
            if (!await engine.Runtime.ResumeAsync(bookmark.InstanceId, bookmark.BookmarkId, null, cancellationToken))
                await store.SetDueAsync(due, null, cancellationToken);
            return;
        }
        var trigger = due.Trigger!;
        await store.SetDueAsync(due, await engine.Runtime.Definitions.NextDueAsync(trigger, cancellationToken), cancellationToken);
        var request = new StartWorkflow(trigger.DefinitionId)
        {
            DefinitionVersionId = trigger.DefinitionVersionId,
            TriggerActivityId = trigger.ActivityId,
        };
        await engine.Runtime.StartAsync(request, cancellationToken);
    }
}
