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

/// <summary>A VAT rate from a day on; the rate follows the date of the quote.</summary>
public sealed class VatRate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>"high", "low", "zero", "exempt" or "reversed".</summary>
    public required string Code { get; init; }
    public required DateOnly ValidFrom { get; init; }
    /// <summary>Per cent.</summary>
    public required decimal Rate { get; init; }
}
