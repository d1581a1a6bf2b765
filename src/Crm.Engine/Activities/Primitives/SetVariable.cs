using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Gives a variable a value.</summary>
[Activity("Elsa", "Primitives", "Gives a variable a value.", DisplayName = "Set Variable")]
public sealed class SetVariable : CodeActivity
{
    string variableId = "";
    string variableName = "";

    [Input]
    public Input<object>? Value { get; set; }

    protected internal override void Read(ActivityReader reader)
    {
        variableId = reader.Get("variable")?.Text("id") ?? "";
        variableName = reader.Get("variable")?.Text("name") ?? variableId;
    }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.TryWriteVariable(variableId, context.Get(Value))
            ? default
            : throw new InvalidOperationException($"Variable '{variableId}' not found.");

    public override string ToString() => $"{base.ToString()} of '{variableName}'";
}
