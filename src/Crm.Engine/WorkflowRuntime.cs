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

    readonly EngineParts engine;
    readonly IWorkflowStore store;
    readonly TimeProvider clock;
    readonly ILogger<WorkflowRuntime> logger;
    readonly Bursts bursts;
    readonly DueRunner due;

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
        bursts = new Bursts(engine, logger);
        due = new DueRunner(engine, bursts, logger);
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
        bursts.InstanceInTurnAsync(turn => StartAsync(request, turn, cancellationToken), cancellationToken);

    /// <summary>Makes a waiting activity go on. False when the bookmark is unknown or was used before: then nothing happens.</summary>
    public Task<bool> ResumeAsync(
        string instanceId, string bookmarkId, IReadOnlyDictionary<string, object?>? input = null,
        CancellationToken cancellationToken = default) =>
        bursts.InTurnAsync(turn => ResumeAsync(new BookmarkKey(instanceId, bookmarkId), input, turn, cancellationToken), cancellationToken);

    /// <summary>Starts what the stimulus triggers and resumes everything that waits for it. Returns how many instances that were.</summary>
    public Task<int> SendAsync(Stimulus stimulus, CancellationToken cancellationToken = default) =>
        bursts.InTurnAsync(turn => SendAsync(stimulus, turn, cancellationToken), cancellationToken);

    /// <summary>Ends an instance and its children; nothing happens when it has ended already.</summary>
    public Task CancelAsync(string instanceId, CancellationToken cancellationToken = default) =>
        bursts.InTurnAsync(turn => CancelAsync(instanceId, turn, cancellationToken), cancellationToken);

    /// <summary>Repairs or moves an instance. All of the alterations or, when one of them cannot be made, none.</summary>
    /// <exception cref="AlterationException">An alteration cannot be made; the message says why.</exception>
    public async Task<WorkflowInstance> AlterAsync(
        string instanceId, IReadOnlyList<Alteration> alterations, CancellationToken cancellationToken = default) =>
        (await bursts.InstanceInTurnAsync(async turn => await AlterAsync(instanceId, alterations, turn, cancellationToken), cancellationToken))!;

    /// <summary>Runs what is due, the longest due first, each in a transaction of its own. Returns how many there were.</summary>
    public Task<int> RunDueAsync(int limit, CancellationToken cancellationToken = default) => due.RunAsync(limit, cancellationToken);

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
        await bursts.BurstAsync(instance, graph, turn, async context => { await context.Runner.StartAsync(); return true; }, cancellationToken);
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
        bursts.RunAsync(bookmark.InstanceId, turn, context => context.Runner.ResumeAsync(bookmark.BookmarkId, input), cancellationToken);

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
        var cancelled = await bursts.RunAsync(
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
        await bursts.BurstAsync(instance, graph, turn, context => Alterations.ApplyAsync(context, alterations), cancellationToken);
        return instance;
    }
}
