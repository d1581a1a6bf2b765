using System.Globalization;
using Crm.Audit;
using Crm.Data;
using Crm.Users;

namespace Crm.Forecasts;

/// <summary>A status of the pipeline on a day, beside today.</summary>
public sealed record PipelineRow(StatusRow Status, int Count, decimal Amount, decimal Weighted, int CountNow, decimal AmountNow, decimal WeightedNow);

/// <summary>The open forecasts as they stood at the end of a day.</summary>
public sealed record PipelineDay(DateOnly On, IReadOnlyList<PipelineRow> Rows)
{
    public int Count => Rows.Sum(row => row.Count);
    public decimal Amount => Rows.Sum(row => row.Amount);
    public decimal Weighted => Rows.Sum(row => row.Weighted);
    public int CountNow => Rows.Sum(row => row.CountNow);
    public decimal AmountNow => Rows.Sum(row => row.AmountNow);
    public decimal WeightedNow => Rows.Sum(row => row.WeightedNow);
}

/// <summary>Works out the pipeline of a past day from the history: every change since then is taken back.</summary>
public sealed class PipelineHistory(CrmDatabase database, TimeProvider clock)
{
    static readonly string[] Fields = [nameof(Forecast.Result), nameof(Forecast.StatusId), nameof(Forecast.ExpectedAmount), nameof(Forecast.Chance)];

    sealed record State(Guid Id, ForecastResult Result, Guid StatusId, decimal Amount, decimal Chance)
    {
        public decimal Weighted => Math.Round(Amount * Chance / 100m, 2, MidpointRounding.AwayFromZero);
    }

    public Task<PipelineDay> OnAsync(DateOnly day, Whose whose, Actor reader, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        if (day > clock.Today())
            throw RefusedException.Invalid("on", "Kies een dag die geweest is.", "Choose a day that has been.");
        var end = Clock.Utc(day.AddDays(1), TimeOnly.MinValue);
        var all = new ForecastFilter { Whose = whose, Result = null }.Of(db, reader, clock);
        var states = await all.Where(f => f.CreatedAt < end && (f.Result == ForecastResult.Open || db.FieldChanges.Any(c => c.RecordId == f.Id && c.At >= end && c.Field == nameof(Forecast.Result))))
            .Select(f => new State(f.Id, f.Result, f.StatusId, f.ExpectedAmount, f.Chance)).ToListAsync(cancellationToken);
        var then = await TakenBackAsync(db, states, end, cancellationToken);
        var now = await all.Where(f => f.Result == ForecastResult.Open).GroupBy(f => f.StatusId)
            .Select(s => new { s.Key, Count = s.Count(), Amount = s.Sum(f => f.ExpectedAmount), Weighted = s.Sum(f => f.WeightedAmount) }).ToDictionaryAsync(s => s.Key, cancellationToken);
        var statuses = await db.ForecastStatuses.OrderBy(s => s.Order).Select(ForecastRead.Status).ToListAsync(cancellationToken);
        var byStatus = then.Where(state => state.Result == ForecastResult.Open).ToLookup(state => state.StatusId);
        return new PipelineDay(day, [.. statuses.Where(s => byStatus.Contains(s.Id) || now.ContainsKey(s.Id) || !s.IsArchived).Select(s => new PipelineRow(
            s, byStatus[s.Id].Count(), byStatus[s.Id].Sum(state => state.Amount), byStatus[s.Id].Sum(state => state.Weighted),
            now.GetValueOrDefault(s.Id)?.Count ?? 0, now.GetValueOrDefault(s.Id)?.Amount ?? 0, now.GetValueOrDefault(s.Id)?.Weighted ?? 0))]);
    }, cancellationToken);

    /// <summary>Of each field the value before its first change since then.</summary>
    static async Task<IReadOnlyList<State>> TakenBackAsync(CrmDbContext db, List<State> states, DateTime end, CancellationToken cancellationToken)
    {
        List<FieldChange> changes = [];
        foreach (var portion in states.Select(state => state.Id).Chunk(500))
            changes.AddRange(await db.FieldChanges.AsNoTracking().Where(c => portion.Contains(c.RecordId) && c.At >= end && Fields.Contains(c.Field)).ToListAsync(cancellationToken));
        var since = changes.GroupBy(change => (change.RecordId, change.Field)).ToDictionary(same => same.Key, same => same.OrderBy(change => change.At).ThenBy(change => change.Id).First().Old);
        return states.ConvertAll(state => state with
        {
            Result = Before(state, nameof(Forecast.Result)) is { } result ? Enum.Parse<ForecastResult>(result) : state.Result,
            StatusId = Before(state, nameof(Forecast.StatusId)) is { } status ? Guid.Parse(status) : state.StatusId,
            Amount = Before(state, nameof(Forecast.ExpectedAmount)) is { } amount ? decimal.Parse(amount, CultureInfo.InvariantCulture) : state.Amount,
            Chance = Before(state, nameof(Forecast.Chance)) is { } chance ? decimal.Parse(chance, CultureInfo.InvariantCulture) : state.Chance,
        });

        string? Before(State state, string field) => since.GetValueOrDefault((state.Id, field));
    }
}
