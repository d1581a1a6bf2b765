using Crm.Engine.Definitions;
using Crm.Engine.Execution;
using Crm.Engine.Expressions;

namespace Crm.Engine.Activities.Branching;

/// <summary>Runs the branch of the first case that is true, or of every case that is.</summary>
[Activity("Elsa", "Branching", "Runs the branch of the first case that is true, or of every case that is.")]
public sealed class Switch : Activity
{
    List<SwitchCase> cases = [];

    [Input(DefaultValue = SwitchMode.MatchFirst)]
    public Input<SwitchMode>? Mode { get; set; }

    [Port]
    public Activity? Default { get; set; }

    [Output]
    public Output<object>? Output { get; set; }

    protected internal override void Read(ActivityReader reader) => cases =
    [
        .. reader.Items("cases").Select((item, index) => new SwitchCase(
            item.Text("label") ?? "",
            reader.ReadExpression(item.Get("condition")),
            reader.ReadActivity(item.Get("activity"), $"cases[{index}].activity"))),
    ];

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matches = await SwitchCase.MatchAsync(context, cases, context.Get(Mode));
        if (matches.Count == 0)
            await context.ScheduleAsync(Default);
        else if (matches.All(match => match.Activity is null))
            await context.CompleteActivityAsync();
        foreach (var match in matches.Where(match => match.Activity is not null))
            await context.ScheduleAsync(match.Activity);
    }

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        context.HasWork ? default : context.CompleteActivityAsync();
}

/// <summary>Whether only the first case that is true counts, or every one.</summary>
public enum SwitchMode { MatchFirst, MatchAny }

/// <summary>A case of a Switch or FlowSwitch.</summary>
sealed record SwitchCase(string Label, Expression? Condition, Activity? Activity)
{
    public static async ValueTask<List<SwitchCase>> MatchAsync(
        ActivityExecutionContext context, IEnumerable<SwitchCase> cases, SwitchMode mode)
    {
        var matches = new List<SwitchCase>();
        foreach (var candidate in cases)
        {
            if (candidate.Condition is null || !ValueConverter.To<bool>(await context.EvaluateAsync(candidate.Condition, typeof(bool))))
                continue;
            matches.Add(candidate);
            if (mode == SwitchMode.MatchFirst)
                break;
        }
        return matches;
    }
}
