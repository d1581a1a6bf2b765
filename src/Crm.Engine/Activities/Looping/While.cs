using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Looping;

/// <summary>Repeats its body while a condition holds.</summary>
[Activity("Elsa", "Looping", "Repeats its body while a condition holds.")]
public sealed class While : Activity
{
    [Input(AutoEvaluate = false)]
    public Input<bool>? Condition { get; set; }

    [Port]
    public Activity? Body { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => NextAsync(context);

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) => NextAsync(context);

    async ValueTask NextAsync(ActivityExecutionContext context)
    {
        if (!await context.EvaluateAsync(Condition))
            await context.CompleteActivityAsync();
        else if (Body is null)
            throw new InvalidOperationException("While has no body, so its condition would hold for ever.");
        else
            await context.ScheduleAsync(Body);
    }
}
