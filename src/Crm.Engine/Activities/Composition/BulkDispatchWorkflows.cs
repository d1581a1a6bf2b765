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

    [Input(DefaultValue = "Item", Description = "The name of the input that receives the item.")]
    public Input<string>? DefaultItemInputKey { get; set; }

    [Input(AutoEvaluate = false, Description = "Gives the correlation id; the item is the variable Item.")]
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
        foreach (var item in ItemsOf(context))
        {
            context.State.DynamicVariables["Item"] = item;
            var input = new Dictionary<string, object>(context.Get(Input) ?? new Dictionary<string, object>())
            {
                [context.Get(DefaultItemInputKey) ?? "Item"] = item!,
            };
            var childId = await ChildWorkflow.DispatchAsync(
                context, context.Get(WorkflowDefinitionId), await context.EvaluateAsync(CorrelationIdFunction), input);
            if (waits)
                context.CreateBookmark(ChildWorkflow.Payload(childId), ChildWorkflow.BookmarkName);
        }
        if (!context.IsWaiting)
            await EndAsync(context);
    }

    protected internal override async ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        var child = context.ResumeInput[ChildWorkflow.InputKey] as ExecuteWorkflowResult;
        var port = child is { SubStatus: nameof(WorkflowSubStatus.Faulted) } ? ChildFaulted : ChildCompleted;
        if (port is not null)
            await context.ScheduleAsync(port, variables: new() { ["ChildInstanceId"] = child?.WorkflowInstanceId });
        else if (!context.IsWaiting && !context.HasWork)
            await EndAsync(context);
    }

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        context.IsWaiting || context.HasWork ? default : EndAsync(context);

    static ValueTask EndAsync(ActivityExecutionContext context) => context.CompleteActivityWithOutcomesAsync("Completed", "Done");

    List<object?> ItemsOf(ActivityExecutionContext context) => context.Get(Items) switch
    {
        null => [],
        string text when text.TrimStart().StartsWith('[') => ((IEnumerable)ValueJson.Parse(text)!).Cast<object?>().ToList(),
        IEnumerable many and not string and not IDictionary<string, object?> => [.. many.Cast<object?>()],
        var one => [one],
    };
}
