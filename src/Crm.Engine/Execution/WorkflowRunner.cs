using Crm.Engine.Activities;
using Crm.Engine.Activities.Composition;
using Crm.Engine.Http;

namespace Crm.Engine.Execution;

/// <summary>
/// Runs one burst of one instance: takes activities from a first-in-first-out queue until nothing is left to do, and then says what
/// has become of the instance.
/// </summary>
internal sealed class WorkflowRunner(WorkflowExecutionContext workflow)
{
    /// <summary>The name of the wait of an activity that is to run in a burst of its own.</summary>
    public const string BackgroundBookmark = "BackgroundActivity";

    readonly Queue<WorkItem> queue = new();
    readonly WorkflowInstance instance = workflow.Instance;
    readonly ActivityTree tree = workflow.Tree;
    ActivityExecutionContext? active;
    int executed;
    bool isTriggerDone;
    bool isFaulted;
    bool isFinishing;

    public async Task StartAsync()
    {
        if (workflow.Graph.Activities.OfType<NotFoundActivity>().FirstOrDefault(activity => activity.KeepsWorkflowFromStarting) is { } missing)
        {
            RefuseToStart(missing);
            return;
        }
        await ScheduleAsync(null, workflow.Graph.Root);
        await DrainAsync();
    }

    void RefuseToStart(NotFoundActivity missing)
    {
        var root = Begin(new WorkItem(workflow.Graph.Root, null));
        workflow.Log.Write("Started", root);
        workflow.Report(missing, null, missing.Error().Message, missing.Error());
        End(WorkflowSubStatus.Faulted);
    }

    /// <summary>False when the bookmark is unknown or was used before.</summary>
    public async Task<bool> ResumeAsync(string bookmarkId, IReadOnlyDictionary<string, object?>? input)
    {
        if (instance.Bookmarks.Find(b => b.Id == bookmarkId) is not { } bookmark)
            return false;
        Restore();
        if (tree.Find(context => context.Id == bookmark.ActivityInstanceId) is not { } waiting)
            return false;
        instance.Bookmarks.Remove(bookmark);
        waiting.Waits--;
        waiting.ResumeInput = TakeInput(input);
        queue.Enqueue(new WorkItem(waiting.Activity, waiting.Parent) { Resumed = waiting });
        await DrainAsync();
        return true;
    }

    public async Task CancelAllAsync()
    {
        Restore();
        if (tree.Root is { } root)
            await CancelAsync(root);
        End(WorkflowSubStatus.Cancelled);
    }

    /// <summary>Makes the stored activities known, so that they can be altered before the instance goes on.</summary>
    public void Restore()
    {
        isTriggerDone = true;
        tree.Restore(workflow);
    }

    /// <summary>Runs what was scheduled meanwhile; an instance that has ended stays as it is when that is nothing.</summary>
    public Task GoOnAsync() => queue.Count > 0 || instance.Status == WorkflowStatus.Running ? DrainAsync() : Task.CompletedTask;

    public ValueTask ScheduleAsync(
        ActivityExecutionContext? parent, Activity? child, string? tag = null, Dictionary<string, object?>? variables = null)
    {
        if (child is null)
            return parent!.Activity.ChildCompletedAsync(parent, new CompletedChild(null, tag, Outcomes.Default));
        parent?.Queued.Add(child);
        queue.Enqueue(new WorkItem(child, parent) { Tag = tag, Variables = variables, ScheduledBy = active });
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
        workflow.Log.Write("Completed", context, outcomes: outcomes.Names);
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
        var hadFaulted = context.State.Status == ActivityStatus.Faulted;
        context.State.Status = ActivityStatus.Canceled;
        RemoveBookmarks(context);
        context.Parent?.Children.Remove(context);
        if (!hadFaulted)
        {
            workflow.Log.Write("Canceled", context);
            await context.Activity.CanceledAsync(context);
        }
        Withdraw(context);
        await CancelChildrenAsync(context);
    }

    /// <summary>Cancels an activity and tells its parent, which goes on without it.</summary>
    public async ValueTask GiveUpAsync(ActivityExecutionContext context)
    {
        await CancelAsync(context);
        if (context.Parent is { IsRunning: true } parent)
            await parent.Activity.ChildCanceledAsync(parent, new CompletedChild(context.Activity, context.State.Tag, Outcomes.None));
    }

    /// <summary>Forgets everything that is still to be done; the instance is finished.</summary>
    public async Task FinishAsync()
    {
        isFinishing = true;
        queue.Clear();
        foreach (var waiting in tree.All().Where(context => context.IsWaiting).ToList())
            await waiting.Activity.CanceledAsync(waiting);
    }

    /// <summary>What these activities still have in the queue may run, but not wait.</summary>
    public void Doom(ActivityExecutionContext parent, Predicate<Activity> which)
    {
        foreach (var item in queue)
            item.IsDoomed |= item.Parent == parent && which(item.Activity);
    }

    /// <summary>Nothing that this activity has scheduled and that has not begun is run any more.</summary>
    public void Withdraw(ActivityExecutionContext parent)
    {
        for (var left = queue.Count; left > 0; left--)
            if (queue.Dequeue() is var item && item.Parent != parent)
                queue.Enqueue(item);
        parent.Queued.Clear();
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

    async Task DrainAsync()
    {
        instance.SubStatus = WorkflowSubStatus.Executing;
        while (queue.TryDequeue(out var item))
        {
            workflow.CancellationToken.ThrowIfCancellationRequested();
            await InvokeAsync(item);
        }
        Settle();
    }

    async Task InvokeAsync(WorkItem item)
    {
        var context = active = item.Resumed ?? Begin(item);
        try
        {
            CountActivity();
            // The engine's own activities leave nothing behind in the database when they fail.
            if (context.Activity.Descriptor.IsOfEngine)
                await StepAsync(item, context);
            else
                await workflow.Engine.Store.AttemptAsync(() => StepAsync(item, context));
            if (context.IsRunning && context.IsWaiting)
                await WaitAsync(context);
        }
        catch (Exception error) when (IsIncident(error))
        {
            Fault(context, error);
        }
    }

    bool IsIncident(Exception error) =>
        error is not HttpRefusedException && !workflow.Engine.Options.LetsThrough(error) &&
        !(error is OperationCanceledException && workflow.CancellationToken.IsCancellationRequested);

    ActivityExecutionContext Begin(WorkItem item)
    {
        var state = new ActivityState
        {
            Id = workflow.Ids.Next(),
            NodeId = item.Activity.NodeId,
            ParentId = item.Parent?.Id,
            Tag = item.Tag,
            Status = ActivityStatus.Running,
            StartedAt = workflow.Now,
        };
        if (item.Variables is { } variables)
            state.DynamicVariables = variables;
        var context = new ActivityExecutionContext(workflow, item.Activity, state, item.Parent)
        {
            IsDoomed = item.IsDoomed || item.Parent is { } parent && (parent.IsDoomed || !parent.IsRunning),
        };
        item.Parent?.Queued.Remove(item.Activity);
        tree.Add(context);
        return context;
    }

    Task StepAsync(WorkItem item, ActivityExecutionContext context) =>
        item.Resumed is null ? ExecuteAsync(context, item.ScheduledBy) : ResumeAsync(context);

    async Task ExecuteAsync(ActivityExecutionContext context, ActivityExecutionContext? scheduledBy)
    {
        workflow.Log.Write("Started", context, scheduledById: scheduledBy?.Id);
        context.DeclareVariables();
        foreach (var input in context.Activity.Inputs)
            if (input.AutoEvaluate)
                context.State.Inputs[input.Name] = await EvaluateAsync(context, input);
        BeTrigger(context);
        if (context.Activity.RunsInBackground)
        {
            // A wait that is over at once: the burst commits, and whoever takes what is due goes on here.
            context.State.IsInBackground = true;
            context.CreateBookmark(name: BackgroundBookmark, dueAt: workflow.Now);
            return;
        }
        await BeginWorkAsync(context);
    }

    async Task BeginWorkAsync(ActivityExecutionContext context)
    {
        await context.Activity.ExecuteAsync(context);
        if (context.Activity.CompletesItself && !context.IsWaiting && !context.HasWork)
            await CompleteAsync(context, Outcomes.Default);
    }

    async Task ResumeAsync(ActivityExecutionContext context)
    {
        workflow.Log.Write("Resumed", context);
        if (context.State.IsInBackground)
        {
            context.State.IsInBackground = false;
            await BeginWorkAsync(context);
            return;
        }
        await context.Activity.ResumeAsync(context);
        if (!context.IsWaiting && !context.HasWork)
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

    async Task WaitAsync(ActivityExecutionContext context)
    {
        workflow.Log.Write("Suspended", context);
        if (context.IsDoomed)
            await GiveUpAsync(context);
    }

    void Fault(ActivityExecutionContext context, Exception error)
    {
        context.State.Status = ActivityStatus.Faulted;
        // An error in a parent's callback faults a child that had completed; it must keep its parent open all the same.
        if (context.Parent is { } parent && !parent.Children.Contains(context))
            parent.Children.Add(context);
        RemoveBookmarks(context);
        workflow.Log.Write("Faulted", context, error is InputException { InnerException: { } inner } ? inner.Message : error.Message, error: error);
        workflow.Report(context.Activity, context.Id, error.Message, error);
        isFaulted |= !workflow.Graph.Definition.ContinuesWithIncidents;
    }

    async ValueTask CancelChildrenAsync(ActivityExecutionContext context)
    {
        if (context.Children.Count == 0)
            return;
        foreach (var child in context.Children.ToArray())
            await CancelAsync(child);
    }

    void RemoveBookmarks(ActivityExecutionContext context)
    {
        if (context.IsWaiting)
            instance.Bookmarks.RemoveAll(bookmark => bookmark.ActivityInstanceId == context.Id);
        context.Waits = 0;
    }

    // What a resume call brings can also be read as input of the workflow, until it waits again.
    Dictionary<string, object?> TakeInput(IReadOnlyDictionary<string, object?>? input)
    {
        var taken = new Dictionary<string, object?>(input ?? new Dictionary<string, object?>(), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in taken)
            workflow.Input[name] = value;
        return taken;
    }

    void CountActivity()
    {
        var limit = workflow.Engine.Options.MaxActivitiesPerBurst;
        if (++executed > limit)
            throw new InvalidOperationException($"More than {limit} activities ran without a wait: the workflow is caught in a loop.");
    }

    void Settle()
    {
        if (isFaulted)
            End(WorkflowSubStatus.Faulted);
        else if (isFinishing || tree.Root?.State.Status == ActivityStatus.Completed)
            End(WorkflowSubStatus.Finished);
        else
            Suspend();
    }

    void End(WorkflowSubStatus subStatus)
    {
        instance.Status = WorkflowStatus.Finished;
        instance.SubStatus = subStatus;
        instance.FinishedAt = workflow.Now;
        var canBeRepaired = subStatus == WorkflowSubStatus.Faulted;
        instance.ParkedBookmarks = canBeRepaired ? [.. instance.Bookmarks] : [];
        instance.Bookmarks.Clear();
        instance.Activities = canBeRepaired ? tree.States() : [.. tree.States().Take(1)];
    }

    void Suspend()
    {
        instance.Status = WorkflowStatus.Running;
        instance.SubStatus = WorkflowSubStatus.Suspended;
        instance.FinishedAt = null;
        instance.Activities = tree.States();
        if (instance.Bookmarks.Count == 0 && !instance.Activities.Exists(state => state.Status == ActivityStatus.Faulted))
            ReportStuck(tree.All().Last());
    }

    void ReportStuck(ActivityExecutionContext stuck) => workflow.Report(
        stuck.Activity, stuck.Id,
        $"Nothing can wake this workflow: {stuck.Activity} has not completed, and nothing that it waits for can still happen.");

    /// <summary>An activity that is to begin, or one that is resumed.</summary>
    sealed record WorkItem(Activity Activity, ActivityExecutionContext? Parent)
    {
        public ActivityExecutionContext? Resumed { get; init; }
        public string? Tag { get; init; }
        public Dictionary<string, object?>? Variables { get; init; }
        public ActivityExecutionContext? ScheduledBy { get; init; }
        public bool IsDoomed { get; set; }
    }
}

/// <summary>An input could not be evaluated; the inner exception says why.</summary>
internal sealed class InputException(string message, Exception inner) : Exception(message, inner);
