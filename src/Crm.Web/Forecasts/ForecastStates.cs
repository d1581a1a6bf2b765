using System.Globalization;
using Crm.Audit;
using Crm.Data;

namespace Crm.Forecasts;

/// <summary>Works the past figures out of the history of fields, once: for a database from before they were kept, and for the demo company.</summary>
public static class ForecastStates
{
    const int Portion = 500;

    public static async Task WorkOutAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var changed = await db.Forecasts.Where(f => db.FieldChanges.Any(c => c.RecordId == f.Id && ForecastKeeping.Figures.Contains(c.Field))).Select(f => f.Id).ToListAsync(cancellationToken);
        foreach (var ids in changed.Chunk(Portion))
        {
            var changes = (await db.FieldChanges.AsNoTracking().Where(c => ids.Contains(c.RecordId) && ForecastKeeping.Figures.Contains(c.Field)).ToListAsync(cancellationToken)).ToLookup(c => c.RecordId);
            foreach (var forecast in await db.Forecasts.AsTracking().Where(f => ids.Contains(f.Id)).ToListAsync(cancellationToken))
                WorkOut(db, forecast, [.. changes[forecast.Id].OrderBy(c => c.At).ThenBy(c => c.Id)]);
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }

    static void WorkOut(CrmDbContext db, Forecast forecast, List<FieldChange> changes)
    {
        var states = TakenBack(forecast, changes);
        foreach (var (state, next) in states.Zip(states.Skip(1)))
        {
            (next.Since, next.StatusSince) = (state.Until, next.StatusId == state.StatusId ? state.StatusSince : state.Until);
            var pushed = Math.Max(0, next.ExpectedDate.DayNumber - state.ExpectedDate.DayNumber);
            (next.TimesPushed, next.DaysPushed) = (state.TimesPushed + (pushed > 0 ? 1 : 0), state.DaysPushed + pushed);
        }
        var now = states[^1];
        (forecast.FiguresSince, forecast.StatusSince, forecast.TimesPushed, forecast.DaysPushed) = (now.Since, now.StatusSince, now.TimesPushed, now.DaysPushed);
        db.ForecastStates.AddRange(states.SkipLast(1));
        db.ForecastShares.AddRange(states.SkipLast(1).SelectMany(ForecastShare.Of));
    }

    /// <summary>From the first to what the forecast says now, the last.</summary>
    static List<ForecastState> TakenBack(Forecast forecast, List<FieldChange> changes)
    {
        var state = ForecastState.Of(forecast, DateTime.MaxValue);
        List<ForecastState> states = [state];
        foreach (var together in changes.GroupBy(c => c.At).OrderByDescending(g => g.Key))
        {
            state = state.Copy(together.Key);
            foreach (var change in together.Reverse())
                TakeBack(state, change);
            state.WeightedAmount = Math.Round(state.ExpectedAmount * state.Chance / 100m, 2, MidpointRounding.AwayFromZero);
            if (state.Result == ForecastResult.Open)
                (state.ClosedOn, state.OrderAmount, state.LossReasonId, state.LostToId) = (null, null, null, null);
            states.Insert(0, state);
        }
        (states[0].Since, states[0].TimesPushed, states[0].DaysPushed) = (forecast.CreatedAt, 0, 0);
        states[0].StatusSince = forecast.CreatedAt;
        return states;
    }

    static void TakeBack(ForecastState state, FieldChange change)
    {
        switch (change.Field)
        {
            case nameof(Forecast.ResponsibleId): state.ResponsibleId = Guid.Parse(change.Old!); break;
            case nameof(Forecast.Shared): state.Shared = change.Old ?? ""; break;
            case nameof(Forecast.GroupId): state.GroupId = Id(change.Old); break;
            case nameof(Forecast.SourceId): state.SourceId = Id(change.Old); break;
            case nameof(Forecast.CampaignId): state.CampaignId = Id(change.Old); break;
            case nameof(Forecast.CompetitorId): state.CompetitorId = Id(change.Old); break;
            case nameof(Forecast.StatusId): state.StatusId = Guid.Parse(change.Old!); break;
            case nameof(Forecast.Chance): state.Chance = Figure(change.Old) ?? 0; break;
            case nameof(Forecast.ExpectedAmount): state.ExpectedAmount = Figure(change.Old) ?? 0; break;
            case nameof(Forecast.StartDate): state.StartDate = Day(change.Old)!.Value; break;
            case nameof(Forecast.ExpectedDate): state.ExpectedDate = Day(change.Old)!.Value; break;
            case nameof(Forecast.Result): state.Result = Enum.Parse<ForecastResult>(change.Old!); break;
            case nameof(Forecast.OrderAmount): state.OrderAmount = Figure(change.Old); break;
            case nameof(Forecast.ClosedOn): state.ClosedOn = Day(change.Old); break;
            case nameof(Forecast.LossReasonId): state.LossReasonId = Id(change.Old); break;
            default: state.LostToId = Id(change.Old); break;
        }
    }

    static Guid? Id(string? text) => text is null ? null : Guid.Parse(text);

    static decimal? Figure(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
