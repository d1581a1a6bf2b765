using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Campaigns;

public enum CampaignPhase { Coming, Running, Past }

/// <summary>An effort to reach many people at once, with what it may cost and what it should bring.</summary>
public sealed class Campaign : IVersioned
{
    public const int NameLength = 100;
    public const int GoalLength = 2000;
    public const decimal LargestAmount = 999_999_999.99m;

    public static readonly IReadOnlyList<string> Watched =
        [nameof(Name), nameof(TypeId), nameof(ResponsibleId), nameof(StartDate), nameof(EndDate), nameof(ExpectedRevenue), nameof(Budget), nameof(Goal), nameof(IsArchived)];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>"C-2026-007".</summary>
    public required string Number { get; init; }
    public required string Name { get; set; }
    public Guid? TypeId { get; set; }
    public required Guid ResponsibleId { get; set; }
    public required DateOnly StartDate { get; set; }
    public required DateOnly EndDate { get; set; }
    /// <summary>Compared with what was scored.</summary>
    public decimal ExpectedRevenue { get; set; }
    /// <summary>Compared with what it cost.</summary>
    public decimal Budget { get; set; }
    public string Goal { get; set; } = "";
    public bool IsArchived { get; set; }
    public required DateTime CreatedAt { get; init; }
    public int Revision { get; set; }

    public CampaignPhase PhaseOn(DateOnly day) => day < StartDate ? CampaignPhase.Coming : day > EndDate ? CampaignPhase.Past : CampaignPhase.Running;

    public static void Map(EntityTypeBuilder<Campaign> campaign)
    {
        campaign.Property(c => c.Number).HasMaxLength(20);
        campaign.Property(c => c.Name).HasMaxLength(NameLength);
        campaign.Property(c => c.Goal).HasMaxLength(GoalLength);
        campaign.HasIndex(c => c.Number).IsUnique();
        campaign.HasIndex(c => new { c.IsArchived, c.StartDate, c.Id });
    }
}
