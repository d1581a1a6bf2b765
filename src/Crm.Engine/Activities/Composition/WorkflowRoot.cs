using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Composition;

/// <summary>The workflow itself as the outermost activity: it declares the variables and runs the root.</summary>
[Activity("Elsa", "Workflows", "Runs a workflow.", Type = "Workflow", IsContainer = true)]
sealed class WorkflowRoot : Activity
{
    static readonly ActivityDescriptor Description = ActivityDescriptor.Of<WorkflowRoot>();

    public WorkflowDefinition Definition { get; private set; } = null!;
    public Activity? Body { get; private set; }
    internal override IReadOnlyList<Variable> DeclaredVariables => Definition.Variables;

    public static WorkflowRoot For(WorkflowDefinition definition, Activity? body)
    {
        var root = (WorkflowRoot)Description.Create();
        root.Definition = definition;
        root.Body = body;
        root.LogRules = definition.LogRules;
        if (body is null)
            return root;
        body.Parent = root;
        root.Children.Add(body);
        return root;
    }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleAsync(Body);

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        context.CompleteActivityAsync();
}
