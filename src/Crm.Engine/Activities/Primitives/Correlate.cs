using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Gives the instance a correlation id, by which events find it; also those it waits for already.</summary>
[Activity("Elsa", "Primitives", "Gives the instance a correlation id.")]
public sealed class Correlate : CodeActivity
{
    [Input]
    public Input<string>? CorrelationId { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.WorkflowExecutionContext.CorrelationId = context.Get(CorrelationId);
        return default;
    }
}
