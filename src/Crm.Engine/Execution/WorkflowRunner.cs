using Crm.Engine.Activities;
using Crm.Engine.Activities.Composition;

namespace Crm.Engine.Execution;

/// <summary>
/// Runs one burst of one instance: takes activities from a first-in-first-out queue until nothing is left to do, and then says what
/// has become of the instance.
/// </summary>
internal sealed class WorkflowRunner
{
    readonly WorkQueue queue = new();
    readonly WorkflowExecutionContext workflow;
    readonly WorkflowInstance instance;
    readonly ActivityTree tree;
    readonly Settlement settlement;
    readonly ActivityInvoker invoker;
    readonly CommitPoints commits;

    public WorkflowRunner(WorkflowExecutionContext workflow)
    {
        this.workflow = workflow;
        instance = workflow.Instance;
        tree = workflow.Tree;
        settlement = new Settlement(workflow);
        invoker = new ActivityInvoker(workflow, this, settlement);
        commits = new CommitPoints(workflow, queue, settlement);
    }

    /// <summary>The trigger that started the instance has had its stimulus, or there was none.</summary>
    public bool IsTriggerDone => invoker.IsTriggerDone || instance.TriggerActivityId is null;

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
        var root = invoker.Begin(new WorkItem(workflow.Graph.Root, null));
        workflow.Log.Write("Started", root);
        workflow.Report(missing, null, missing.Error().Message, missing.Error());
        settlement.End(WorkflowSubStatus.Faulted);
    }

    /// <summary>False when the bookmark is unknown or was used before.</summary>
    public async Task<bool> ResumeAsync(string bookmarkId, IReadOnlyDictionary<string, object?>? input)
    {
        if (instance.Bookmarks.Find(b => b.Id == bookmarkId) is not { } bookmark)
            return false;
        Restore();
        if (bookmark.Name == CutBurst.BookmarkName)
        {
            await DrainAsync();
            return true;
        }
        if (tree.Find(context => context.Id == bookmark.ActivityInstanceId) is not { } waiting)
            return false;
        instance.Bookmarks.Remove(bookmark);
        waiting.Waits--;
        waiting.ResumeInput = TakeInput(input);
        queue.Add(new WorkItem(waiting.Activity, waiting.Parent) { Resumed = waiting });
        await DrainAsync();
        return true;
    }

    public async Task CancelAllAsync()
    {
        Restore();
        if (tree.Root is { } root)
            await CancelAsync(root);
        settlement.End(WorkflowSubStatus.Cancelled);
    }

    /// <summary>Makes the stored activities known, so that they can be altered before the instance goes on.</summary>
    public void Restore()
    {
        invoker.IsTriggerDone = true;
        tree.Restore(workflow);
        if (instance.Cut is { } cut)
            TakeUp(cut);
    }

    /// <summary>Goes on with what an earlier burst had still to do when it was saved.</summary>
    void TakeUp(CutBurst cut)
    {
        instance.Cut = null;
        instance.Bookmarks.RemoveAll(bookmark => bookmark.Name == CutBurst.BookmarkName);
        foreach (var (name, value) in cut.Input)
            workflow.Input[name] = value;
        foreach (var item in cut.Scheduled)
        {
            var parent = tree.Find(context => context.Id == item.ParentId);
            var activity = workflow.Graph.Find(item.NodeId) ?? NotFoundActivity.At(item.NodeId);
            parent?.Queued.Add(activity);
            queue.Add(new WorkItem(activity, parent) { Tag = item.Tag, Variables = item.Variables, ScheduledById = item.ScheduledById });
        }
    }

    /// <summary>Runs what was scheduled meanwhile; an instance that has ended stays as it is when that is nothing.</summary>
    public Task GoOnAsync() => !queue.IsEmpty || instance.Status == WorkflowStatus.Running ? DrainAsync() : Task.CompletedTask;

    public ValueTask ScheduleAsync(
        ActivityExecutionContext? parent, Activity? child, string? tag = null, Dictionary<string, object?>? variables = null)
    {
        if (child is null)
            return parent!.Activity.ChildCompletedAsync(parent, new CompletedChild(null, tag, Outcomes.Default));
        parent?.Queued.Add(child);
        queue.Add(new WorkItem(child, parent) { Tag = tag, Variables = variables, ScheduledById = invoker.Active?.Id });
        return default;
    }

    public async ValueTask CompleteAsync(ActivityExecutionContext context, Outcomes outcomes)
    {
        if (!context.IsRunning)
            return;
        await CancelChildrenAsync(context);
        context.State.Status = ActivityStatus.Completed;
        context.RemoveBookmarks();
        outcomes = context.RequestedOutcomes ?? outcomes;
        workflow.Log.Write("Completed", context, outcomes: outcomes.Names);
        if (context.Parent is not { } parent)
            return;
        parent.Children.Remove(context);
        if (!parent.IsRunning || settlement.IsFinishing)
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
        context.RemoveBookmarks();
        context.Parent?.Children.Remove(context);
        if (!hadFaulted)
        {
            workflow.Log.Write("Canceled", context);
            await context.Activity.CanceledAsync(context);
        }
        queue.Withdraw(context);
        await CancelChildrenAsync(context);
    }

    /// <summary>Cancels an activity and tells its parent, which goes on without it.</summary>
    public async ValueTask GiveUpAsync(ActivityExecutionContext context)
    {
        await CancelAsync(context);
        if (context.Parent is { IsRunning: true } parent)
            await parent.Activity.ChildCanceledAsync(parent, new CompletedChild(context.Activity, context.State.Tag, Outcomes.None));
    }

    /// <summary>What these activities still have in the queue may run, but not wait.</summary>
    public void Doom(ActivityExecutionContext parent, Predicate<Activity> which) => queue.Doom(parent, which);

    /// <summary>Nothing that this activity has scheduled and that has not begun is run any more.</summary>
    public void Withdraw(ActivityExecutionContext parent) => queue.Withdraw(parent);

    /// <summary>Forgets everything that is still to be done; the instance is finished.</summary>
    public async Task FinishAsync()
    {
        settlement.IsFinishing = true;
        queue.Clear();
        foreach (var waiting in tree.All().Where(context => context.IsWaiting).ToList())
            await waiting.Activity.CanceledAsync(waiting);
    }

    async Task DrainAsync()
    {
        instance.SubStatus = WorkflowSubStatus.Executing;
        for (var isFirst = true; queue.Next is { } item; isFirst = false)
        {
            workflow.CancellationToken.ThrowIfCancellationRequested();
            if (commits.IsBefore(item, isFirst))
                break;
            await invoker.InvokeAsync(queue.Take());
            if (commits.IsAfter(item))
                break;
        }
        if (queue.IsEmpty)
            settlement.Settle();
        else
            settlement.Pause(queue.Store());
    }

    async ValueTask CancelChildrenAsync(ActivityExecutionContext context)
    {
        if (context.Children.Count == 0)
            return;
        foreach (var child in context.Children.ToArray())
            await CancelAsync(child);
    }

    // What a resume call brings can also be read as input of the workflow, until it waits again.
    Dictionary<string, object?> TakeInput(IReadOnlyDictionary<string, object?>? input)
    {
        var taken = new Dictionary<string, object?>(input ?? new Dictionary<string, object?>(), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in taken)
            workflow.Input[name] = value;
        return taken;
    }
}
