using System.Globalization;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Looping;

/// <summary>Counts from one number to another and runs its body for each.</summary>
[Activity("Elsa", "Looping", "Counts from one number to another and runs its body for each.")]
public sealed class For : Activity
{
    [Input]
    public Input<int>? Start { get; set; }

    [Input]
    public Input<int>? End { get; set; }

    [Input(DefaultValue = 1)]
    public Input<int>? Step { get; set; }

    [Input(DefaultValue = true)]
    public Input<bool>? OuterBoundInclusive { get; set; }

    [Port]
    public Activity? Body { get; set; }

    [Output]
    public Output<object>? CurrentValue { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => NextAsync(context, context.Get(Start));

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        NextAsync(context, long.Parse(child.Tag!, CultureInfo.InvariantCulture) + context.Get(Step));

    async ValueTask NextAsync(ActivityExecutionContext context, long value)
    {
        if (Body is null || IsPast(context, value))
        {
            await context.CompleteActivityAsync();
            return;
        }
        context.Set(CurrentValue, (int)value);
        await context.ScheduleAsync(Body, value.ToString(CultureInfo.InvariantCulture), new() { ["CurrentValue"] = (int)value });
    }

    bool IsPast(ActivityExecutionContext context, long value)
    {
        var (end, step, inclusive) = (context.Get(End), context.Get(Step), context.Get(OuterBoundInclusive));
        if (step == 0)
            throw new InvalidOperationException("The step of a For loop must not be 0: it would never end.");
        return value == end ? !inclusive : step > 0 ? value > end : value < end;
    }
}
