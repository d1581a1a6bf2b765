using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.Signing;

[Activity("Crm", "Quotes", "Reminds the contact by mail that the quote is waiting to be signed.", DisplayName = "Remind contact")]
public sealed class RemindContact : CodeActivity
{
    [Input(Description = "Id of the quote.", IsRequired = true)] public Input<Guid> QuoteId { get; set; } = default!;

    [Output(Description = "False when there was nothing left to sign.")] public Output<bool>? IsReminded { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var process = Actor.Workflow(context.WorkflowExecutionContext.DefinitionName);
        context.Set(IsReminded, await context.GetRequiredService<SigningDesk>().RemindAsync(context.Get(QuoteId), process, context.CancellationToken));
    }
}
