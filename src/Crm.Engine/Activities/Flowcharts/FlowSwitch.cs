using Crm.Engine.Activities.Branching;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Flowcharts;

/// <summary>Goes on along the first case that is true, or along every case that is.</summary>
[Activity("Elsa", "Branching", "Goes on along the first case that is true, or along every case that is.", DisplayName = "Switch (flow)")]
[FlowNode("Default")]
public sealed class FlowSwitch : Activity
{
    List<SwitchCase> cases = [];

    [Input(DefaultValue = SwitchMode.MatchFirst)]
    public Input<SwitchMode>? Mode { get; set; }

    protected internal override void Read(ActivityReader reader) => cases =
    [
        .. reader.Items("cases").Select(item =>
            new SwitchCase(item.Text("label") ?? "", reader.ReadExpression(item.Get("condition")), Activity: null)),
    ];

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matches = await SwitchCase.MatchAsync(context, cases, context.Get(Mode));
        await context.CompleteActivityWithOutcomesAsync(matches.Count == 0 ? ["Default"] : [.. matches.Select(match => match.Label)]);
    }
}
