using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Campaigns;

public enum CostKind { Fixed, Invoice }

/// <summary>Money for a campaign: a cost that is known beforehand, or the invoice that came for one.</summary>
public sealed class CampaignCost
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CampaignId { get; init; }
    public required CostKind Kind { get; init; }
    public required string Description { get; set; }
    public required decimal Amount { get; set; }
    public required DateOnly Date { get; set; }
    public string Supplier { get; set; } = "";
    public string InvoiceNumber { get; set; } = "";
    /// <summary>The fixed cost, or the action with its cost per contact, that this invoice is for: the estimate then counts no more.</summary>
    public Guid? SettlesId { get; set; }

    public static void Map(EntityTypeBuilder<CampaignCost> cost)
    {
        cost.Property(c => c.Description).HasMaxLength(200);
        cost.Property(c => c.Supplier).HasMaxLength(100);
        cost.Property(c => c.InvoiceNumber).HasMaxLength(40);
        cost.HasIndex(c => c.CampaignId);
    }
}
