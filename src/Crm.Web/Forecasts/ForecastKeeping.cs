using Crm.Audit;
using Crm.Data;
using Crm.Users;

namespace Crm.Forecasts;

/// <summary>Writes down what a verb changed on a forecast: each field in its history, and the figures as they were.</summary>
public static class ForecastKeeping
{
    /// <summary>The fields that figures are added up from.</summary>
    public static readonly string[] Figures =
    [
        nameof(Forecast.ResponsibleId), nameof(Forecast.Shared), nameof(Forecast.GroupId), nameof(Forecast.SourceId), nameof(Forecast.CampaignId), nameof(Forecast.CompetitorId), nameof(Forecast.StatusId), nameof(Forecast.Chance),
        nameof(Forecast.ExpectedAmount), nameof(Forecast.StartDate), nameof(Forecast.ExpectedDate), nameof(Forecast.Result), nameof(Forecast.OrderAmount), nameof(Forecast.ClosedOn),
        nameof(Forecast.LossReasonId), nameof(Forecast.LostToId),
    ];

    /// <summary>Called by the verb after its changes and before they are saved.</summary>
    public static void KeepChanges(this CrmDbContext db, Forecast forecast, Actor actor, DateTime at)
    {
        KeepFigures(db, forecast, at);
        db.RecordChanges(forecast, Forecast.Watched, actor, at);
    }

    static void KeepFigures(CrmDbContext db, Forecast forecast, DateTime at)
    {
        var entry = db.Entry(forecast);
        if (entry.State != EntityState.Modified || Figures.All(name => Equals(entry.Property(name).OriginalValue, entry.Property(name).CurrentValue)))
            return;
        var before = (Forecast)entry.OriginalValues.ToObject();
        var state = ForecastState.Of(before, at);
        db.ForecastStates.Add(state);
        db.ForecastShares.AddRange(ForecastShare.Of(state));
        BringSharesUpToDate(db, before, forecast);
        forecast.FiguresSince = at;
        if (forecast.ExpectedDate > before.ExpectedDate)
        {
            forecast.TimesPushed++;
            forecast.DaysPushed += forecast.ExpectedDate.DayNumber - before.ExpectedDate.DayNumber;
        }
    }

    /// <summary>Which rows there are follows from what the forecast said, so that they need not be read.</summary>
    static void BringSharesUpToDate(CrmDbContext db, Forecast before, Forecast now)
    {
        var (had, has) = (ForecastShare.Of(before).ToDictionary(share => share.EmployeeId), ForecastShare.Of(now).ToDictionary(share => share.EmployeeId));
        foreach (var gone in had.Values.Where(share => !has.ContainsKey(share.EmployeeId)))
            db.ForecastShares.Remove(Kept(db, gone));
        foreach (var share in has.Values)
        {
            if (had.TryGetValue(share.EmployeeId, out var old))
                db.Entry(Kept(db, old)).CurrentValues.SetValues(share);
            else
                db.ForecastShares.Add(share);
        }
    }

    static ForecastShare Kept(CrmDbContext db, ForecastShare share) => db.ForecastShares.Local.FindEntryUntyped([share.FiguresId, share.EmployeeId])?.Entity ?? db.ForecastShares.Attach(share).Entity;
}
