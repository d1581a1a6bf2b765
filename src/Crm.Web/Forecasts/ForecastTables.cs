using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Forecasts;

/// <summary>A step of the sales process, the organisation's own. With a chance it sets and locks the forecast's chance.</summary>
public sealed class ForecastStatus
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>What workflow definitions call it: "new", "qualified", "quote", "negotiation", "verbal".</summary>
    public required string Key { get; init; }
    public required LocalText Name { get; set; }
    /// <summary>One of the five colours of the look, "st1" … "st5", or one of the organisation's own: "st-3278bd".</summary>
    public required string Color { get; set; }
    public int Order { get; set; }
    /// <summary>Per cent, 0–100; null leaves the forecast's own chance free.</summary>
    public decimal? Chance { get; set; }
    public int? StaleAfterDays { get; set; }
    /// <summary>Chosen no more; what stands in it stays there.</summary>
    public bool IsArchived { get; set; }

    public void RefuseWhenRetired()
    {
        if (IsArchived)
            throw RefusedException.Invalid("Status", $"De status {Name.Nl} is vervallen; kies een andere.", $"The status {Name.En} was retired; choose another.");
    }

    public static void Map(EntityTypeBuilder<ForecastStatus> status)
    {
        status.HasIndex(s => s.Key).IsUnique();
        status.OwnsOne(s => s.Name);
        status.Navigation(s => s.Name).IsRequired();
    }
}

/// <summary>A row of one of the small tables behind a forecast: group, source, reason of loss, competitor; and the type of a campaign.</summary>
public sealed class ForecastOption
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required ForecastOptionKind Kind { get; init; }
    public required LocalText Name { get; set; }
    public int Order { get; set; }
    public bool IsArchived { get; set; }

    public static void Map(EntityTypeBuilder<ForecastOption> option)
    {
        option.OwnsOne(o => o.Name);
        option.Navigation(o => o.Name).IsRequired();
        option.HasIndex(o => new { o.Kind, o.Order });
    }
}

public enum ForecastOptionKind { Group, Source, LossReason, Competitor, CampaignType }
