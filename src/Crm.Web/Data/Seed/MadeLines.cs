using Crm.Quotes;
using Crm.Quotes.Prices;

namespace Crm.Data.Seed;

/// <summary>Quote lines that come to a given amount: an article, the hours to fit it, and the small materials that make the sum come out.</summary>
public sealed class MadeLines(IReadOnlyCollection<CatalogueItem> catalogue)
{
    readonly IReadOnlyList<CatalogueItem> articles = [.. catalogue.Where(item => item.Kind == LineKind.Article).OrderByDescending(item => item.Price)];
    readonly CatalogueItem hours = catalogue.First(item => item.Code == "W100");
    readonly CatalogueItem commissioning = catalogue.First(item => item.Code == "W200");

    /// <param name="discount">Per cent, on the article.</param>
    public List<QuoteLine> For(decimal amount, Guid quoteId, Func<Guid> newId, decimal discount = 0)
    {
        var article = articles.FirstOrDefault(item => item.Price < amount * 0.45m) ?? articles[^1];
        List<QuoteLine> lines =
        [
            Line(article, Math.Max(1, Math.Floor(amount * 0.5m / article.Price))),
            Line(hours, Math.Floor(amount * 0.28m / hours.Price)),
            Line(commissioning, 4),
        ];
        lines[0].Discount = discount;
        var rest = amount - lines.Sum(line => QuoteTotals.Round(line.Quantity * line.Price * (100 - line.Discount) / 100));
        lines.Add(new() { Id = newId(), QuoteId = quoteId, Key = newId(), Kind = LineKind.Cost, Description = "Klein materiaal en bevestiging", Unit = "post", Price = rest, CostPrice = Math.Round(rest * 0.72m, 2) });
        for (var order = 0; order < lines.Count; order++)
            lines[order].Order = order;
        return lines;

        QuoteLine Line(CatalogueItem item, decimal quantity) => new()
        {
            Id = newId(), QuoteId = quoteId, Key = newId(), Kind = item.Kind, Code = item.Code, Description = item.Name.Nl, Text = item.Text.Nl, Quantity = quantity, Unit = item.Unit,
            Price = item.Price, CostPrice = item.CostPrice, VatCode = item.VatCode,
        };
    }
}
