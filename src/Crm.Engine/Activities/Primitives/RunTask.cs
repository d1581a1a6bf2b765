using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Has the host do a task and waits until it is reported done.</summary>
[Activity("Elsa", "Primitives", "Asks the application to do a task and waits until it is done.", DisplayName = "Run Task")]
public sealed class RunTask : Activity
{
    /// <summary>The input under which the result of the task comes back.</summary>
    public const string ResultKey = "RunTaskInput";

    [Input(DisplayName = "Task name", IsRequired = true)]
    public Input<string>? TaskName { get; set; }

    [Input]
    public Input<IDictionary<string, object>>? Payload { get; set; }

    [Output]
    public Output<string>? TaskId { get; set; }

    [Output]
    public Output<object>? Result { get; set; }

    /// <summary>What to send when a task is done.</summary>
    public static Stimulus Done(string taskId, object? result = null) =>
        new("Elsa.RunTask", new { TaskId = taskId }) { Input = new Dictionary<string, object?> { [ResultKey] = result } };

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        var taskId = Guid.CreateVersion7().ToString("N");
        context.Set(TaskId, taskId);
        context.CreateBookmark(new { TaskId = taskId });
        var request = new TaskRequest(workflow.Id, taskId, context.Get(TaskName) ?? "", context.Get(Payload)?.AsReadOnly()!);
        workflow.Defer(cancellationToken => workflow.Engine.Options.RunTask(request, cancellationToken));
        return default;
    }

    protected internal override ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        if (context.ResumeInput.TryGetValue(ResultKey, out var result))
            context.Set(Result, result);
        return default;
    }
}
