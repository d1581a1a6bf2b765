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
        nameof(Forecast.ResponsibleId), nameof(Forecast.GroupId), nameof(Forecast.SourceId), nameof(Forecast.CampaignId), nameof(Forecast.StatusId), nameof(Forecast.Chance),
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
        db.ForecastStates.Add(ForecastState.Of(before, at));
        forecast.FiguresSince = at;
        if (forecast.ExpectedDate > before.ExpectedDate)
        {
            forecast.TimesPushed++;
            forecast.DaysPushed += forecast.ExpectedDate.DayNumber - before.ExpectedDate.DayNumber;
        }
    }
}
