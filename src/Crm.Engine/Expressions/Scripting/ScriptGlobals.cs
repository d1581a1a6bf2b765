using System.Dynamic;
using Crm.Engine.Activities;
using Crm.Engine.Activities.Composition;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;
using Jint;
using Jint.Native;
using Jint.Runtime.Interop;

namespace Crm.Engine.Expressions.Scripting;

/// <summary>What a script can see: the workflow's variables, inputs and outputs, and Elsa's functions.</summary>
sealed class ScriptGlobals(Jint.Engine engine, ActivityExecutionContext context, ScriptOutcomes? outcomes)
{
    static readonly Dictionary<string, Type> Types = new()
    {
        ["DateTime"] = typeof(DateTime),
        ["DateTimeOffset"] = typeof(DateTimeOffset),
        ["TimeSpan"] = typeof(TimeSpan),
        ["Guid"] = typeof(Guid),
        ["Random"] = typeof(Random),
    };

    readonly WorkflowExecutionContext workflow = context.WorkflowExecutionContext;
    JsObject? variables;

    /// <summary>Makes a name available when it means something here; otherwise the script gets its ReferenceError.</summary>
    public void Define(string name, IReadOnlyCollection<string> variableNames)
    {
        if (name == "variables")
            engine.SetValue(name, variables = Variables(variableNames));
        else if (name == "args")
            engine.SetValue(name, ScriptValues.ToScript(engine, new ExpandoObject()));
        else if (Types.TryGetValue(name, out var type))
            engine.SetValue(name, type);
        else if ((Fixed(name) ?? ScriptFunctions.Find(name) ?? Accessor(name)) is { } function)
            engine.SetValue(name, new ClrFunction(
                engine, name, (_, arguments) => ScriptValues.ToScript(engine, function(new ScriptArguments(arguments)))));
    }

    /// <summary>What the script left in <c>variables.X</c> becomes the value of the variable.</summary>
    public void WriteVariablesBack()
    {
        if (variables is null)
            return;
        foreach (var (key, property) in variables.GetOwnProperties())
            if (property.Value is { } value && !value.IsUndefined())
                context.WriteVariable(key.AsString(), ScriptValues.ToHost(value));
    }

    JsObject Variables(IReadOnlyCollection<string> names)
    {
        var result = new JsObject(engine);
        foreach (var name in names)
            if (context.TryReadShown(name, out var value))
                result.Set(name, ScriptValues.ToScript(engine, value));
        return result;
    }

    Func<ScriptArguments, object?>? Fixed(string name) => name switch
    {
        "getVariable" => a => context.TryReadShown(a.Text(0), out var value) ? value : null,
        "setVariable" => a => Do(() => Write(a.Text(0), a.Value(1))),
        "getInput" => a => context.ReadShownInput(a.Text(0)),
        "getOutputFrom" => a => Output(
            workflow.Graph.FindByIdOrName(a.Text(0)) ?? throw new InvalidOperationException("Activity not found."), a.Text(1, "Result")),
        "getLastResult" => _ => workflow.Instance.LastResult,
        "getWorkflowDefinitionId" => _ => workflow.DefinitionId,
        "getWorkflowDefinitionVersionId" => _ => workflow.DefinitionVersionId,
        "getWorkflowDefinitionVersion" => _ => workflow.DefinitionVersion,
        "getWorkflowInstanceId" => _ => workflow.Id,
        "getCorrelationId" => _ => workflow.CorrelationId,
        "setCorrelationId" => a => Do(() => workflow.CorrelationId = a.TextOrNull(0)),
        "getWorkflowInstanceName" => _ => workflow.Name,
        "setWorkflowInstanceName" => a => Do(() => workflow.Name = a.TextOrNull(0)),
        "setOutcome" when outcomes is not null => a => Do(() => outcomes.Chosen = [a.Text(0)]),
        "setOutcomes" when outcomes is not null => a => Do(() => outcomes.Chosen = a.Texts(0)),
        _ => null,
    };

    Func<ScriptArguments, object?>? Accessor(string name)
    {
        if (name.StartsWith("set", StringComparison.Ordinal) && VariableNamed(name[3..]) is { } target)
            return a => Do(() => Write(target, a.Value(0)));
        if (!name.StartsWith("get", StringComparison.Ordinal))
            return null;
        var suffix = name[3..];
        if (VariableNamed(suffix) is { } variable)
            return _ => context.TryReadShown(variable, out var value) ? value : null;
        if (InputNamed(suffix) is { } input)
            return _ => context.ReadShownInput(input);
        return suffix.IndexOf("From", StringComparison.Ordinal) is > 0 and var from && ActivityNamed(suffix[(from + 4)..]) is { } activity
            ? _ => Output(activity, suffix[..from])
            : null;
    }

    string? VariableNamed(string accessor) => context.TryReadVariable(accessor, out _)
        ? accessor
        : context.VariableNames().FirstOrDefault(name => Spelling.Pascal(name) == accessor);

    string? InputNamed(string accessor) => context.SelfAndAncestors().Select(scope => scope.Activity).OfType<WorkflowRoot>()
        .SelectMany(root => root.Definition.Inputs).Select(input => input.Name).Concat(workflow.Input.Keys)
        .FirstOrDefault(name => name == accessor || Spelling.Pascal(name) == accessor);

    Activity? ActivityNamed(string accessor) => workflow.Graph.Activities.FirstOrDefault(activity =>
        Spelling.Pascal(activity.Name ?? activity.Id) == accessor || Spelling.Pascal(activity.Id) == accessor);

    // Who reads it as variables.X afterwards must see the new value, and it must not be written over with the old one.
    void Write(string name, object? value)
    {
        context.WriteVariable(name, value);
        if (variables is not null && context.TryReadShown(name, out var written))
            variables.Set(name, ScriptValues.ToScript(engine, written));
    }

    object? Output(Activity activity, string output) =>
        workflow.Instance.ActivityOutputs.GetValueOrDefault(activity.NodeId) is { } outputs
            ? outputs.FirstOrDefault(pair => pair.Key.Equals(output, StringComparison.OrdinalIgnoreCase)).Value
            : null;

    static object? Do(Action action)
    {
        action();
        return null;
    }
}
