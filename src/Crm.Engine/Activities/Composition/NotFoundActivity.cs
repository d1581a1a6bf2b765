using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Composition;

/// <summary>
/// Stands where a definition names a type that does not exist here, or where an instance is at an activity that its definition does not
/// have. It faults when it is reached, or when something comes back to it; until then it can be shown and cancelled.
/// </summary>
[Activity("Elsa", "System", "An activity whose type is not known.")]
sealed class NotFoundActivity : Activity
{
    static readonly ActivityDescriptor Description = ActivityDescriptor.Of<NotFoundActivity>();
    Func<InvalidOperationException> error = null!;

    public string MissingType { get; private set; } = "";

    /// <summary>The type is known but not in this version: the workflow does not even begin.</summary>
    public bool KeepsWorkflowFromStarting { get; private set; }

    public static NotFoundActivity For(string type)
    {
        var activity = Create(() => Error(type));
        activity.MissingType = type;
        return activity;
    }

    public static NotFoundActivity ForVersionOf(string type)
    {
        var activity = Create(() => new($"Activity type '{type}' could not be found."));
        activity.MissingType = type;
        activity.KeepsWorkflowFromStarting = true;
        return activity;
    }

    public InvalidOperationException Error() => error();

    public static NotFoundActivity At(string nodeId)
    {
        var activity = Create(() => new($"The activity '{nodeId}' does not exist any more."));
        activity.NodeId = nodeId;
        activity.Id = nodeId.Split(':')[^1];
        return activity;
    }

    // Elsa's words: of a type that is not known no version is either.
    public static InvalidOperationException Error(string type) => new($"Activity type '{type}' version '0' could not be found.");

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => throw error();

    protected internal override ValueTask ResumeAsync(ActivityExecutionContext context) => throw error();

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) => throw error();

    static NotFoundActivity Create(Func<InvalidOperationException> error)
    {
        var activity = (NotFoundActivity)Description.Create();
        activity.error = error;
        return activity;
    }
}
