using Crm.Data;

namespace Crm.Forecasts;

/// <summary>The figures of a forecast as they are, or as they were until they changed.</summary>
public sealed class Standing
{
    public Guid Id { get; init; }
    /// <summary>What holds these figures: the forecast, or a state of the past.</summary>
    public Guid FiguresId { get; init; }
    public DateTime CreatedAt { get; init; }
    /// <summary>From when to when the figures were so; for ever when they still are.</summary>
    public DateTime Since { get; init; }
    public DateTime Until { get; init; }
    public Guid ResponsibleId { get; init; }
    public Guid? GroupId { get; init; }
    public Guid? SourceId { get; init; }
    public Guid? CampaignId { get; init; }
    public Guid? CompetitorId { get; init; }
    public Guid StatusId { get; init; }
    public DateTime StatusSince { get; init; }
    public decimal ExpectedAmount { get; init; }
    public decimal WeightedAmount { get; init; }
    public DateOnly StartDate { get; init; }
    public DateOnly ExpectedDate { get; init; }
    public int TimesPushed { get; init; }
    public int DaysPushed { get; init; }
    public ForecastResult Result { get; init; }
    public decimal? OrderAmount { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public Guid? LossReasonId { get; init; }
    public Guid? LostToId { get; init; }

    public static IQueryable<Standing> Of(IQueryable<ForecastState> states) => states.AsNoTracking().Select(s => new Standing
    {
        Id = s.ForecastId, FiguresId = s.Id, CreatedAt = s.CreatedAt, Since = s.Since, Until = s.Until, ResponsibleId = s.ResponsibleId, GroupId = s.GroupId, SourceId = s.SourceId,
        CampaignId = s.CampaignId, CompetitorId = s.CompetitorId, StatusId = s.StatusId, StatusSince = s.StatusSince, ExpectedAmount = s.ExpectedAmount, WeightedAmount = s.WeightedAmount, StartDate = s.StartDate,
        ExpectedDate = s.ExpectedDate, TimesPushed = s.TimesPushed, DaysPushed = s.DaysPushed, Result = s.Result, OrderAmount = s.OrderAmount, ClosedOn = s.ClosedOn,
        LossReasonId = s.LossReasonId, LostToId = s.LostToId,
    });

    public static IQueryable<Standing> Of(IQueryable<Forecast> forecasts) => forecasts.AsNoTracking().Select(f => new Standing
    {
        Id = f.Id, FiguresId = f.Id, CreatedAt = f.CreatedAt, Since = f.FiguresSince, Until = DateTime.MaxValue, ResponsibleId = f.ResponsibleId, GroupId = f.GroupId, SourceId = f.SourceId,
        CampaignId = f.CampaignId, CompetitorId = f.CompetitorId, StatusId = f.StatusId, StatusSince = f.StatusSince, ExpectedAmount = f.ExpectedAmount, WeightedAmount = f.WeightedAmount, StartDate = f.StartDate,
        ExpectedDate = f.ExpectedDate, TimesPushed = f.TimesPushed, DaysPushed = f.DaysPushed, Result = f.Result, OrderAmount = f.OrderAmount, ClosedOn = f.ClosedOn,
        LossReasonId = f.LossReasonId, LostToId = f.LostToId,
    });
}
