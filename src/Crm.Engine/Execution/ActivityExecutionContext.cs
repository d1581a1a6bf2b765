using Crm.Engine.Activities;
using Crm.Engine.Expressions;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Engine.Execution;

/// <summary>One execution of one activity: its inputs, what it keeps, and what it may ask of the engine.</summary>
public sealed class ActivityExecutionContext
{
    static readonly Dictionary<string, object?> NoInput = [];
    readonly WorkflowRunner runner;

    internal ActivityExecutionContext(
        WorkflowExecutionContext workflow, Activity activity, ActivityState state, ActivityExecutionContext? parent)
    {
        WorkflowExecutionContext = workflow;
        Activity = activity;
        State = state;
        Parent = parent;
        runner = workflow.Runner;
    }

    public string Id => State.Id;
    public Activity Activity { get; }
    public ActivityExecutionContext? Parent { get; }
    public WorkflowExecutionContext WorkflowExecutionContext { get; }
    public CancellationToken CancellationToken => WorkflowExecutionContext.CancellationToken;
    public DateTimeOffset Now => WorkflowExecutionContext.Now;

    /// <summary>Kept while the workflow waits.</summary>
    public IDictionary<string, object?> Properties => State.Properties;

    /// <summary>What the resume call brought, e.g. <c>{ "Outcome": "Approve" }</c>.</summary>
    public IDictionary<string, object?> ResumeInput { get; internal set; } = NoInput;

    /// <summary>This activity is the trigger that started the instance.</summary>
    public bool IsTriggerOfWorkflow { get; internal set; }

    internal ActivityState State { get; }
    internal List<ActivityExecutionContext> Children { get; } = [];

    /// <summary>Activities scheduled by this one that have not begun.</summary>
    internal List<Activity> Queued { get; } = [];

    /// <summary>May run on, but not wait: what it belongs to was decided while it stood in the queue.</summary>
    internal bool IsDoomed { get; set; }

    /// <summary>The outcomes that a Complete activity asked for; used when this composite completes.</summary>
    internal Outcomes? RequestedOutcomes { get; set; }
    internal bool IsRunning => State.Status == ActivityStatus.Running;

    /// <summary>How many bookmarks it has.</summary>
    internal int Waits { get; set; }
    internal bool IsWaiting => Waits > 0;
    internal bool HasWork => Children.Count > 0 || Queued.Count > 0;

    /// <summary>The value of an input, converted to its type.</summary>
    public T? Get<T>(Input<T>? input) =>
        input is not null && State.Inputs.TryGetValue(input.Name, out var value) ? ValueConverter.To<T>(value) : default;

    /// <summary>Evaluates an input now; for inputs that are not evaluated beforehand.</summary>
    public async ValueTask<T?> EvaluateAsync<T>(Input<T>? input) =>
        input is null ? default : ValueConverter.To<T>(await EvaluateAsync((Input)input));

    /// <exception cref="InputException">The expression fails.</exception>
    internal async ValueTask<object?> EvaluateAsync(Input input)
    {
        try
        {
            return await EvaluateAsync(input.Expression, input.Type);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new InputException($"Failed to evaluate activity input '{input.Name}'", error);
        }
    }

    internal ValueTask<object?> EvaluateAsync(Expression expression, Type type) =>
        WorkflowExecutionContext.Engine.Expressions.EvaluateAsync(expression, type, this);

    /// <summary>Hands on a value: to the variable or workflow output that the definition names, and to scripts that ask for it.</summary>
    public void Set<T>(Output<T>? output, T? value) => SetOutput(output?.Name ?? "Result", output, value);

    internal void SetOutput(string name, Output? output, object? value)
    {
        this.RecordOutput(name, value);
        if (output?.Reference is { } reference)
            this.WriteReference(reference, value);
    }

    public T GetRequiredService<T>() where T : notnull => WorkflowExecutionContext.Engine.Services.GetRequiredService<T>();

    /// <summary>
    /// Waits until a stimulus with this name and payload arrives, or until the moment comes. Without a name it is the activity's type.
    /// </summary>
    public Bookmark CreateBookmark(
        object? stimulus = null, string? name = null, DateTimeOffset? dueAt = null, bool includeActivityInstanceId = false)
    {
        var bookmark = new Bookmark
        {
            Id = WorkflowExecutionContext.Ids.Next(),
            Name = name ?? Activity.Type,
            Hash = StimulusHash.Of(name ?? Activity.Type, stimulus, includeActivityInstanceId ? Id : null),
            Payload = stimulus,
            ActivityId = Activity.Id,
            ActivityNodeId = Activity.NodeId,
            ActivityInstanceId = Id,
            DueAt = dueAt,
            CreatedAt = Now,
        };
        WorkflowExecutionContext.Instance.Bookmarks.Add(bookmark);
        Waits++;
        return bookmark;
    }

    internal void RemoveBookmarks()
    {
        if (IsWaiting)
            WorkflowExecutionContext.Instance.Bookmarks.RemoveAll(bookmark => bookmark.ActivityInstanceId == Id);
        Waits = 0;
    }

    public ValueTask CompleteActivityAsync() => runner.CompleteAsync(this, Outcomes.Default);

    public ValueTask CompleteActivityWithOutcomesAsync(params string[] outcomes) =>
        runner.CompleteAsync(this, new Outcomes(outcomes));

    /// <summary>
    /// Lets a child run. The tag says what it runs as and comes back when it has completed; the variables are seen by the child and
    /// everything below it. A null child completes at once.
    /// </summary>
    public ValueTask ScheduleAsync(Activity? child, string? tag = null, Dictionary<string, object?>? variables = null) =>
        runner.ScheduleAsync(this, child, tag, variables);

    internal IEnumerable<ActivityExecutionContext> SelfAndAncestors()
    {
        for (var context = this; context is not null; context = context.Parent)
            yield return context;
    }
}
