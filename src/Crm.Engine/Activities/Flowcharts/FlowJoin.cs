using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Flowcharts;

/// <summary>Where paths meet: waits for all of them, for those that are taken, or for the first.</summary>
[Activity("Elsa", "Branching", "Where paths meet: waits for all of them, or for the first.", DisplayName = "Join")]
public sealed class FlowJoin : Activity
{
    [Input(DefaultValue = FlowJoinMode.WaitAny)]
    public Input<FlowJoinMode>? Mode { get; set; }

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        // What was still in the queue when the first path arrived may have begun to wait since.
        if (context.Get(Mode) == FlowJoinMode.WaitAny && context.Parent is { Activity: Flowchart flowchart } around)
            await flowchart.CancelUpstreamAsync(around, this);
        await context.CompleteActivityAsync();
    }
}

/// <summary>Which paths a join waits for: the first, all of them, or those that are taken this time.</summary>
public enum FlowJoinMode { WaitAny, WaitAll, WaitAllActive }
