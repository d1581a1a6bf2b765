using System.Globalization;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;
using Crm.Engine.Expressions;

namespace Crm.Engine.Activities.Composition;

/// <summary>
/// Named states with transitions between them. A transition without a trigger is taken at once when its condition holds; else the
/// triggers of all transitions from the state wait, and the first whose condition holds decides.
/// </summary>
[Activity("Elsa", "Flow", "Goes from state to state, by triggers and conditions.")]
public sealed class StateMachine : Activity
{
    const string StateKey = "CurrentState";
    const string Entering = "Entering";
    List<State> states = [];
    List<Transition> transitions = [];
    string? initialState;

    protected internal override void Read(ActivityReader reader)
    {
        initialState = reader.Get("currentState")?.GetString() is { Length: > 0 } current ? current : reader.Get("initialState")?.GetString();
        states = [.. reader.Items("states").Select((item, index) => new State(
            item.Text("name") ?? "",
            reader.ReadActivity(item.Get("entry"), $"states[{index}].entry"),
            reader.ReadActivity(item.Get("exit"), $"states[{index}].exit")))];
        transitions = [.. reader.Items("transitions").Select((item, index) => new Transition(
            index, item.Text("from") ?? "", item.Text("to") ?? "",
            reader.ReadActivity(item.Get("trigger"), $"transitions[{index}].trigger"),
            item.Get("condition") is { } condition ? Expression.ReadWrapped(condition) : null,
            reader.ReadActivity(item.Get("action"), $"transitions[{index}].action")))];
    }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => EnterAsync(context, initialState);

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child)
    {
        if (child.Tag == Entering)
            return LeaveWhenPossibleAsync(context);
        var (step, transition) = Read(child.Tag!);
        return step switch
        {
            Step.Trigger => TriggeredAsync(context, transition),
            Step.Exit => ActAsync(context, transition),
            _ => EnterAsync(context, transition.To),
        };
    }

    ValueTask EnterAsync(ActivityExecutionContext context, string? name)
    {
        if (states.Find(state => state.Name == name) is not { } state)
            return context.CompleteActivityAsync();
        context.Properties[StateKey] = state.Name;
        return state.Entry is { } entry ? context.ScheduleAsync(entry, Entering) : LeaveWhenPossibleAsync(context);
    }

    async ValueTask LeaveWhenPossibleAsync(ActivityExecutionContext context)
    {
        var outbound = transitions.Where(transition => transition.From == Current(context) && states.Exists(state => state.Name == transition.To)).ToList();
        foreach (var transition in outbound.Where(transition => transition.Trigger is null))
            if (await IsOpenAsync(context, transition))
            {
                await ExitAsync(context, transition);
                return;
            }
        foreach (var transition in outbound.Where(transition => transition.Trigger is not null))
            await context.ScheduleAsync(transition.Trigger, Tag(Step.Trigger, transition));
        if (outbound.Count == 0)
            await context.CompleteActivityAsync();
    }

    async ValueTask TriggeredAsync(ActivityExecutionContext context, Transition transition)
    {
        // Another trigger, earlier in this burst, has decided already.
        if (transition.From != Current(context))
            return;
        if (!await IsOpenAsync(context, transition))
        {
            await context.ScheduleAsync(transition.Trigger, Tag(Step.Trigger, transition));
            return;
        }
        var runner = context.WorkflowExecutionContext.Runner;
        foreach (var other in context.Children.ToArray())
            await runner.CancelAsync(other);
        runner.Withdraw(context);
        await ExitAsync(context, transition);
    }

    ValueTask ExitAsync(ActivityExecutionContext context, Transition transition) =>
        states.Find(state => state.Name == transition.From)?.Exit is { } exit
            ? context.ScheduleAsync(exit, Tag(Step.Exit, transition))
            : ActAsync(context, transition);

    ValueTask ActAsync(ActivityExecutionContext context, Transition transition) => transition.Action is { } action
        ? context.ScheduleAsync(action, Tag(Step.Action, transition))
        : EnterAsync(context, transition.To);

    static async ValueTask<bool> IsOpenAsync(ActivityExecutionContext context, Transition transition) =>
        transition.Condition is not { } condition || await context.EvaluateAsync(condition, typeof(bool)) is true;

    static string? Current(ActivityExecutionContext context) => context.Properties[StateKey] as string;

    static string Tag(Step step, Transition transition) => $"{step}:{transition.Index.ToString(CultureInfo.InvariantCulture)}";

    (Step Step, Transition Transition) Read(string tag)
    {
        var parts = tag.Split(':');
        return (Enum.Parse<Step>(parts[0]), transitions[int.Parse(parts[1], CultureInfo.InvariantCulture)]);
    }

    enum Step { Trigger, Exit, Action }

    sealed record State(string Name, Activity? Entry, Activity? Exit);

    sealed record Transition(int Index, string From, string To, Activity? Trigger, Expression? Condition, Activity? Action);
}
