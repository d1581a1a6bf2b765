namespace Crm.Engine.Definitions;

/// <summary>
/// The names under which a definition says when a burst is saved before its end: <c>options.commitStrategyName</c> of the workflow,
/// <c>customProperties.commitStrategyName</c> of an activity. They are Elsa's; a name that is none of these says nothing.
/// </summary>
public static class CommitStrategies
{
    /// <summary>For a workflow: before its first activity.</summary>
    public const string WorkflowExecuting = "WorkflowExecuting";

    /// <summary>For a workflow: at its end, which is always so.</summary>
    public const string WorkflowExecuted = "WorkflowExecuted";

    /// <summary>For a workflow: before each activity.</summary>
    public const string ActivityExecuting = "ActivityExecuting";

    /// <summary>For a workflow: after each activity.</summary>
    public const string ActivityExecuted = "ActivityExecuted";

    /// <summary>For a workflow: after the activity with which a burst has lasted <see cref="Period"/>.</summary>
    public const string Periodic = "Periodic";

    /// <summary>For an activity: before and after it.</summary>
    public const string CommitAlways = "CommitAlways";

    /// <summary>For an activity: neither, whatever the workflow says.</summary>
    public const string CommitNever = "CommitNever";

    /// <summary>For an activity: before it.</summary>
    public const string Executing = "Executing";

    /// <summary>For an activity: after it.</summary>
    public const string Executed = "Executed";

    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
}
