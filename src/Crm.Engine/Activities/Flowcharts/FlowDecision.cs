using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Flowcharts;

/// <summary>Goes on along True or False.</summary>
[Activity("Elsa", "Branching", "Goes on along True or False.", DisplayName = "Decision", IsContainer = false)]
[FlowNode("True", "False")]
public sealed class FlowDecision : Activity
{
    [Input]
    public Input<bool>? Condition { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.CompleteActivityWithOutcomesAsync(context.Get(Condition) ? "True" : "False");
}
