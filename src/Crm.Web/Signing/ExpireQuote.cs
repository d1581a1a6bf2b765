using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.Signing;

[Activity("Crm", "Quotes", "Ends a quote that was not signed in time; its links say so from then on. Waits when only our own signature is missing.", DisplayName = "Expire quote")]
public sealed class ExpireQuote : Activity
{
    [Input(Description = "Id of the quote.", IsRequired = true)] public Input<Guid> QuoteId { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var process = Actor.Workflow(context.WorkflowExecutionContext.DefinitionName);
        if (await context.GetRequiredService<SigningDesk>().ExpireAsync(context.Get(QuoteId), process, context.CancellationToken))
            await context.CompleteActivityAsync();
        else
            // Nothing resumes it: the branch that waits for the signature ends this one.
            context.CreateBookmark(new { QuoteId = context.Get(QuoteId), Until = nameof(EnvelopeStatus.CounterSigning) });
    }
}
