using Crm.Engine.Activities;
using Crm.Engine.Expressions;

namespace Crm.Engine.Execution;

/// <summary>
/// Runs one burst of one instance: takes activities from a first-in-first-out queue until nothing is left to do, and then says what
/// has become of the instance.
/// </summary>
internal sealed class WorkflowRunner(WorkflowExecutionContext workflow)
{
    sealed record WorkItem(Activity Activity, ActivityExecutionContext? Parent, ActivityExecutionContext? Resumed, string? Tag,
        Dictionary<string, object?>? Variables)
    {
        public bool IsDoomed { get; set; }
    }

    readonly Queue<WorkItem> queue = new();
    readonly WorkflowInstance instance = workflow.Instance;
    int executed;

    /// <summary>The outermost activity; null before the start.</summary>
    public ActivityExecutionContext? Root { get; private set; }

    bool isTriggerDone;
    bool isFaulted;
    bool isFinishing;

    public async Task StartAsync()
    {
        instance.SubStatus = WorkflowSubStatus.Executing;
        await ScheduleAsync(null, workflow.Graph.Root, null, null);
        await DrainAsync();
    }

    /// <summary>False when the bookmark is unknown or was used before.</summary>
    public async Task<bool> ResumeAsync(string bookmarkId, IReadOnlyDictionary<string, object?>? input)
    {
        if (instance.Bookmarks.Find(b => b.Id == bookmarkId) is not { } bookmark)
            return false;
        Restore();
        if (Find(context => context.Id == bookmark.ActivityInstanceId) is not { } waiting)
            return false;
        instance.Bookmarks.Remove(bookmark);
        waiting.Waits--;
        waiting.ResumeInput = Extend(input);
        instance.SubStatus = WorkflowSubStatus.Executing;
        queue.Enqueue(new WorkItem(waiting.Activity, waiting.Parent, waiting, null, null));
        await DrainAsync();
        return true;
    }

    /// <summary>Runs what an alteration put in the queue; an instance that had ended stays as it is when there is nothing.</summary>
    public Task GoOnAsync() => queue.Count > 0 || instance.Status == WorkflowStatus.Running ? DrainAsync() : Task.CompletedTask;

    /// <summary>Runs a faulted activity again, in its place.</summary>
    public async Task RetryAsync(ActivityExecutionContext faulted)
    {
        faulted.Parent?.Children.Remove(faulted);
        await ScheduleAsync(faulted.Parent, faulted.Activity, faulted.State.Tag, faulted.State.DynamicVariables);
    }

    /// <summary>Runs an activity although nothing led to it; what encloses it must be running.</summary>
    public async Task JumpAsync(string activityId)
    {
        var target = workflow.Graph.FindByIdOrName(activityId)
            ?? throw new AlterationException($"There is no activity '{activityId}'.");
        var parent = All().LastOrDefault(context => context.Activity == target.Parent && context.IsRunning)
            ?? throw new AlterationException($"{target.Parent} is not running, so '{activityId}' cannot run in it.");
        await ScheduleAsync(parent, target, null, null);
    }

    /// <summary>An instance that had faulted waits again for what it waited for.</summary>
    public void Revive()
    {
        instance.Bookmarks.AddRange(instance.ParkedBookmarks);
        instance.ParkedBookmarks.Clear();
        instance.Status = WorkflowStatus.Running;
        instance.FinishedAt = null;
    }

    public async Task CancelAllAsync()
    {
        Restore();
        queue.Clear();
        if (Root is not null)
            await CancelAsync(Root);
        instance.Bookmarks.Clear();
        End(WorkflowSubStatus.Cancelled);
    }

    /// <summary>Forgets everything that is still to be done; the instance is finished.</summary>
    public async Task FinishAsync()
    {
        isFinishing = true;
        queue.Clear();
        instance.Bookmarks.Clear();
        foreach (var waiting in All().Where(context => context.IsWaiting).ToList())
            await waiting.Activity.CanceledAsync(waiting);
    }

    public ValueTask ScheduleAsync(ActivityExecutionContext? parent, Activity? child, string? tag, Dictionary<string, object?>? variables)
    {
        if (child is null)
            return parent!.Activity.ChildCompletedAsync(parent, new CompletedChild(null, tag, Outcomes.Default));
        parent?.Queued.Add(child);
        queue.Enqueue(new WorkItem(child, parent, null, tag, variables));
        return default;
    }

    public async ValueTask CompleteAsync(ActivityExecutionContext context, Outcomes outcomes)
    {
        if (!context.IsRunning)
            return;
        await CancelChildrenAsync(context);
        context.State.Status = ActivityStatus.Completed;
        RemoveBookmarks(context);
        outcomes = context.RequestedOutcomes ?? outcomes;
        workflow.Write("Completed", context, outcomes: outcomes.Names);
        if (context.Parent is not { } parent)
            return;
        parent.Children.Remove(context);
        if (!parent.IsRunning || isFinishing)
            return;
        if (parent.State.IsBreaking)
            await CompleteAsync(parent, Outcomes.Default);
        else
            await parent.Activity.ChildCompletedAsync(parent, new CompletedChild(context.Activity, context.State.Tag, outcomes));
    }

    public async ValueTask CancelAsync(ActivityExecutionContext context)
    {
        if (context.State.Status is ActivityStatus.Completed or ActivityStatus.Canceled)
            return;
        var wasFaulted = context.State.Status == ActivityStatus.Faulted;
        context.State.Status = ActivityStatus.Canceled;
        RemoveBookmarks(context);
        context.Parent?.Children.Remove(context);
        if (!wasFaulted)
        {
            workflow.Write("Canceled", context);
            await context.Activity.CanceledAsync(context);
        }
        await CancelChildrenAsync(context);
    }

    /// <summary>What these activities still have in the queue may run, but not wait.</summary>
    public void Doom(ActivityExecutionContext parent, Predicate<Activity> which)
    {
        foreach (var item in queue)
            item.IsDoomed |= item.Parent == parent && which(item.Activity);
    }

    public async ValueTask<object?> EvaluateAsync(ActivityExecutionContext context, Input input)
    {
        try
        {
            return await workflow.Engine.Expressions.EvaluateAsync(input.Expression, input.Type, context);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new InputException($"Failed to evaluate activity input '{input.Name}'", error);
        }
    }

    /// <summary>Rebuilds the tree of unfinished activities from the stored document.</summary>
    public void Restore()
    {
        if (Root is not null)
            return;
        isTriggerDone = true;
        var known = new Dictionary<string, ActivityExecutionContext>();
        foreach (var state in instance.Activities)
        {
            var parent = state.ParentId is { } parentId ? known[parentId] : null;
            var context = new ActivityExecutionContext(workflow, workflow.Graph.Find(state.NodeId), state, parent);
            known.Add(state.Id, context);
            parent?.Children.Add(context);
            Root ??= context;
        }
        foreach (var bookmark in instance.Bookmarks.Concat(instance.ParkedBookmarks))
            if (known.TryGetValue(bookmark.ActivityInstanceId, out var waiting))
                waiting.Waits++;
    }

    public ActivityExecutionContext? Find(Predicate<ActivityExecutionContext> match) => All().FirstOrDefault(context => match(context));

    public IEnumerable<ActivityExecutionContext> All() => Root is null ? [] : SelfAndDescendants(Root);

    static IEnumerable<ActivityExecutionContext> SelfAndDescendants(ActivityExecutionContext context) =>
        context.Children.SelectMany(SelfAndDescendants).Prepend(context);

    async Task DrainAsync()
    {
        while (queue.TryDequeue(out var item))
        {
            workflow.CancellationToken.ThrowIfCancellationRequested();
            await InvokeAsync(item);
        }
        Settle();
    }

    async Task InvokeAsync(WorkItem item)
    {
        var context = item.Resumed ?? Begin(item);
        try
        {
            if (++executed > workflow.Engine.Options.MaxActivitiesPerBurst)
                throw new InvalidOperationException(
                    $"More than {workflow.Engine.Options.MaxActivitiesPerBurst} activities ran without a wait: the workflow is caught in a loop.");
            if (item.Resumed is null)
                await ExecuteAsync(context);
            else
                await ResumeAsync(context);
            if (context.IsRunning && context.IsWaiting)
                await WaitAsync(context);
        }
        catch (Exception error) when (error is not OperationCanceledException || !workflow.CancellationToken.IsCancellationRequested)
        {
            Fault(context, error);
        }
    }

    ActivityExecutionContext Begin(WorkItem item)
    {
        var state = new ActivityState
        {
            Id = Guid.CreateVersion7().ToString("N"),
            NodeId = item.Activity.NodeId,
            ParentId = item.Parent?.Id,
            Tag = item.Tag,
            Status = ActivityStatus.Running,
            StartedAt = workflow.Now,
            DynamicVariables = item.Variables ?? [],
        };
        var context = new ActivityExecutionContext(workflow, item.Activity, state, item.Parent)
        {
            IsDoomed = item.IsDoomed || item.Parent is { } parent && (parent.IsDoomed || !parent.IsRunning),
        };
        Root ??= context;
        item.Parent?.Queued.Remove(item.Activity);
        item.Parent?.Children.Add(context);
        return context;
    }

    async Task ExecuteAsync(ActivityExecutionContext context)
    {
        workflow.Write("Started", context);
        context.DeclareVariables();
        foreach (var input in context.Activity.Inputs.Where(input => input.AutoEvaluate))
            context.State.Inputs[input.Name] = await EvaluateAsync(context, input);
        BeTrigger(context);
        await context.Activity.ExecuteAsync(context);
        if (context.Activity.CompletesItself && !context.IsWaiting && !context.HasWork)
            await CompleteAsync(context, Outcomes.Default);
    }

    // The trigger that started the instance has had its stimulus; when a loop reaches it again it waits like any other activity.
    void BeTrigger(ActivityExecutionContext context)
    {
        if (isTriggerDone || instance.TriggerActivityId != context.Activity.Id)
            return;
        isTriggerDone = true;
        context.IsTriggerOfWorkflow = true;
        context.ResumeInput = workflow.Input;
    }

    async Task ResumeAsync(ActivityExecutionContext context)
    {
        workflow.Write("Resumed", context);
        await context.Activity.ResumeAsync(context);
        if (!context.IsWaiting && !context.HasWork)
            await CompleteAsync(context, Outcomes.Default);
    }

    async Task WaitAsync(ActivityExecutionContext context)
    {
        workflow.Write("Suspended", context);
        if (!context.IsDoomed)
            return;
        await CancelAsync(context);
        if (context.Parent is { IsRunning: true } parent)
            await parent.Activity.ChildCanceledAsync(parent, new CompletedChild(context.Activity, context.State.Tag, Outcomes.None));
    }

    void Fault(ActivityExecutionContext context, Exception error)
    {
        context.State.Status = ActivityStatus.Faulted;
        // An error in a parent's callback faults a child that had completed; it must keep its parent open all the same.
        if (context.Parent is { } parent && !parent.Children.Contains(context))
            parent.Children.Add(context);
        RemoveBookmarks(context);
        var message = error is InputException { InnerException: { } inner } ? inner.Message : error.Message;
        workflow.Write("Faulted", context, message);
        workflow.Report(context.Activity, context.Id, error.Message, error);
        isFaulted |= !workflow.Graph.Definition.ContinuesWithIncidents;
    }

    async ValueTask CancelChildrenAsync(ActivityExecutionContext context)
    {
        foreach (var child in context.Children.ToArray())
            await CancelAsync(child);
    }

    void RemoveBookmarks(ActivityExecutionContext context)
    {
        if (context.IsWaiting)
            instance.Bookmarks.RemoveAll(bookmark => bookmark.ActivityInstanceId == context.Id);
        context.Waits = 0;
    }

    Dictionary<string, object?> Extend(IReadOnlyDictionary<string, object?>? input)
    {
        foreach (var (name, value) in input ?? new Dictionary<string, object?>())
            workflow.Input[name] = value;
        return new Dictionary<string, object?>(input ?? new Dictionary<string, object?>(), StringComparer.OrdinalIgnoreCase);
    }

    void Settle()
    {
        if (isFaulted)
            End(WorkflowSubStatus.Faulted);
        else if (isFinishing || Root?.State.Status == ActivityStatus.Completed)
            End(WorkflowSubStatus.Finished);
        else
            Suspend();
    }

    void End(WorkflowSubStatus subStatus)
    {
        instance.Status = WorkflowStatus.Finished;
        instance.SubStatus = subStatus;
        instance.FinishedAt = workflow.Now;
        instance.ParkedBookmarks.Clear();
        if (subStatus == WorkflowSubStatus.Faulted)
            instance.ParkedBookmarks.AddRange(instance.Bookmarks);
        instance.Bookmarks.Clear();
        instance.Activities = subStatus == WorkflowSubStatus.Faulted ? States() : States().Take(1).ToList();
    }

    void Suspend()
    {
        instance.Status = WorkflowStatus.Running;
        instance.SubStatus = WorkflowSubStatus.Suspended;
        instance.FinishedAt = null;
        if (instance.Bookmarks.Count == 0 && !All().Any(context => context.State.Status == ActivityStatus.Faulted))
            ReportStuck();
        instance.Activities = States();
    }

    void ReportStuck()
    {
        var stuck = All().Last();
        workflow.Report(stuck.Activity, stuck.Id,
            $"Nothing can wake this workflow: {stuck.Activity} has not completed, and nothing that it waits for can still happen.");
    }

    List<ActivityState> States() => All().Select(context => context.State).ToList();
}

/// <summary>An input could not be evaluated; the inner exception says why.</summary>
internal sealed class InputException(string message, Exception inner) : Exception(message, inner);
