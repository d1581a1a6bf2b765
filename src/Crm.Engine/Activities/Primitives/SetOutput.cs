using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Sets an output of the workflow.</summary>
[Activity("Elsa", "Composition", "Sets an output of the workflow.", DisplayName = "Set Output")]
public sealed class SetOutput : CodeActivity
{
    [Input(UIHint = "output-picker", IsRequired = true)]
    public Input<string>? OutputName { get; set; }

    [Input]
    public Input<object>? OutputValue { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.WriteWorkflowOutput(context.Get(OutputName) ?? "", context.Get(OutputValue));
        return default;
    }
}
