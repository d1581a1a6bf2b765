using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Quotes;

/// <summary>What a quote line is (AFAS VaIt).</summary>
public enum LineKind { WorkType, Article, Text, Subtotal, Surcharge, Cost, Composition }

/// <summary>Something we sell: hours of a work type, an article, a cost.</summary>
public sealed class CatalogueItem
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Code { get; init; }
    public required LineKind Kind { get; init; }
    public required LocalText Name { get; set; }
    public required string Unit { get; set; }
    /// <summary>Excluding VAT.</summary>
    public decimal Price { get; set; }
    public decimal CostPrice { get; set; }
    public required string VatCode { get; set; }
    public bool IsArchived { get; set; }

    public static void Map(EntityTypeBuilder<CatalogueItem> item)
    {
        item.HasIndex(i => i.Code).IsUnique();
        item.OwnsOne(i => i.Name);
        item.Navigation(i => i.Name).IsRequired();
    }
}
