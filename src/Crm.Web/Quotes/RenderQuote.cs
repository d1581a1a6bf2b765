using Crm.Engine;
using Crm.Engine.Activities;
using Crm.Engine.Execution;

namespace Crm.Quotes;

[Activity("Crm", "Quotes", "Prints the quote as a PDF with its template, and goes on when the PDF is there.", DisplayName = "Render quote")]
public sealed class RenderQuote : Activity
{
    [Input(Description = "Id of the quote.", IsRequired = true)] public Input<Guid> QuoteId { get; set; } = default!;

    [Output(Description = "Id of the PDF.")] public Output<string>? FileId { get; set; }

    /// <summary>Wakes whoever waits for this print.</summary>
    public static Stimulus Printed(string ticket) => new("Crm.RenderQuote", StimulusOf(ticket));

    public static object StimulusOf(string ticket) => new { Ticket = ticket };

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        await context.GetRequiredService<QuotePrints>().AskAsync(context.Get(QuoteId), context.Id, context.CancellationToken);
        context.CreateBookmark(StimulusOf(context.Id));
    }

    protected override async ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        var file = await context.GetRequiredService<QuotePrints>().CurrentAsync(context.Get(QuoteId), context.CancellationToken);
        context.Set(FileId, file?.ToString("D"));
    }
}
