using Crm.Engine.Activities;
using Crm.Engine.Http;

namespace Crm.Engine.Execution;

/// <summary>Runs one activity at a time: evaluates its inputs, lets it begin or go on, and notes when it fails.</summary>
sealed class ActivityInvoker(WorkflowExecutionContext workflow, WorkflowRunner runner, Settlement settlement)
{
    /// <summary>The name of the wait of an activity that is to run in a burst of its own.</summary>
    public const string BackgroundBookmark = "BackgroundActivity";

    int executed;

    /// <summary>The activity that is running.</summary>
    public ActivityExecutionContext? Active { get; private set; }

    /// <summary>The trigger that started the instance has been reached before.</summary>
    public bool IsTriggerDone { get; set; }

    public async Task InvokeAsync(WorkItem item)
    {
        var context = Active = item.Resumed ?? Begin(item);
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

    public ActivityExecutionContext Begin(WorkItem item)
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
        workflow.Tree.Add(context);
        return context;
    }

    Task StepAsync(WorkItem item, ActivityExecutionContext context) =>
        item.Resumed is null ? ExecuteAsync(context, item.ScheduledById) : ResumeAsync(context);

    async Task ExecuteAsync(ActivityExecutionContext context, string? scheduledById)
    {
        workflow.Log.Write("Started", context, scheduledById: scheduledById);
        context.DeclareVariables();
        foreach (var input in context.Activity.Inputs)
            if (input.AutoEvaluate)
                context.State.Inputs[input.Name] = await context.EvaluateAsync(input);
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
            await runner.CompleteAsync(context, Outcomes.Default);
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
            await runner.CompleteAsync(context, Outcomes.Default);
    }

    // The trigger that started the instance has had its stimulus; when a loop reaches it again it waits like any other activity.
    void BeTrigger(ActivityExecutionContext context)
    {
        if (IsTriggerDone || workflow.Instance.TriggerActivityId != context.Activity.Id)
            return;
        IsTriggerDone = true;
        context.IsTriggerOfWorkflow = true;
        context.ResumeInput = workflow.Input;
    }

    async Task WaitAsync(ActivityExecutionContext context)
    {
        workflow.Log.Write("Suspended", context);
        if (context.IsDoomed)
            await runner.GiveUpAsync(context);
    }

    void Fault(ActivityExecutionContext context, Exception error)
    {
        context.State.Status = ActivityStatus.Faulted;
        // An error in a parent's callback faults a child that had completed; it must keep its parent open all the same.
        if (context.Parent is { } parent && !parent.Children.Contains(context))
            parent.Children.Add(context);
        context.RemoveBookmarks();
        workflow.Log.Write("Faulted", context, error is InputException { InnerException: { } inner } ? inner.Message : error.Message, error: error);
        workflow.Report(context.Activity, context.Id, error.Message, error);
        settlement.IsFaulted |= !workflow.Graph.Definition.ContinuesWithIncidents;
    }

    void CountActivity()
    {
        var limit = workflow.Engine.Options.MaxActivitiesPerBurst;
        if (++executed > limit)
            throw new InvalidOperationException($"More than {limit} activities ran without a wait: the workflow is caught in a loop.");
    }
}

/// <summary>An input could not be evaluated; the inner exception says why.</summary>
internal sealed class InputException(string message, Exception inner) : Exception(message, inner);
