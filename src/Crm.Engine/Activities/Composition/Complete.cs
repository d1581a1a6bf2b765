using System.Collections;
using Crm.Engine.Execution;
using Crm.Engine.Expressions;

namespace Crm.Engine.Activities.Composition;

/// <summary>Ends the workflow around it, with outcomes when it is used as an activity.</summary>
[Activity("Elsa", "Composition", "Ends the workflow around it, with outcomes when that is used as an activity.", IsTerminal = true)]
public sealed class Complete : Activity
{
    [Input(Description = "The outcome, or a list of outcomes.", UIHint = "outcome-picker")]
    public Input<object>? Outcomes { get; set; }

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var around = context.SelfAndAncestors().First(scope => scope.Activity is WorkflowRoot);
        around.RequestedOutcomes = new Outcomes(Names(context.Get(Outcomes)));
        // Deeper down, a loop would go on to its next round when this completes.
        if (context.Parent?.Parent == around)
            await context.CompleteActivityAsync();
        await around.CompleteActivityAsync();
    }

    static string[] Names(object? outcomes) => outcomes switch
    {
        string one => [one],
        IEnumerable many and not IDictionary<string, object?> => [.. many.Cast<object?>().Select(ValueConverter.ToText)],
        _ => ["Done"],
    };
}
