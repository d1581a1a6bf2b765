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

/// <summary>The pipeline of a past day, from the figures that forecasts had then.</summary>
public sealed class PipelineHistory(CrmDatabase database, TimeProvider clock)
{
    sealed record Sum(int Count, decimal Amount, decimal Weighted)
    {
        public static readonly Sum None = new(0, 0, 0);

        public static Sum operator +(Sum one, Sum other) => new(one.Count + other.Count, one.Amount + other.Amount, one.Weighted + other.Weighted);
    }

    public Task<PipelineDay> OnAsync(DateOnly day, Whose whose, Actor reader, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        if (day > clock.Today())
            throw RefusedException.Invalid("on", "Kies een dag die geweest is.", "Choose a day that has been.");
        var end = Clock.Utc(day.AddDays(1), TimeOnly.MinValue);
        // What has not changed since, and what it was of all that has.
        var same = await OpenAsync(Seen(Standing.Of(db.Forecasts.Where(f => f.CreatedAt < end && f.FiguresSince < end)), db, whose, reader), cancellationToken);
        var other = await OpenAsync(Seen(Standing.Of(db.ForecastStates.Where(s => s.Since < end && s.Until >= end)), db, whose, reader), cancellationToken);
        var then = same.Concat(other).GroupBy(s => s.Key, s => s.Value).ToDictionary(s => s.Key, s => s.Aggregate((one, another) => one + another));
        var now = await OpenAsync(Seen(Standing.Of(db.Forecasts), db, whose, reader), cancellationToken);
        var statuses = await db.ForecastStatuses.OrderBy(s => s.Order).Select(ForecastRead.Status).ToListAsync(cancellationToken);
        return new PipelineDay(day, [.. statuses.Where(s => then.ContainsKey(s.Id) || now.ContainsKey(s.Id) || !s.IsArchived)
            .Select(s => RowOf(s, then.GetValueOrDefault(s.Id, Sum.None), now.GetValueOrDefault(s.Id, Sum.None)))]);
    }, cancellationToken);

    /// <summary>Whose they are now decides, also on the past day.</summary>
    static IQueryable<Standing> Seen(IQueryable<Standing> forecasts, CrmDbContext db, Whose whose, Actor reader) => reader.Narrowed(whose) == Whose.All
        ? forecasts
        : forecasts.Where(f => db.Forecasts.SeenBy(db, reader, whose).Any(seen => seen.Id == f.Id));

    static Task<Dictionary<Guid, Sum>> OpenAsync(IQueryable<Standing> forecasts, CancellationToken cancellationToken) => forecasts
        .Where(f => f.Result == ForecastResult.Open).GroupBy(f => f.StatusId)
        .Select(s => new { s.Key, Count = s.Count(), Amount = s.Sum(f => f.ExpectedAmount), Weighted = s.Sum(f => f.WeightedAmount) })
        .ToDictionaryAsync(s => s.Key, s => new Sum(s.Count, s.Amount, s.Weighted), cancellationToken);

    static PipelineRow RowOf(StatusRow status, Sum then, Sum now) => new(status, then.Count, then.Amount, then.Weighted, now.Count, now.Amount, now.Weighted);
}
