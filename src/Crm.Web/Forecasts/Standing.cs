using Crm.Data;

namespace Crm.Forecasts;

/// <summary>The figures of a forecast at a moment: now, or at the end of a past day.</summary>
public sealed class Standing
{
    public Guid Id { get; init; }
    /// <summary>What holds these figures: the forecast, or a state of the past.</summary>
    public Guid FiguresId { get; init; }
    /// <summary>How much of the forecast these amounts are: less than 100 for whom it is shared with.</summary>
    public int Percent { get; init; }
    public DateTime CreatedAt { get; init; }
    public Guid ResponsibleId { get; init; }
    public Guid? GroupId { get; init; }
    public Guid? SourceId { get; init; }
    public Guid? CampaignId { get; init; }
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

    public static IQueryable<Standing> Now(CrmDbContext db) => Of(db.Forecasts.AsNoTracking());

    /// <summary>Just before an instant: what has not changed since, and what it was of all that has.</summary>
    public static IQueryable<Standing> Before(CrmDbContext db, DateTime end) =>
        Of(db.Forecasts.AsNoTracking().Where(f => f.CreatedAt < end && f.FiguresSince < end)).Concat(ChangedSince(db, end));

    /// <summary>Of what has changed since an instant: as it was just before.</summary>
    public static IQueryable<Standing> ChangedSince(CrmDbContext db, DateTime end) => db.ForecastStates.AsNoTracking().Where(s => s.Since < end && s.Until >= end).Select(s => new Standing
    {
        Id = s.ForecastId, FiguresId = s.Id, Percent = 100, CreatedAt = s.CreatedAt, ResponsibleId = s.ResponsibleId, GroupId = s.GroupId, SourceId = s.SourceId, CampaignId = s.CampaignId, StatusId = s.StatusId,
        StatusSince = s.StatusSince, ExpectedAmount = s.ExpectedAmount, WeightedAmount = s.WeightedAmount, StartDate = s.StartDate, ExpectedDate = s.ExpectedDate, TimesPushed = s.TimesPushed,
        DaysPushed = s.DaysPushed, Result = s.Result, OrderAmount = s.OrderAmount, ClosedOn = s.ClosedOn, LossReasonId = s.LossReasonId, LostToId = s.LostToId,
    });

    /// <summary>Of these forecasts: the part of everyone whom they are shared with, who stands there as the one responsible.</summary>
    public static IQueryable<Standing> Shared(CrmDbContext db, IQueryable<Standing> forecasts) => forecasts.Join(db.ForecastShares, f => f.FiguresId, s => s.FiguresId, (f, s) => new Standing
    {
        Id = f.Id, FiguresId = f.FiguresId, Percent = s.Percent, CreatedAt = f.CreatedAt, ResponsibleId = s.EmployeeId, GroupId = f.GroupId, SourceId = f.SourceId, CampaignId = f.CampaignId,
        StatusId = f.StatusId, StatusSince = f.StatusSince, ExpectedAmount = s.ExpectedAmount, WeightedAmount = s.WeightedAmount, StartDate = f.StartDate, ExpectedDate = f.ExpectedDate,
        TimesPushed = f.TimesPushed, DaysPushed = f.DaysPushed, Result = f.Result, OrderAmount = s.OrderAmount, ClosedOn = f.ClosedOn, LossReasonId = f.LossReasonId, LostToId = f.LostToId,
    });

    static IQueryable<Standing> Of(IQueryable<Forecast> forecasts) => forecasts.Select(f => new Standing
    {
        Id = f.Id, FiguresId = f.Id, Percent = 100, CreatedAt = f.CreatedAt, ResponsibleId = f.ResponsibleId, GroupId = f.GroupId, SourceId = f.SourceId, CampaignId = f.CampaignId, StatusId = f.StatusId,
        StatusSince = f.StatusSince, ExpectedAmount = f.ExpectedAmount, WeightedAmount = f.WeightedAmount, StartDate = f.StartDate, ExpectedDate = f.ExpectedDate, TimesPushed = f.TimesPushed,
        DaysPushed = f.DaysPushed, Result = f.Result, OrderAmount = f.OrderAmount, ClosedOn = f.ClosedOn, LossReasonId = f.LossReasonId, LostToId = f.LostToId,
    });
}
