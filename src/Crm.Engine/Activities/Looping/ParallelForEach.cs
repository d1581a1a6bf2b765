using System.Collections;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Looping;

/// <summary>Runs its body for all items side by side and waits for all of them.</summary>
[Activity("Elsa", "Looping", "Runs its body for all items side by side.")]
public sealed class ParallelForEach : Activity
{
    [Input]
    public Input<object>? Items { get; set; }

    [Port]
    public Activity? Body { get; set; }

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var items = ItemsOf(context.Get(Items));
        context.State.Inputs.Remove(nameof(Items));
        if (Body is null || items.Count == 0)
        {
            await context.CompleteActivityAsync();
            return;
        }
        for (var index = 0; index < items.Count; index++)
            await context.ScheduleAsync(Body, variables: new() { ["CurrentIndex"] = index, ["CurrentValue"] = items[index] });
    }

    // A text is not a list of letters.
    static List<object?> ItemsOf(object? value) =>
        value is IEnumerable many and not string and not IDictionary<string, object?> ? [.. many.Cast<object?>()] : [];

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        context.HasWork ? default : context.CompleteActivityAsync();
}
