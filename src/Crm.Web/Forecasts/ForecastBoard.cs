using Crm.Data;
using Crm.Users;

namespace Crm.Forecasts;

/// <summary>Reads the board: a column per status with its totals, the soonest forecasts as cards.</summary>
public sealed class ForecastBoard(CrmDatabase database, TimeProvider clock)
{
    /// <summary>More than anyone drags; the list shows the rest.</summary>
    public const int CardsPerColumn = 40;

    public Task<Board> ReadAsync(ForecastFilter filter, Actor reader, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var shown = filter with { Result = ForecastResult.Open, Status = null };
        var forecasts = shown.Of(db, reader, clock);
        var totals = await forecasts.GroupBy(f => f.StatusId).Select(status => new
        {
            Id = status.Key,
            Count = status.Count(),
            Amount = status.Sum(f => f.ExpectedAmount),
            Weighted = status.Sum(f => f.WeightedAmount),
        }).ToDictionaryAsync(status => status.Id, cancellationToken);
        var columns = new List<BoardColumn>();
        foreach (var status in await db.ForecastStatuses.OrderBy(s => s.Order).Select(ForecastRead.Status).ToListAsync(cancellationToken))
        {
            var total = totals.GetValueOrDefault(status.Id);
            // A retired status shows for as long as something stands in it.
            if (status.IsArchived && total is null)
                continue;
            var cards = total is null ? [] : await CardsAsync(db, forecasts, status.Id, cancellationToken);
            columns.Add(new(status, total?.Count ?? 0, total?.Amount ?? 0, total?.Weighted ?? 0, cards));
        }
        return new Board(columns,
            await CountAsync(Attention.Overdue), await CountAsync(Attention.NoAppointment), await CountAsync(Attention.Stale));

        Task<int> CountAsync(Attention attention) => (shown with { Attention = attention }).Of(db, reader, clock).CountAsync(cancellationToken);
    }, cancellationToken);

    async Task<List<ForecastRow>> CardsAsync(CrmDbContext db, IQueryable<Forecast> forecasts, Guid statusId, CancellationToken cancellationToken) =>
        await forecasts.Where(f => f.StatusId == statusId).OrderBy(f => f.ExpectedDate).ThenBy(f => f.Id).Take(CardsPerColumn)
            .RowsAsync(db, clock.StartOfToday(), cancellationToken);
}
