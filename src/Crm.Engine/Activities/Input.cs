using Crm.Engine.Expressions;

namespace Crm.Engine.Activities;

/// <summary>A value that the definition gives an activity, as an expression. Read it with <c>context.Get(input)</c>.</summary>
public abstract class Input(Type type, Expression expression)
{
    public Type Type => type;
    public Expression Expression => expression;

    /// <summary>The property it belongs to, e.g. "Text".</summary>
    public string Name { get; internal set; } = "";
    internal bool AutoEvaluate { get; set; } = true;
}

/// <summary>An input of type <typeparamref name="T"/>; its value is converted to that type.</summary>
public sealed class Input<T>(Expression expression) : Input(typeof(T), expression)
{
    public Input(T value) : this(Expression.Literal(value)) { }
}

/// <summary>Where an activity's value goes: a variable in scope, or an output of the workflow.</summary>
public abstract class Output(string? reference)
{
    /// <summary>The id of a variable, or the name of a workflow output.</summary>
    public string? Reference => reference;
    public string Name { get; internal set; } = "";
}

/// <summary>An output of type <typeparamref name="T"/>. Set it with <c>context.Set(output, value)</c>.</summary>
public sealed class Output<T>(string? reference = null) : Output(reference);
