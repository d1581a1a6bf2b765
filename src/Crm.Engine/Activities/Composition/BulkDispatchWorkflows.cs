using System.Collections;
using Crm.Engine.Execution;
using Crm.Engine.Expressions;

namespace Crm.Engine.Activities.Composition;

/// <summary>Starts a workflow for each item, and by default waits until all of them have ended.</summary>
[Activity("Elsa", "Composition", "Starts a workflow for each item.", Kind = ActivityKind.Task)]
[FlowNode("Completed", "Canceled", "Done")]
public sealed class BulkDispatchWorkflows : Activity
{
    [Input(DisplayName = "Workflow definition", UIHint = "workflow-definition-picker", IsRequired = true)]
    public Input<string> WorkflowDefinitionId { get; set; } = default!;

    [Input]
    public Input<object>? Items { get; set; }

    [Input(DefaultValue = "Item", Description = "The name of the input that receives the item, unless the item is a dictionary of inputs.")]
    public Input<string>? DefaultItemInputKey { get; set; }

    [Input(AutoEvaluate = false, Description = "Gives the correlation id; the item is a variable of that name.")]
    public Input<string>? CorrelationIdFunction { get; set; }

    [Input]
    public Input<IDictionary<string, object>>? Input { get; set; }

    [Input(DefaultValue = true)]
    public Input<bool>? WaitForCompletion { get; set; }

    [Input]
    public Input<bool>? StartNewTrace { get; set; }

    [Input]
    public Input<string>? ChannelName { get; set; }

    [Port]
    public Activity? ChildCompleted { get; set; }

    [Port]
    public Activity? ChildFaulted { get; set; }

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var waits = context.Get(WaitForCompletion);
        foreach (var item in ItemsOf(context.Get(Items)))
        {
            var childId = await DispatchAsync(context, item);
            if (waits)
                context.CreateBookmark(ChildWorkflow.Payload(childId), ChildWorkflow.BookmarkName);
        }
        if (!context.IsWaiting)
            await context.CompleteActivityWithOutcomesAsync("Done");
    }

    async Task<string> DispatchAsync(ActivityExecutionContext context, object? item)
    {
        var key = context.Get(DefaultItemInputKey) ?? "Item";
        context.State.DynamicVariables[key] = item;
        var input = new Dictionary<string, object>(context.Get(Input) ?? new Dictionary<string, object>());
        foreach (var (name, value) in item as IDictionary<string, object?> ?? new Dictionary<string, object?> { [key] = item })
            input[name] = value!;
        return await ChildWorkflow.DispatchAsync(
            context, context.Get(WorkflowDefinitionId), await context.EvaluateAsync(CorrelationIdFunction), input);
    }

    protected internal override async ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        var child = context.ResumeInput[ChildWorkflow.InputKey] as ExecuteWorkflowResult;
        var port = child?.SubStatus switch
        {
            nameof(WorkflowSubStatus.Faulted) => ChildFaulted,
            nameof(WorkflowSubStatus.Finished) => ChildCompleted,
            _ => null,
        };
        if (port is not null)
            await context.ScheduleAsync(port, variables: new() { ["ChildInstanceId"] = child?.WorkflowInstanceId });
        else if (!context.IsWaiting && !context.HasWork)
            await EndAsync(context);
    }

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        context.IsWaiting || context.HasWork ? default : EndAsync(context);

    static ValueTask EndAsync(ActivityExecutionContext context) => context.CompleteActivityWithOutcomesAsync("Completed", "Done");

    // A text is not a list of letters, and a single object is no list.
    static IEnumerable<object?> ItemsOf(object? value) =>
        value is IEnumerable many and not string and not IDictionary<string, object?> ? many.Cast<object?>() : [];
}
