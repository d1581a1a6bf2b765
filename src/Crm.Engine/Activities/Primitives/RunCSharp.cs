using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Is read and kept, but does not run here: it would give every designer the server.</summary>
[Activity("Elsa", "Scripting", "C# does not run here; use Run JavaScript.", DisplayName = "Run C#")]
public sealed class RunCSharp : Activity
{
    [Input(UIHint = "code-editor")]
    public Input<string>? Script { get; set; }

    [Input(UIHint = "dynamic-outcomes")]
    public Input<List<string>>? PossibleOutcomes { get; set; }

    [Output]
    public Output<object>? Result { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        throw new NotSupportedException("C# does not run here: it would give every designer the server. Use RunJavaScript.");
}
