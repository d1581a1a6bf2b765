using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Quotes.Prices;

/// <summary>Something we sell: hours of a work type, an article, a cost, or a composition of those.</summary>
public sealed class CatalogueItem
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Code { get; init; }
    public required LineKind Kind { get; init; }
    public required LocalText Name { get; set; }
    /// <summary>What the customer reads about it under its name; may be empty.</summary>
    public LocalText Text { get; set; } = new("", "");
    /// <summary>A photograph of it, printed beside that.</summary>
    public Guid? PictureId { get; set; }
    public required string Unit { get; set; }
    /// <summary>Excluding VAT, until the first of the later prices.</summary>
    public decimal Price { get; set; }
    public decimal CostPrice { get; set; }
    public CataloguePrices Prices { get; set; } = CataloguePrices.None;
    /// <summary>Of a composition.</summary>
    public CatalogueParts Parts { get; set; } = CatalogueParts.None;
    public required string VatCode { get; set; }
    public bool IsArchived { get; set; }

    public (decimal Price, decimal CostPrice) At(DateOnly day) => Prices.On(day) is { } later ? (later.Price, later.CostPrice) : (Price, CostPrice);

    /// <summary>Turns what was read without being followed into what it costs on a day. What is not stated of a composition is the sum of its parts.</summary>
    public void PriceAt(DateOnly day, IReadOnlyDictionary<string, CatalogueItem> parts)
    {
        (Price, CostPrice) = At(day);
        var costs = Parts.All.Where(part => parts.ContainsKey(part.Code)).Select(part => (part.Quantity, At: parts[part.Code].At(day))).ToList();
        Price = Price > 0 ? Price : QuoteTotals.Round(costs.Sum(part => part.Quantity * part.At.Price));
        CostPrice = CostPrice > 0 ? CostPrice : QuoteTotals.Round(costs.Sum(part => part.Quantity * part.At.CostPrice));
    }

    public static void Map(EntityTypeBuilder<CatalogueItem> item)
    {
        item.HasIndex(i => i.Code).IsUnique();
        item.OwnsOne(i => i.Name);
        item.Navigation(i => i.Name).IsRequired();
        item.OwnsOne(i => i.Text);
        item.Navigation(i => i.Text).IsRequired();
        item.Property(i => i.Prices).HasConversion<JsonColumn<CataloguePrices>>(new JsonComparer<CataloguePrices>()).HasDefaultValueSql("'{\"all\":[]}'");
        item.Property(i => i.Parts).HasConversion<JsonColumn<CatalogueParts>>(new JsonComparer<CatalogueParts>()).HasDefaultValueSql("'{\"all\":[]}'");
    }
}
