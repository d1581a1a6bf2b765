using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.Signing;

[Activity("Crm", "Quotes", "Ends a quote that was not signed in time; its links say so from then on.", DisplayName = "Expire quote")]
public sealed class ExpireQuote : CodeActivity
{
    [Input(Description = "Id of the quote.", IsRequired = true)] public Input<Guid> QuoteId { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var process = Actor.Workflow(context.WorkflowExecutionContext.DefinitionName);
        await context.GetRequiredService<SigningDesk>().ExpireAsync(context.Get(QuoteId), process, context.CancellationToken);
    }
}
