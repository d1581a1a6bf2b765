using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Ends the whole instance, whatever else is running in it.</summary>
[Activity("Elsa", "Primitives", "Ends the whole instance, whatever else is running in it.", IsTerminal = true)]
public sealed class Finish : Activity
{
    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        await context.WorkflowExecutionContext.Runner.FinishAsync();
        await context.CompleteActivityAsync();
    }
}
