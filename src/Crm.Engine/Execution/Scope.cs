using Crm.Engine.Activities;
using Crm.Engine.Activities.Composition;
using Crm.Engine.Definitions;
using Crm.Engine.Expressions;

namespace Crm.Engine.Execution;

/// <summary>Which variables, inputs and outputs an activity sees: its own and those of everything around it, the nearest first.</summary>
static class Scope
{
    public static void DeclareVariables(this ActivityExecutionContext context)
    {
        foreach (var variable in context.Activity.DeclaredVariables)
            context.State.Variables[variable.Id] = variable.InitialValue();
    }

    /// <summary>Names are case-sensitive.</summary>
    public static bool TryReadVariable(this ActivityExecutionContext context, string name, out object? value)
    {
        for (var scope = context; scope is not null; scope = scope.Parent)
        {
            if (scope.Activity.DeclaredVariables.FirstOrDefault(variable => variable.Name == name) is { } declared)
            {
                value = scope.State.Variables.GetValueOrDefault(declared.Id);
                return true;
            }
            if (scope.State.DynamicVariables.TryGetValue(name, out value))
                return true;
        }
        value = null;
        return false;
    }

    /// <summary>The value as scripts and templates see it: in place of an id the record that it is the id of.</summary>
    public static bool TryReadShown(this ActivityExecutionContext context, string name, out object? value)
    {
        if (!context.TryReadVariable(name, out value))
            return false;
        value = context.Shown(value, context.SelfAndAncestors().SelectMany(scope => scope.Activity.DeclaredVariables).FirstOrDefault(variable => variable.Name == name)?.RecordType);
        return true;
    }

    /// <summary>Likewise for an input.</summary>
    public static object? ReadShownInput(this ActivityExecutionContext context, string name) =>
        context.Shown(context.ReadInput(name), context.Definition().Inputs.FirstOrDefault(input => input.Name == name)?.TypeName);

    static object? Shown(this ActivityExecutionContext context, object? value, string? typeName) =>
        value is string id && context.WorkflowExecutionContext.Engine.Options.Records.FirstOrDefault(record => record.TypeName == typeName) is { } record ? record.Read(id) : value;

    // Of a record only the id is kept, so that it never grows old.
    static object? Kept(Variable declared, object? value) => value is null ? null : declared.RecordType is not null && value is IDictionary<string, object?> record && record.TryGetValue("id", out var id)
        ? id
        : ValueConverter.To(value, declared.Type);

    public static bool TryReadVariable(this ActivityExecutionContext context, Reference reference, out object? value)
    {
        for (var scope = context; scope is not null; scope = scope.Parent)
            if (scope.State.Variables.TryGetValue(reference.Id, out value))
                return true;
        return context.TryReadVariable(reference.Name.Length > 0 ? reference.Name : NameOf(reference.Id), out value);
    }

    /// <summary>Writes the nearest variable of that name; an unknown one begins to exist in the container around.</summary>
    public static void WriteVariable(this ActivityExecutionContext context, string name, object? value)
    {
        foreach (var scope in context.SelfAndAncestors())
        {
            if (scope.Activity.DeclaredVariables.FirstOrDefault(variable => variable.Name == name) is { } declared)
            {
                scope.State.Variables[declared.Id] = Kept(declared, value);
                return;
            }
            if (scope.State.DynamicVariables.ContainsKey(name))
            {
                scope.State.DynamicVariables[name] = value;
                return;
            }
        }
        context.SelfAndAncestors().First(scope => scope.Activity.Descriptor.IsContainer).State.DynamicVariables[name] = value;
    }

    /// <summary>False when no variable with this id is in scope.</summary>
    public static bool TryWriteVariable(this ActivityExecutionContext context, string id, object? value)
    {
        for (var scope = context; scope is not null; scope = scope.Parent)
        {
            if (scope.Activity.DeclaredVariables.FirstOrDefault(variable => variable.Id == id) is { } declared)
            {
                scope.State.Variables[id] = Kept(declared, value);
                return true;
            }
            if (scope.State.DynamicVariables.ContainsKey(NameOf(id)))
            {
                scope.State.DynamicVariables[NameOf(id)] = value;
                return true;
            }
        }
        return false;
    }

    /// <summary>The name of every variable in scope, the nearest first.</summary>
    public static IEnumerable<string> VariableNames(this ActivityExecutionContext context) => context.SelfAndAncestors().SelectMany(
        scope => scope.Activity.DeclaredVariables.Select(variable => variable.Name).Concat(scope.State.DynamicVariables.Keys));

    /// <summary>An input of the nearest workflow around, or of the instance.</summary>
    public static object? ReadInput(this ActivityExecutionContext context, string name)
    {
        foreach (var scope in context.SelfAndAncestors().Where(scope => scope.Activity is WorkflowDefinitionActivity && scope != context))
            if (scope.State.Inputs.TryGetValue(name, out var value))
                return value;
        return context.WorkflowExecutionContext.Input.TryGetValue(name, out var given) ? given : null;
    }

    public static WorkflowDefinition Definition(this ActivityExecutionContext context) =>
        context.SelfAndAncestors().Select(scope => scope.Activity).OfType<WorkflowRoot>().First().Definition;

    /// <summary>Sets an output of the nearest workflow around that declares it, else of the instance.</summary>
    public static void WriteWorkflowOutput(this ActivityExecutionContext context, string name, object? value)
    {
        var owner = context.SelfAndAncestors().FirstOrDefault(scope =>
            scope.Activity is WorkflowDefinitionActivity activity && activity.Outputs.Exists(output => output.Name == name));
        if (owner is null)
            context.WorkflowExecutionContext.Output[name] = value;
        else
            owner.State.Properties[WorkflowDefinitionActivity.OutputKey(name)] = value;
    }

    /// <summary>Writes to what an output names: a variable in scope by id, else a workflow output by name.</summary>
    public static void WriteReference(this ActivityExecutionContext context, string reference, object? value)
    {
        if (context.TryWriteVariable(reference, value))
            return;
        if (context.Definition().Outputs.Any(output => output.Name == reference))
            (context.Activity is WorkflowDefinitionActivity ? context.Parent! : context).WriteWorkflowOutput(reference, value);
    }

    /// <summary>Keeps what an activity produced, for <c>getOutputFrom</c> and <c>getLastResult</c>.</summary>
    public static void RecordOutput(this ActivityExecutionContext context, string name, object? value)
    {
        var instance = context.WorkflowExecutionContext.Instance;
        context.State.Outputs[name] = value;
        if (!instance.ActivityOutputs.TryGetValue(context.Activity.NodeId, out var outputs))
            instance.ActivityOutputs[context.Activity.NodeId] = outputs = [];
        outputs[name] = value;
        if (name == "Result")
            instance.LastResult = value;
    }

    // Variables that a loop makes have the id "currentValueVariable" in definitions.
    static string NameOf(string id) => id.EndsWith("Variable", StringComparison.Ordinal) && id.Length > 8
        ? char.ToUpperInvariant(id[0]) + id[1..^8]
        : id;
}
