using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Writes a line of text.</summary>
[Activity("Elsa", "Console", "Writes a line of text.", DisplayName = "Write Line")]
public sealed class WriteLine : CodeActivity
{
    [Input(Description = "The text to write.")]
    public Input<string>? Text { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.WorkflowExecutionContext.Engine.Options.WriteLine(context.Get(Text) ?? "");
        return default;
    }
}
