using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.Quotes;

[Activity("Crm", "Quotes", "Takes a quote to its next step: review, approval, back to its author, withdrawal.", DisplayName = "Set quote status")]
public sealed class SetQuoteStatus : CodeActivity
{
    [Input(Description = "Id of the quote.", IsRequired = true)] public Input<Guid> QuoteId { get; set; } = default!;

    [Input(Description = "InReview, Approved, Draft (sent back) or Withdrawn.", UIHint = "dropdown", Options = ["InReview", "Approved", "Draft", "Withdrawn"], IsRequired = true)]
    public Input<string> Status { get; set; } = default!;

    [Input(Description = "Why it goes back to its author.", UIHint = "multiline")] public Input<string>? Reason { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var composer = context.GetRequiredService<QuoteComposer>();
        var process = Actor.Workflow(context.WorkflowExecutionContext.DefinitionName);
        var (id, cancel) = (context.Get(QuoteId), context.CancellationToken);
        await (context.Get(Status) switch
        {
            nameof(QuoteStatus.InReview) => composer.RequestReviewAsync(id, process, cancel),
            nameof(QuoteStatus.Approved) => composer.ApproveAsync(id, process, cancel),
            nameof(QuoteStatus.Draft) => composer.SendBackAsync(id, context.Get(Reason), process, cancel),
            nameof(QuoteStatus.Withdrawn) => composer.WithdrawAsync(id, process, cancel),
            var other => throw new ArgumentException($"A process cannot make a quote '{other}'."),
        });
    }
}
