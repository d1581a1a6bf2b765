using Crm.Data;
using Crm.Quotes;
using Crm.Quotes.Prices;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Projects;

/// <summary>A budget line, copied from the quote as it was. Amounts exclude VAT, whatever the quote was printed with.</summary>
public sealed class ProjectLine
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid ProjectId { get; init; }
    /// <summary>The line of the quote that it came from.</summary>
    public required Guid QuoteLineId { get; init; }
    public int Order { get; init; }
    public required LineKind Kind { get; init; }
    public string Code { get; init; } = "";
    public required string Description { get; init; }
    public decimal Quantity { get; init; }
    public string Unit { get; init; } = "";
    /// <summary>Per unit; of a surcharge the percentage.</summary>
    public decimal Price { get; init; }
    public decimal CostPrice { get; init; }
    public decimal Amount { get; init; }
    public decimal CostAmount { get; init; }
    public bool IsOptional { get; init; }

    public static ProjectLine Of(QuoteLine line, LineTotal total, int order) => new()
    {
        QuoteLineId = line.Id,
        Order = order,
        Kind = line.Kind,
        Code = line.Code,
        Description = line.Description,
        Quantity = line.Quantity,
        Unit = line.Unit,
        Price = line.Price,
        CostPrice = line.CostPrice,
        Amount = line.IsCharged ? total.Net : 0,
        CostAmount = total.Cost,
        IsOptional = line.IsOpenOption,
    };

    public static void Map(EntityTypeBuilder<ProjectLine> line)
    {
        line.Property(l => l.Quantity).HasConversion<Thousandths>();
        line.HasIndex(l => new { l.ProjectId, l.Order });
    }
}
