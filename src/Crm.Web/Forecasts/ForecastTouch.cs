using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Forecasts;

/// <summary>Somebody put a campaign on a forecast.</summary>
public sealed class ForecastTouch
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ForecastId { get; init; }
    public required Guid CampaignId { get; init; }
    public required DateTime At { get; init; }

    public static void Map(EntityTypeBuilder<ForecastTouch> touch)
    {
        touch.HasIndex(t => t.ForecastId);
        touch.HasIndex(t => t.CampaignId);
    }
}
