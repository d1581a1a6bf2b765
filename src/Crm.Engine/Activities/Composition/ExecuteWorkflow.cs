using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Composition;

/// <summary>Runs another workflow at once, as an instance of its own, and hands on how it ended.</summary>
[Activity("Elsa", "Composition", "Runs another workflow at once, as an instance of its own.", Kind = ActivityKind.Task)]
public sealed class ExecuteWorkflow : Activity
{
    [Input(DisplayName = "Workflow definition", UIHint = "workflow-definition-picker", IsRequired = true)]
    public Input<string> WorkflowDefinitionId { get; set; } = default!;

    [Input]
    public Input<string>? CorrelationId { get; set; }

    [Input]
    public Input<IDictionary<string, object>>? Input { get; set; }

    [Input(Description = "Go on only when the other workflow has ended.")]
    public Input<bool>? WaitForCompletion { get; set; }

    [Output]
    public Output<ExecuteWorkflowResult>? Result { get; set; }

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var child = await ChildWorkflow.StartAsync(
            context, context.Get(WorkflowDefinitionId), context.Get(CorrelationId), context.Get(Input));
        if (child is { Status: WorkflowStatus.Running } && context.Get(WaitForCompletion))
        {
            context.CreateBookmark(ChildWorkflow.Payload(child.Id), ChildWorkflow.BookmarkName);
            return;
        }
        if (child is not null)
            context.Set(Result, ChildWorkflow.Result(child));
        await context.CompleteActivityAsync();
    }

    protected internal override ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        context.Set(Result, (ExecuteWorkflowResult?)context.ResumeInput[ChildWorkflow.InputKey]);
        return default;
    }
}
