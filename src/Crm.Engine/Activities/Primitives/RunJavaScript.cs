using Crm.Engine.Execution;
using Crm.Engine.Expressions;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Runs a script.</summary>
[Activity("Elsa", "Scripting", "Runs a script.", DisplayName = "Run JavaScript")]
public sealed class RunJavaScript : Activity
{
    [Input(UIHint = "code-editor")]
    public Input<string>? Script { get; set; }

    [Input(Description = "The outcomes that the script may set.", UIHint = "dynamic-outcomes")]
    public Input<List<string>>? PossibleOutcomes { get; set; }

    [Output]
    public Output<object>? Result { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var outcomes = new ScriptOutcomes();
        var script = context.Get(Script) ?? "";
        if (context.WorkflowExecutionContext.Engine.Expressions.Run(script, context, outcomes) is { } result)
            context.Set(Result, result);
        return outcomes.Chosen is { } chosen
            ? context.CompleteActivityWithOutcomesAsync([.. chosen])
            : context.CompleteActivityAsync();
    }
}
