using Crm.Forecasts;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Efforts;

/// <summary>What selling costs: hours that somebody spent on a forecast, money that was paid for it, or both. It says nothing of the work that is sold.</summary>
public sealed class SalesEffort
{
    public const int DescriptionLength = 200;
    public const decimal MostHours = 24;
    public const decimal MostCost = 1_000_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ForecastId { get; init; }
    /// <summary>Who spent the hours, or paid.</summary>
    public required Guid EmployeeId { get; set; }
    public required DateOnly Date { get; set; }
    /// <summary>Of one day.</summary>
    public decimal Hours { get; set; }
    /// <summary>Excluding VAT.</summary>
    public decimal Cost { get; set; }
    public required string Description { get; set; }
    public required DateTime BookedAt { get; init; }
    public required string BookedBy { get; init; }

    public static void Map(EntityTypeBuilder<SalesEffort> effort)
    {
        effort.Property(e => e.Description).HasMaxLength(DescriptionLength);
        effort.Property(e => e.BookedBy).HasMaxLength(200);
        effort.HasOne<Forecast>().WithMany().HasForeignKey(e => e.ForecastId);
        effort.HasIndex(e => new { e.ForecastId, e.Date });
        effort.HasIndex(e => new { e.EmployeeId, e.Date });
    }
}
