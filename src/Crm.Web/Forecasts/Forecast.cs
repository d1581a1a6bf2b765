using Crm.Data;
using Crm.Relations;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Forecasts;

/// <summary>Open, closed and scored (G), or closed and not scored (N).</summary>
public enum ForecastResult { Open, Scored, NotScored }

/// <summary>A sales opportunity at a relation.</summary>
public sealed class Forecast : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>"2026-118".</summary>
    public required string Number { get; init; }
    public required Guid RelationId { get; init; }
    public Relation? Relation { get; init; }
    public Guid? ContactId { get; set; }
    public Contact? Contact { get; init; }
    public required string Description { get; set; }
    public required Guid ResponsibleId { get; set; }
    public Guid? GroupId { get; set; }
    public Guid? SourceId { get; set; }
    public required Guid StatusId { get; set; }
    public ForecastStatus? Status { get; set; }
    public required DateTime StatusSince { get; set; }
    /// <summary>Per cent, 0–100. Copied from the status when that has one; never changed by a later edit of the status.</summary>
    public decimal Chance { get; set; }
    public decimal ExpectedAmount { get; set; }
    /// <summary>Expected amount × chance, stored so that the databases can add it up.</summary>
    public decimal WeightedAmount { get; set; }
    /// <summary>True: the expected amount is the total of the quotes that count.</summary>
    public bool AmountFollowsQuotes { get; set; } = true;
    public required DateOnly StartDate { get; set; }
    public required DateOnly ExpectedDate { get; set; }
    public ForecastResult Result { get; set; }
    public decimal? OrderAmount { get; set; }
    public DateOnly? ClosedOn { get; set; }
    public Guid? LossReasonId { get; set; }
    public Guid? LostToId { get; set; }
    public string Remark { get; set; } = "";
    public Guid? ProjectId { get; set; }
    public required DateTime CreatedAt { get; init; }
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<Forecast> forecast)
    {
        forecast.Property(f => f.Number).HasMaxLength(20);
        forecast.HasIndex(f => f.Number).IsUnique();
        forecast.Property(f => f.Description).HasMaxLength(100);
        forecast.HasIndex(f => f.RelationId);
        forecast.HasIndex(f => new { f.Result, f.StatusId });
        forecast.HasIndex(f => new { f.Result, f.ClosedOn });
        forecast.HasIndex(f => f.ResponsibleId);
    }
}
