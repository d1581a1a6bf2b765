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
        var broken = loop >= 0 ? around[..(loop + 1)] : around.Where(scope => scope.Activity is Sequence or Fork);
        foreach (var scope in broken)
            scope.State.IsBreaking = true;
        return context.CompleteActivityAsync();
    }
}
