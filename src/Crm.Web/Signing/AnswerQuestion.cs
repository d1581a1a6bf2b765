using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.Signing;

[Activity("Crm", "Quotes", "Mails the author's answer to the contact who asked, and shows it beside the quote.", DisplayName = "Answer question")]
public sealed class AnswerQuestion : CodeActivity
{
    [Input(Description = "Id of the envelope.", IsRequired = true)] public Input<Guid> EnvelopeId { get; set; } = default!;
    [Input(UIHint = "multiline", IsRequired = true)] public Input<string> Answer { get; set; } = default!;
    [Input(Description = "Id of the employee who answers.")] public Input<Guid?>? AnsweredById { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var process = Actor.Workflow(context.WorkflowExecutionContext.DefinitionName);
        await context.GetRequiredService<SigningDesk>().AnswerAsync(context.Get(EnvelopeId), context.Get(Answer) ?? "", context.Get(AnsweredById), process, context.CancellationToken);
    }
}
