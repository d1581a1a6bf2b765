using Crm.Quotes.Grid;
using Crm.Quotes.Layout;

namespace Crm.Quotes;

/// <summary>All that a quote says, as it was at one moment: to compare two versions, or now with the last review.</summary>
public sealed record QuoteContent(
    string Title, string Introduction, string Closing, string PaymentTerms, string Delivery, DateOnly ValidUntil,
    decimal Net, decimal Cost, IReadOnlyList<LineContent> Lines, QuoteBlocks? Blocks = null)
{
    public static QuoteContent Of(Quote quote)
    {
        var totals = quote.Totals;
        return new(
            quote.Title, quote.Introduction, quote.Closing, quote.PaymentTerms, quote.Delivery, quote.ValidUntil, totals.Net, totals.Cost,
            [.. quote.InOrder.Zip(totals.Lines).Select(pair => new LineContent(LineEntry.Of(pair.First), pair.Second.Amount, pair.First.IsOpenOption))], quote.Blocks);
    }
}

/// <summary>A line and what it came to.</summary>
/// <param name="IsOpen">An option or an alternative outside the total.</param>
public sealed record LineContent(LineEntry Line, decimal Amount, bool IsOpen = false);
