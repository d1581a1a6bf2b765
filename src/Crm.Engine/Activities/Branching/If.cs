using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Branching;

/// <summary>Runs one of two branches.</summary>
[Activity("Elsa", "Branching", "Runs one of two branches, depending on a condition.")]
public sealed class If : Activity
{
    [Input(UIHint = "single-line")]
    public Input<bool>? Condition { get; set; }

    [Port]
    public Activity? Then { get; set; }

    [Port]
    public Activity? Else { get; set; }

    [Output]
    public Output<bool>? Result { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var condition = context.Get(Condition);
        context.Set(Result, condition);
        return context.ScheduleAsync(condition ? Then : Else);
    }

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        context.CompleteActivityAsync();
}
