using System.Text.Json;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;
using Crm.Engine.Expressions;
using Microsoft.Extensions.Logging;

namespace Crm.Engine;

/// <summary>
/// Starts workflows and makes waiting ones go on. Every call is one transaction of the store, or joins the caller's: what activities
/// changed, the instance, its waits and its log are saved together or not at all.
/// </summary>
public sealed class WorkflowRuntime
{
    static readonly TimeSpan StimulusLifetime = TimeSpan.FromMinutes(10);
    static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);

    readonly AsyncLocal<Turn?> current = new();
    readonly EngineParts engine;
    readonly IWorkflowStore store;
    readonly TimeProvider clock;
    readonly ILogger<WorkflowRuntime> logger;

    public WorkflowRuntime(
        IWorkflowStore store, ActivityRegistry activities, IServiceProvider services, TimeProvider clock, ILogger<WorkflowRuntime> logger,
        WorkflowOptions? options = null)
    {
        this.store = store;
        this.clock = clock;
        this.logger = logger;
        options ??= new WorkflowOptions();
        var cache = new DefinitionCache(store, activities);
        engine = new EngineParts(this, store, cache, new ExpressionEvaluator(options, clock), options, clock, services);
        Definitions = new WorkflowDefinitions(store, cache, engine);
        Migrations = new WorkflowMigrations(this, engine);
    }

    /// <summary>The versions of definitions: importing, publishing, checking.</summary>
    public WorkflowDefinitions Definitions { get; }

    /// <summary>Running instances on their way to another version.</summary>
    public WorkflowMigrations Migrations { get; }

    /// <summary>
    /// Starts an instance and runs it until it ends or waits. Null when the definition's activation strategy refuses another one.
    /// </summary>
    /// <exception cref="DefinitionException">There is no published version, or it cannot be read.</exception>
    public Task<WorkflowInstance?> StartAsync(StartWorkflow request, CancellationToken cancellationToken = default) =>
        InTurnAsync(turn => StartAsync(request, turn, cancellationToken), cancellationToken);

    /// <summary>Makes a waiting activity go on. False when the bookmark is unknown or was used before: then nothing happens.</summary>
    public Task<bool> ResumeAsync(
        string instanceId, string bookmarkId, IReadOnlyDictionary<string, object?>? input = null,
        CancellationToken cancellationToken = default) =>
        InTurnAsync(turn => ResumeAsync(new BookmarkKey(instanceId, bookmarkId), input, turn, cancellationToken), cancellationToken);

    /// <summary>Starts what the stimulus triggers and resumes everything that waits for it. Returns how many instances that were.</summary>
    public Task<int> SendAsync(Stimulus stimulus, CancellationToken cancellationToken = default) =>
        InTurnAsync(turn => SendAsync(stimulus, turn, cancellationToken), cancellationToken);

    /// <summary>Ends an instance and its children; nothing happens when it has ended already.</summary>
    public Task CancelAsync(string instanceId, CancellationToken cancellationToken = default) =>
        InTurnAsync(turn => CancelAsync(instanceId, turn, cancellationToken), cancellationToken);

    /// <summary>Repairs or moves an instance. All of the alterations or, when one of them cannot be made, none.</summary>
    /// <exception cref="AlterationException">An alteration cannot be made; the message says why.</exception>
    public Task<WorkflowInstance> AlterAsync(
        string instanceId, IReadOnlyList<Alteration> alterations, CancellationToken cancellationToken = default) =>
        InTurnAsync(turn => AlterAsync(instanceId, alterations, turn, cancellationToken), cancellationToken);

    /// <summary>Runs what is due, the longest due first, each in a transaction of its own. Returns how many there were.</summary>
    public async Task<int> RunDueAsync(int limit, CancellationToken cancellationToken = default)
    {
        var done = 0;
        while (done < limit && await RunNextDueAsync(cancellationToken))
            done++;
        return done;
    }

    async Task<WorkflowInstance?> StartAsync(StartWorkflow request, Turn turn, CancellationToken cancellationToken)
    {
        var graph = request.DefinitionVersionId is { } versionId
            ? await engine.Definitions.LoadAsync(versionId, cancellationToken)
            : await LoadPublishedAsync(request.DefinitionId, cancellationToken);
        if (!await IsAllowedAsync(graph.Definition, request.CorrelationId, cancellationToken))
            return null;
        var instance = new WorkflowInstance
        {
            Id = request.InstanceId ?? Guid.CreateVersion7().ToString("N"),
            DefinitionId = graph.Definition.DefinitionId,
            DefinitionVersionId = graph.Definition.Id,
            DefinitionVersion = graph.Definition.Version,
            ParentInstanceId = request.ParentInstanceId,
            CorrelationId = request.CorrelationId,
            Name = request.Name,
            TriggerActivityId = request.TriggerActivityId,
            Input = new(request.Input ?? new Dictionary<string, object?>(), StringComparer.OrdinalIgnoreCase),
            CreatedAt = clock.GetUtcNow(),
        };
        await BurstAsync(instance, graph, turn, async context => { await context.Runner.StartAsync(); return true; }, cancellationToken);
        return instance;
    }

    internal async Task<WorkflowGraph> LoadPublishedAsync(string definitionId, CancellationToken cancellationToken)
    {
        var published = await store.FindPublishedAsync(definitionId, cancellationToken)
            ?? throw new DefinitionException($"No published version of workflow definition with ID {definitionId} found.", "");
        return await engine.Definitions.LoadAsync(published.Id, cancellationToken);
    }

    async Task<bool> IsAllowedAsync(WorkflowDefinition definition, string? correlationId, CancellationToken cancellationToken)
    {
        InstanceFilter? others = definition.Activation switch
        {
            ActivationStrategy.Singleton => new(DefinitionId: definition.DefinitionId),
            ActivationStrategy.CorrelatedSingleton => new(definition.DefinitionId, correlationId),
            ActivationStrategy.Correlation when correlationId is not null => new(CorrelationId: correlationId),
            _ => null,
        };
        if (others is null)
            return true;
        // Two starts at the same moment would each count the other out.
        await store.HoldAsync($"start {others.DefinitionId} {others.CorrelationId}", cancellationToken);
        return (await store.FindUnfinishedAsync(others, cancellationToken)).Count == 0;
    }

    Task<bool> ResumeAsync(
        BookmarkKey bookmark, IReadOnlyDictionary<string, object?>? input, Turn turn, CancellationToken cancellationToken) =>
        RunAsync(bookmark.InstanceId, turn, context => context.Runner.ResumeAsync(bookmark.BookmarkId, input), cancellationToken);

    async Task<int> SendAsync(Stimulus stimulus, Turn turn, CancellationToken cancellationToken)
    {
        var hash = StimulusHash.Of(stimulus.Name, stimulus.Payload);
        var started = stimulus.InstanceId is null ? await StartTriggeredAsync(hash, stimulus, turn, cancellationToken) : 0;
        var resumed = await ResumeWaitingAsync(hash, stimulus, turn, cancellationToken);
        if (started + resumed > 0 || !stimulus.KeepWhenUnclaimed)
            return started + resumed;
        // An instance may have begun to wait since, and looked in vain for what is only now to be kept.
        await store.HoldAsync(hash, cancellationToken);
        resumed = await ResumeWaitingAsync(hash, stimulus, turn, cancellationToken);
        if (resumed == 0)
            await store.KeepStimulusAsync(Keep(stimulus, hash), cancellationToken);
        return resumed;
    }

    async Task<int> ResumeWaitingAsync(string hash, Stimulus stimulus, Turn turn, CancellationToken cancellationToken)
    {
        var resumed = 0;
        foreach (var bookmark in await store.FindBookmarksAsync(hash, stimulus.CorrelationId, stimulus.InstanceId, cancellationToken))
            if (await TryResumeAsync(bookmark, stimulus.Input, turn, cancellationToken))
                resumed++;
        return resumed;
    }

    /// <summary>One instance that can no longer be read keeps the news from nobody else.</summary>
    async Task<bool> TryResumeAsync(
        BookmarkKey bookmark, IReadOnlyDictionary<string, object?>? input, Turn turn, CancellationToken cancellationToken)
    {
        try
        {
            return await ResumeAsync(bookmark, input, turn, cancellationToken);
        }
        catch (Exception error) when (error is DefinitionException or JsonException)
        {
            logger.LogError(error, "Workflow {Instance} could not be resumed", bookmark.InstanceId);
            return false;
        }
    }

    async Task<int> StartTriggeredAsync(string hash, Stimulus stimulus, Turn turn, CancellationToken cancellationToken)
    {
        var started = 0;
        foreach (var trigger in await store.FindTriggersAsync(hash, cancellationToken))
        {
            var request = new StartWorkflow(trigger.DefinitionId)
            {
                DefinitionVersionId = trigger.DefinitionVersionId,
                TriggerActivityId = trigger.ActivityId,
                CorrelationId = stimulus.CorrelationId,
                Input = stimulus.Input,
            };
            if (await StartAsync(request, turn, cancellationToken) is not null)
                started++;
        }
        return started;
    }

    KeptStimulus Keep(Stimulus stimulus, string hash) => new(
        Guid.CreateVersion7().ToString("N"), hash, stimulus.CorrelationId, stimulus.InstanceId,
        InstanceJson.WriteValues(stimulus.Input ?? new Dictionary<string, object?>()), clock.GetUtcNow() + StimulusLifetime);

    async Task<bool> CancelAsync(string instanceId, Turn turn, CancellationToken cancellationToken)
    {
        var cancelled = await RunAsync(
            instanceId, turn, async context => { await context.Runner.CancelAllAsync(); return true; }, cancellationToken);
        if (cancelled)
            foreach (var childId in await store.FindUnfinishedAsync(new InstanceFilter(ParentInstanceId: instanceId), cancellationToken))
                await CancelAsync(childId, turn, cancellationToken);
        return cancelled;
    }

    async Task<WorkflowInstance> AlterAsync(
        string instanceId, IReadOnlyList<Alteration> alterations, Turn turn, CancellationToken cancellationToken)
    {
        var instance = await store.LockInstanceAsync(instanceId, cancellationToken)
            ?? throw new AlterationException($"There is no instance '{instanceId}'.");
        var graph = await Alterations.TargetGraphAsync(instance, alterations, engine, cancellationToken);
        await BurstAsync(instance, graph, turn, context => Alterations.ApplyAsync(context, alterations), cancellationToken);
        return instance;
    }

    async Task<bool> RunNextDueAsync(CancellationToken cancellationToken)
    {
        DueWork? due = null;
        try
        {
            return await InTurnAsync(
                async turn =>
                {
                    due = await store.ClaimDueAsync(clock.GetUtcNow(), cancellationToken);
                    if (due is not null)
                        await RunDueAsync(due, turn, cancellationToken);
                    return due is not null;
                },
                cancellationToken);
        }
        catch (Exception error) when (due is not null && error is not OperationCanceledException)
        {
            // Tried again later, so that one bad timer does not keep back those after it.
            logger.LogError(error, "What was due could not be run: {Due}", due);
            await InTurnAsync(_ => PostponeAsync(due, cancellationToken), cancellationToken);
            return true;
        }
    }

    async Task<bool> PostponeAsync(DueWork due, CancellationToken cancellationToken)
    {
        await store.SetDueAsync(due, clock.GetUtcNow() + RetryDelay, cancellationToken);
        return true;
    }

    async Task RunDueAsync(DueWork due, Turn turn, CancellationToken cancellationToken)
    {
        if (due.Bookmark is { } bookmark)
        {
            if (!await ResumeAsync(bookmark, null, turn, cancellationToken))
                await store.SetDueAsync(due, null, cancellationToken);
            return;
        }
        var trigger = due.Trigger!;
        await store.SetDueAsync(due, await Definitions.NextDueAsync(trigger, cancellationToken), cancellationToken);
        var request = new StartWorkflow(trigger.DefinitionId)
        {
            DefinitionVersionId = trigger.DefinitionVersionId,
            TriggerActivityId = trigger.ActivityId,
        };
        await StartAsync(request, turn, cancellationToken);
    }

    /// <summary>Runs an unfinished instance; when it is running in this turn already, after that.</summary>
    async Task<bool> RunAsync(
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

    async Task<bool> BurstAsync(
        WorkflowInstance instance, WorkflowGraph graph, Turn turn, Func<WorkflowExecutionContext, Task<bool>> burst,
        CancellationToken cancellationToken)
    {
        var context = new WorkflowExecutionContext(instance, graph, engine, cancellationToken);
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
        instance.UpdatedAt = clock.GetUtcNow();
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
        foreach (var bookmark in added.Where(bookmark => bookmark is { DueAt: null, Payload: not null }))
        {
            var filter = new StimulusFilter(bookmark.Hash, instance.CorrelationId, instance.Id, clock.GetUtcNow());
            if (await store.TakeStimulusAsync(filter, cancellationToken) is { } kept)
                turn.Defer(() => ResumeAsync(instance.Id, bookmark.Id, InstanceJson.ReadValues(kept.InputJson), cancellationToken));
        }
        if (instance is { Status: WorkflowStatus.Finished, ParentInstanceId: { } parentId } && !turn.IsRunning(parentId))
            turn.Defer(() => SendAsync(ChildWorkflow.Finished(instance), turn, cancellationToken));
    }

    async Task<T> InTurnAsync<T>(Func<Turn, Task<T>> work, CancellationToken cancellationToken)
    {
        if (current.Value is { } turn)
            return await work(turn);
        return await store.TransactAsync(
            async () =>
            {
                var opened = new Turn();
                current.Value = opened;
                try
                {
                    var result = await work(opened);
                    await opened.FinishAsync();
                    return result;
                }
                finally
                {
                    current.Value = null;
                }
            },
            cancellationToken);
    }
}
