using System.Globalization;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Looping;

/// <summary>Runs its body for each item, one after another.</summary>
[Activity("Elsa", "Looping", "Runs its body for each item, one after another.")]
public sealed class ForEach : Activity
{
    [Input]
    public Input<List<object?>>? Items { get; set; }

    [Port]
    public Activity? Body { get; set; }

    [Output]
    public Output<object>? CurrentValue { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => NextAsync(context, 0);

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        NextAsync(context, int.Parse(child.Tag!, CultureInfo.InvariantCulture) + 1);

    async ValueTask NextAsync(ActivityExecutionContext context, int index)
    {
        var items = context.Get(Items) ?? throw new InvalidOperationException("ForEach has no items: the list is null.");
        // What was evaluated once need not be converted again each round.
        context.State.Inputs[nameof(Items)] = items;
        if (Body is null || index >= items.Count)
        {
            await context.CompleteActivityAsync();
            return;
        }
        context.Set(CurrentValue, items[index]);
        var variables = new Dictionary<string, object?> { ["CurrentIndex"] = index, ["CurrentValue"] = items[index] };
        await context.ScheduleAsync(Body, index.ToString(CultureInfo.InvariantCulture), variables);
    }
}
