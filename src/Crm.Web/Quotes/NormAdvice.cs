using Crm.Quotes.Prices;

namespace Crm.Quotes;

/// <summary>How far a quote is below the company's margin norm, and which price would reach it.</summary>
/// <param name="Line">The line of which the price weighs most; null when no price can do it.</param>
public sealed record NormAdvice(decimal Norm, decimal PointsBelow, QuoteLine? Line, decimal Price)
{
    /// <summary>Null at or above the norm, and for a quote that comes to nothing.</summary>
    public static NormAdvice? Of(IReadOnlyList<QuoteLine> lines, QuoteTotals totals, decimal norm, bool pricesIncludeVat)
    {
        if (totals.Net <= 0 || totals.Margin * 100 >= totals.Net * norm)
            return null;
        var below = Math.Max(0.1m, norm - totals.MarginPercent!.Value);
        var line = lines.Zip(totals.Lines).Where(pair => pair.First is { IsCounted: true, Quantity: > 0, Discount: < 100, Kind: not LineKind.Surcharge })
            .OrderByDescending(pair => pair.Second.Net).Select(pair => pair.First).FirstOrDefault();
        if (line is null || norm >= 100)
            return new(norm, below, null, 0);
        var missing = totals.Cost / (1 - norm / 100) - totals.Net;
        if (pricesIncludeVat)
            missing *= (100 + line.VatRate) / 100;
        var more = missing / (line.Quantity * (100 - line.Discount) / 100);
        return new(norm, below, line, Math.Ceiling((line.Price + more) * 100) / 100);
    }
}
