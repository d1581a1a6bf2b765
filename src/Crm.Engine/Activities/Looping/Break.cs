using Crm.Engine.Activities.Branching;
using Crm.Engine.Activities.Composition;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Looping;

/// <summary>Leaves the innermost loop; without a loop around it, the sequences around it.</summary>
[Activity("Elsa", "Looping", "Leaves the innermost loop.", IsTerminal = true)]
public sealed class Break : Activity
{
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var around = context.SelfAndAncestors().Skip(1).ToList();
        var loop = around.FindIndex(scope => scope.Activity is While or For or ForEach);
        // What else is in between, e.g. a flowchart, comes to its own end first.
        foreach (var scope in around.Where((scope, depth) => depth == loop || (loop < 0 || depth < loop) && scope.Activity is Sequence or Fork))
            scope.State.IsBreaking = true;
        return context.CompleteActivityAsync();
    }
}
