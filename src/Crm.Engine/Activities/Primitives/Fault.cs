using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Reports that something is wrong: the activity faults.</summary>
[Activity("Elsa", "Primitives", "Reports that something is wrong: the activity faults.")]
public sealed class Fault : Activity
{
    [Input(DefaultValue = "0")]
    public Input<string>? Code { get; set; }

    [Input(DefaultValue = "General")]
    public Input<string>? Category { get; set; }

    [Input(DefaultValue = "System", DisplayName = "Type")]
    public Input<string>? FaultType { get; set; }

    [Input]
    public Input<string>? Message { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => throw new FaultException(
        context.Get(Code), context.Get(Category), context.Get(FaultType),
        context.Get(Message) ?? $"Fault {context.Get(Code)} ({context.Get(Category)}, {context.Get(FaultType)}).");
}

/// <summary>Thrown by <see cref="Fault"/>.</summary>
public sealed class FaultException(string? code, string? category, string? type, string message) : Exception(message)
{
    public string? Code => code;
    public string? Category => category;
    public string? Type => type;
}
