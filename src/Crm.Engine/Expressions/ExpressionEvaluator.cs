using Crm.Engine.Execution;
using Crm.Engine.Expressions.Scripting;
using Crm.Engine.Expressions.Templating;

namespace Crm.Engine.Expressions;

/// <summary>Finds the value of an expression and converts it to the type that is asked for.</summary>
sealed class ExpressionEvaluator(WorkflowOptions options, TimeProvider clock)
{
    readonly JavaScript javaScript = new(options, clock);
    readonly Liquid liquid = new(options);

    public ValueTask<object?> EvaluateAsync(Expression expression, Type type, ActivityExecutionContext context) =>
        new(ValueConverter.To(Evaluate(expression, type, context), type));

    /// <summary>Runs a script for its effects and its value.</summary>
    public object? Run(string script, ActivityExecutionContext context, ScriptOutcomes? outcomes) =>
        javaScript.Run(script, context, outcomes);

    object? Evaluate(Expression expression, Type type, ActivityExecutionContext context) => expression.Type switch
    {
        "Literal" => expression.Value,
        "Object" or "Json" => ObjectOf(expression, type),
        "Variable" => VariableOf(expression, context),
        "Input" => context.ReadInput(expression.Value is Reference reference ? reference.Name : expression.Text),
        "JavaScript" => javaScript.Run(expression.Text, context, null),
        "Liquid" => liquid.Render(expression.Text, context),
        "CSharp" or "C#" =>
            throw new NotSupportedException("C# expressions do not run here: they would give every designer the server. Use JavaScript."),
        _ => throw new NotSupportedException($"The expression type '{expression.Type}' is not known here."),
    };

    // The text itself where anything fits: a JSON text in an Object input stays a string.
    static object? ObjectOf(Expression expression, Type type) => expression.Value switch
    {
        string text when string.IsNullOrWhiteSpace(text) => null,
        string text when type != typeof(object) && type != typeof(string) => ValueJson.Parse(text),
        var value => value,
    };

    static object? VariableOf(Expression expression, ActivityExecutionContext context)
    {
        var reference = expression.Value as Reference ?? new Reference(expression.Text, expression.Text);
        return context.TryReadVariable(reference, out var value)
            ? value
            : throw new InvalidOperationException($"Variable '{(reference.Name.Length > 0 ? reference.Name : reference.Id)}' not found.");
    }
}

/// <summary>The outcomes that a script chose.</summary>
sealed class ScriptOutcomes
{
    public IReadOnlyList<string>? Chosen { get; set; }
}
