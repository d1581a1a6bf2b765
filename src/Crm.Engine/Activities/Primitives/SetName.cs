using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Names the instance.</summary>
[Activity("Elsa", "Primitives", "Names the instance.", DisplayName = "Set Name")]
public sealed class SetName : CodeActivity
{
    [Input]
    public Input<string>? Value { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.WorkflowExecutionContext.Name = context.Get(Value);
        return default;
    }
}
