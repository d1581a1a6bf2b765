using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Forecasts;

/// <summary>The figures of a forecast as they were until they changed. With what the forecast says now, any past day can be added up by the database.</summary>
public sealed class ForecastState
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ForecastId { get; init; }
    public required DateTime Since { get; set; }
    public required DateTime Until { get; set; }
    /// <summary>When the forecast was entered: before that it did not exist.</summary>
    public required DateTime CreatedAt { get; init; }
    public required Guid ResponsibleId { get; set; }
    public string Shared { get; set; } = "";
    public Guid? GroupId { get; set; }
    public Guid? SourceId { get; set; }
    public Guid? CampaignId { get; set; }
    public Guid? CompetitorId { get; set; }
    public required Guid StatusId { get; set; }
    public required DateTime StatusSince { get; set; }
    public decimal Chance { get; set; }
    public decimal ExpectedAmount { get; set; }
    public decimal WeightedAmount { get; set; }
    public required DateOnly StartDate { get; set; }
    public required DateOnly ExpectedDate { get; set; }
    public int TimesPushed { get; set; }
    public int DaysPushed { get; set; }
    public ForecastResult Result { get; set; }
    public decimal? OrderAmount { get; set; }
    public DateOnly? ClosedOn { get; set; }
    public Guid? LossReasonId { get; set; }
    public Guid? LostToId { get; set; }

    /// <summary>What the forecast said up to now.</summary>
    public static ForecastState Of(Forecast forecast, DateTime until) => new()
    {
        ForecastId = forecast.Id,
        Since = forecast.FiguresSince > forecast.CreatedAt ? forecast.FiguresSince : forecast.CreatedAt,
        Until = until,
        CreatedAt = forecast.CreatedAt,
        ResponsibleId = forecast.ResponsibleId,
        Shared = forecast.Shared,
        GroupId = forecast.GroupId,
        SourceId = forecast.SourceId,
        CampaignId = forecast.CampaignId,
        CompetitorId = forecast.CompetitorId,
        StatusId = forecast.StatusId,
        StatusSince = forecast.StatusSince,
        Chance = forecast.Chance,
        ExpectedAmount = forecast.ExpectedAmount,
        WeightedAmount = forecast.WeightedAmount,
        StartDate = forecast.StartDate,
        ExpectedDate = forecast.ExpectedDate,
        TimesPushed = forecast.TimesPushed,
        DaysPushed = forecast.DaysPushed,
        Result = forecast.Result,
        OrderAmount = forecast.OrderAmount,
        ClosedOn = forecast.ClosedOn,
        LossReasonId = forecast.LossReasonId,
        LostToId = forecast.LostToId,
    };

    /// <summary>The one before it, to take a change back from.</summary>
    public ForecastState Copy(DateTime until) => new()
    {
        ForecastId = ForecastId, Since = Since, Until = until, CreatedAt = CreatedAt, ResponsibleId = ResponsibleId, Shared = Shared, GroupId = GroupId, SourceId = SourceId, CampaignId = CampaignId,
        CompetitorId = CompetitorId, StatusId = StatusId, StatusSince = StatusSince, Chance = Chance, ExpectedAmount = ExpectedAmount, WeightedAmount = WeightedAmount, StartDate = StartDate, ExpectedDate = ExpectedDate,
        TimesPushed = TimesPushed, DaysPushed = DaysPushed, Result = Result, OrderAmount = OrderAmount, ClosedOn = ClosedOn, LossReasonId = LossReasonId, LostToId = LostToId,
    };

    public static void Map(EntityTypeBuilder<ForecastState> state)
    {
        state.Property(s => s.Shared).HasDefaultValue("");
        state.HasIndex(s => new { s.ForecastId, s.Until });
        state.HasIndex(s => new { s.Until, s.Since });
        state.HasIndex(s => new { s.StatusSince, s.ForecastId, s.StatusId });
    }
}
