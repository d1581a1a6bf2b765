using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Flowcharts;

/// <summary>Wraps an activity for the designer.</summary>
[Activity("Elsa", "Flow", "Wraps an activity for the designer.", DisplayName = "Flow Node")]
public sealed class FlowNode : Activity
{
    [Port]
    public Activity? Body { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleAsync(Body);

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        context.WorkflowExecutionContext.Runner.CompleteAsync(context, child.Outcomes);
}
