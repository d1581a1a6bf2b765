using Crm.Engine.Activities;
using Crm.Engine.Execution;

namespace Crm.Quotes;

[Activity("Crm", "Quotes", "Tells whether the forecast of this quote has another quote that can still be signed: in preparation, in review, approved or sent.", DisplayName = "Other quotes open?")]
[FlowNode("Yes", "No")]
public sealed class CheckOtherQuotes : Activity
{
    [Input(DisplayName = "Quote", IsRequired = true)]
    public Input<Guid> QuoteId { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var others = await context.GetRequiredService<QuoteQueries>().HasOthersAliveAsync(context.Get(QuoteId), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(others ? "Yes" : "No");
    }
}
