using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Composition;

/// <summary>Starts another workflow after this burst, and optionally waits until it has ended.</summary>
[Activity("Elsa", "Composition", "Starts another workflow, and optionally waits until it has ended.")]
public sealed class DispatchWorkflow : Activity
{
    [Input(DisplayName = "Workflow definition", UIHint = "workflow-definition-picker", IsRequired = true)]
    public Input<string> WorkflowDefinitionId { get; set; } = default!;

    [Input]
    public Input<string>? CorrelationId { get; set; }

    [Input]
    public Input<IDictionary<string, object>>? Input { get; set; }

    [Input(Description = "Go on only when the other workflow has ended.")]
    public Input<bool>? WaitForCompletion { get; set; }

    [Input]
    public Input<bool>? StartNewTrace { get; set; }

    [Input]
    public Input<string>? ChannelName { get; set; }

    [Output]
    public Output<object>? Result { get; set; }

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var childId = await ChildWorkflow.DispatchAsync(
            context, context.Get(WorkflowDefinitionId), context.Get(CorrelationId), context.Get(Input));
        if (context.Get(WaitForCompletion))
            context.CreateBookmark(ChildWorkflow.Payload(childId), ChildWorkflow.BookmarkName);
        else
            await context.CompleteActivityAsync();
    }

    protected internal override ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        if (context.ResumeInput[ChildWorkflow.InputKey] is ExecuteWorkflowResult child)
            context.Set(Result, child.Output);
        return default;
    }
}
