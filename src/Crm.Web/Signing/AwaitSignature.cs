using Crm.Engine;
using Crm.Engine.Activities;
using Crm.Engine.Execution;

namespace Crm.Signing;

[Activity("Crm", "Quotes", "Waits until the customer signs or declines the quote, or it is withdrawn.", DisplayName = "Await signature")]
[FlowNode("Signed", "Declined", "Withdrawn")]
public sealed class AwaitSignature : Activity
{
    [Input(Description = "Id of the quote.", IsRequired = true)] public Input<Guid> QuoteId { get; set; } = default!;

    [Output] public Output<string>? Outcome { get; set; }
    [Output(Description = "Why the customer declined.")] public Output<string>? Reason { get; set; }

    /// <summary>Makes whoever waits for this quote go on.</summary>
    public static Stimulus Ended(Guid quoteId, string outcome, string reason) => new("Crm.AwaitSignature", StimulusOf(quoteId))
    {
        Input = new Dictionary<string, object?> { [nameof(Outcome)] = outcome, [nameof(Reason)] = reason },
    };

    static object StimulusOf(Guid quoteId) => new { QuoteId = quoteId };

    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.CreateBookmark(StimulusOf(context.Get(QuoteId)));
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        var outcome = context.ResumeInput.TryGetValue(nameof(Outcome), out var told) ? told?.ToString() ?? "" : "";
        context.Set(Outcome, outcome);
        context.Set(Reason, context.ResumeInput.TryGetValue(nameof(Reason), out var reason) ? reason?.ToString() : "");
        if (outcome == "Withdrawn")
            await context.GetRequiredService<SigningDesk>().WithdrawAsync(context.Get(QuoteId), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(outcome);
    }
}
