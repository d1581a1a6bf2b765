namespace Crm.Engine.Execution;

/// <summary>How a parent instance hears that a child it waits for has ended.</summary>
static class ChildWorkflow
{
    public const string BookmarkName = "ChildWorkflowFinished";
    public const string InputKey = "Child";

    public static object Payload(string childInstanceId) => new { ChildInstanceId = childInstanceId };

    /// <summary>Starts a child and runs it until it ends or waits; null when another instance is in its way.</summary>
    public static Task<WorkflowInstance?> StartAsync(
        ActivityExecutionContext context, string? definitionId, string? correlationId, IDictionary<string, object>? input)
    {
        var workflow = context.WorkflowExecutionContext;
        var request = new StartWorkflow(definitionId ?? "")
        {
            CorrelationId = correlationId,
            ParentInstanceId = workflow.Id,
            Input = InputOf(input, workflow),
        };
        return workflow.Engine.Runtime.StartAsync(request, context.CancellationToken);
    }

    /// <summary>Has a child start when this burst has been saved; returns its id. Fails now when there is nothing to start.</summary>
    public static async Task<string> DispatchAsync(
        ActivityExecutionContext context, string? definitionId, string? correlationId, IDictionary<string, object>? input)
    {
        var workflow = context.WorkflowExecutionContext;
        var runtime = workflow.Engine.Runtime;
        await runtime.LoadPublishedAsync(definitionId ?? "", context.CancellationToken);
        var request = new StartWorkflow(definitionId!)
        {
            InstanceId = Guid.CreateVersion7().ToString("N"),
            CorrelationId = correlationId,
            ParentInstanceId = workflow.Id,
            Input = InputOf(input, workflow),
        };
        workflow.Defer(async cancellationToken =>
        {
            if (await runtime.StartAsync(request, cancellationToken) is null)
                await runtime.SendAsync(Refused(request), cancellationToken);
        });
        return request.InstanceId;
    }

    static Dictionary<string, object?> InputOf(IDictionary<string, object>? given, WorkflowExecutionContext parent) =>
        new(given?.ToDictionary(pair => pair.Key, pair => (object?)pair.Value) ?? []) { ["ParentInstanceId"] = parent.Id };

    static Stimulus Refused(StartWorkflow request) => new(BookmarkName, Payload(request.InstanceId!))
    {
        InstanceId = request.ParentInstanceId,
        Input = new Dictionary<string, object?> { [InputKey] = null },
    };

    public static Stimulus Finished(WorkflowInstance child) => new(BookmarkName, Payload(child.Id))
    {
        InstanceId = child.ParentInstanceId,
        Input = new Dictionary<string, object?>
        {
            [InputKey] = Result(child),
            ["WorkflowInstanceId"] = child.Id,
            ["WorkflowStatus"] = child.Status.ToString(),
            ["WorkflowSubStatus"] = child.SubStatus.ToString(),
            ["WorkflowOutput"] = child.Output,
        },
    };

    /// <summary>What the parent learns of its child.</summary>
    public static ExecuteWorkflowResult Result(WorkflowInstance child) => new(
        child.DefinitionVersionId, child.Id, child.CorrelationId, child.Status.ToString(), child.SubStatus.ToString(),
        new Dictionary<string, object?>(child.Output));
}

/// <summary>How a child workflow ended.</summary>
public sealed record ExecuteWorkflowResult(
    string WorkflowDefinitionVersionId, string WorkflowInstanceId, string? CorrelationId, string Status, string SubStatus,
    IReadOnlyDictionary<string, object?> Output);
