using System.Text.Json;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities;

/// <summary>
/// One step of a workflow. The object belongs to a definition and is shared by all its instances, so it holds no state: what must be
/// kept goes into <see cref="ActivityExecutionContext.Properties"/>.
/// </summary>
public abstract class Activity
{
    public string Id { get; internal set; } = "";

    /// <summary>The ids from the root down to here, joined with colons. Stored state refers to it.</summary>
    public string NodeId { get; internal set; } = "";
    public string? Name { get; internal set; }
    public string Type { get; internal set; } = "";
    public int Version { get; internal set; } = 1;
    public bool CanStartWorkflow { get; internal set; }
    public bool RunsAsynchronously { get; internal set; }

    /// <summary>A job always runs in a burst of its own, a task when the definition says so.</summary>
    internal bool RunsInBackground => Descriptor.Kind is ActivityKind.Job || Descriptor.Kind is ActivityKind.Task && RunsAsynchronously;

    /// <summary>When the burst is saved on account of this activity: see <see cref="CommitStrategies"/>. Null leaves it to the workflow.</summary>
    public string? CommitStrategy { get; internal set; }

    /// <summary>What the flowchart does when several paths meet here: Stream, Merge, Converge, Cascade or Race.</summary>
    public string? MergeMode { get; internal set; }

    /// <summary>What the definition says about keeping values in the log.</summary>
    internal JsonElement? LogRules { get; set; }
    internal ActivityDescriptor Descriptor { get; set; } = null!;
    internal Activity? Parent { get; set; }
    internal List<Activity> Children { get; } = [];
    internal List<Input> Inputs { get; } = [];
    internal List<Output> Outputs { get; } = [];
    internal virtual IReadOnlyList<Variable> DeclaredVariables => [];
    internal virtual bool CompletesItself => false;

    /// <summary>Called when the activity is reached.</summary>
    protected internal virtual ValueTask ExecuteAsync(ActivityExecutionContext context) => default;

    /// <summary>Called when a bookmark of the activity is resumed. It completes afterwards unless it completed or waits again.</summary>
    protected internal virtual ValueTask ResumeAsync(ActivityExecutionContext context) => default;

    /// <summary>Called when a child that this activity scheduled has completed, and at once when the child was null.</summary>
    protected internal virtual ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) => default;

    /// <summary>Called when a child was cancelled by something else than this activity's own end.</summary>
    protected internal virtual ValueTask ChildCanceledAsync(ActivityExecutionContext context, CompletedChild child) => default;

    /// <summary>Called when the activity stops without completing: its branch died or the instance was cancelled.</summary>
    protected internal virtual ValueTask CanceledAsync(ActivityExecutionContext context) => default;

    /// <summary>What starts a workflow here, with the inputs evaluated; only asked when <see cref="CanStartWorkflow"/> is set.</summary>
    protected internal virtual IEnumerable<TriggerStimulus> GetTriggers(ActivityExecutionContext context) => [];

    /// <summary>Reads what has a shape of its own in the JSON; inputs, outputs and ports have been read already.</summary>
    protected internal virtual void Read(ActivityReader reader) { }

    public override string ToString() => $"{Type} '{Id}'";
}

/// <summary>An activity that completes by itself with the outcome Done, unless it created a bookmark or completed explicitly.</summary>
public abstract class CodeActivity : Activity
{
    internal override bool CompletesItself => true;
}

/// <summary>A code activity with a result.</summary>
public abstract class CodeActivity<T> : CodeActivity
{
    [Output]
    public Output<T>? Result { get; set; }
}

/// <summary>
/// A child that has come to its end, what it was scheduled as and with which outcomes. The activity is null when there was none to run.
/// </summary>
public sealed record CompletedChild(Activity? Activity, string? Tag, Outcomes Outcomes);

/// <summary>A stimulus, or a moment, that starts a workflow.</summary>
public sealed record TriggerStimulus(object? Payload, DateTimeOffset? DueAt = null);
