using Crm.Quotes.Prices;

namespace Crm.Quotes;

/// <summary>What statuses and kinds are called on the screen.</summary>
public static class QuoteNames
{
    public static string Name(this QuoteStatus status) => status switch
    {
        QuoteStatus.Draft => Say("Concept", "Draft"),
        QuoteStatus.InReview => Say("In beoordeling", "In review"),
        QuoteStatus.Approved => Say("Goedgekeurd", "Approved"),
        QuoteStatus.Sent => Say("Verstuurd", "Sent"),
        QuoteStatus.Signed => Say("Getekend", "Signed"),
        QuoteStatus.Declined => Say("Afgewezen", "Declined"),
        QuoteStatus.Expired => Say("Verlopen", "Expired"),
        QuoteStatus.Withdrawn => Say("Ingetrokken", "Withdrawn"),
        _ => Say("Vervangen", "Replaced"),
    };

    public static string Name(this LineKind kind) => kind switch
    {
        LineKind.WorkType => Say("Werksoort", "Work type"),
        LineKind.Article => Say("Artikel", "Article"),
        LineKind.Text => Say("Tekst", "Text"),
        LineKind.Subtotal => Say("Subtotaal", "Subtotal"),
        LineKind.Surcharge => Say("Toeslag", "Surcharge"),
        LineKind.Cost => Say("Kosten", "Cost"),
        _ => Say("Samenstelling", "Composition"),
    };
}
