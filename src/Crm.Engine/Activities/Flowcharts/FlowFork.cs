using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Flowcharts;

/// <summary>Goes on along all of its branches.</summary>
[Activity("Elsa", "Branching", "Goes on along all of its branches.", DisplayName = "Fork (flow)")]
public sealed class FlowFork : Activity
{
    [Input(UIHint = "dynamic-outcomes")]
    public Input<List<string>>? Branches { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.Get(Branches) is { Count: > 0 } branches
            ? context.CompleteActivityWithOutcomesAsync([.. branches])
            : context.CompleteActivityWithOutcomesAsync("Done");
}
