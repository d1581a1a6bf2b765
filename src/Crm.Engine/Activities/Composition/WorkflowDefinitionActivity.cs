using System.Text.Json;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;
using Crm.Engine.Expressions;

namespace Crm.Engine.Activities.Composition;

/// <summary>A workflow used as an activity of another one: with variables, inputs and outcomes of its own, in the same instance.</summary>
[Activity("Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity", "Workflows", "Runs another workflow as a step.",
    IsContainer = true)]
sealed class WorkflowDefinitionActivity : Activity
{
    static readonly ActivityDescriptor Description = ActivityDescriptor.Of<WorkflowDefinitionActivity>();
    JsonElement source;
    WorkflowRoot? body;

    public string? DefinitionId { get; private set; }
    public string? DefinitionVersionId { get; private set; }
    public WorkflowDefinition? Definition { get; private set; }

    public static WorkflowDefinitionActivity For(JsonElement json, string type, int? version)
    {
        var activity = (WorkflowDefinitionActivity)Description.Create();
        activity.source = json;
        activity.Type = type;
        activity.Version = version ?? 0;
        activity.DefinitionId = json.Text("workflowDefinitionId");
        activity.DefinitionVersionId = json.Text("workflowDefinitionVersionId");
        return activity;
    }

    /// <summary>Gives the activity the definition that was found for it.</summary>
    public void Fill(WorkflowDefinition definition, WorkflowRoot root)
    {
        Definition = definition;
        body = root;
        root.Parent = this;
        Children.Add(root);
        foreach (var input in definition.Inputs)
            if (source.TryGet(Key(input.Name), out var json) && Expression.ReadWrapped(json) is { } expression)
                Inputs.Add(InputOf(input, expression));
        foreach (var output in definition.Outputs)
            Outputs.Add(new Output<object>(ActivityReader.ReadReference(source.Get(Key(output.Name)))) { Name = output.Name });
    }

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (Definition is null)
            throw NotFoundActivity.Error(Type);
        // Inside, its inputs and outputs are variables too.
        foreach (var output in Definition.Outputs)
            context.State.DynamicVariables[output.Name] = null;
        foreach (var input in Definition.Inputs)
            context.State.DynamicVariables[input.Name] = context.State.Inputs.GetValueOrDefault(input.Name);
        await context.ScheduleAsync(body);
    }

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child)
    {
        foreach (var output in Outputs)
            if ((context.State.Properties.GetValueOrDefault(OutputKey(output.Name)) ?? context.State.DynamicVariables.GetValueOrDefault(output.Name)) is { } value)
                context.SetOutput(output.Name, output, value);
        return context.WorkflowExecutionContext.Runner.CompleteAsync(context, child.Outcomes);
    }

    /// <summary>Where the value of one of the workflow's outputs waits until it completes.</summary>
    public static string OutputKey(string name) => $"Output:{name}";

    static Input InputOf(Argument argument, Expression expression)
    {
        var input = (Input)Activator.CreateInstance(typeof(Input<>).MakeGenericType(argument.Type), expression)!;
        input.Name = argument.Name;
        return input;
    }

    // A name that an activity has already is written with an underscore before it.
    string Key(string name) => source.TryGet($"_{Spelling.Camel(name)}", out _) ? $"_{Spelling.Camel(name)}" : Spelling.Camel(name);
}
