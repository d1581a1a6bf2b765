namespace Crm.Data.Load;

/// <summary>The last number given of each series, while a company is loaded.</summary>
public sealed class LoadNumbers(Dictionary<string, int> last)
{
    public int Next(string series) => last[series] = last.GetValueOrDefault(series) + 1;

    /// <summary>As they stand now; the portion that is being written keeps its own.</summary>
    public IReadOnlyDictionary<string, int> Now => new Dictionary<string, int>(last);

    public static async Task<LoadNumbers> ReadAsync(CrmDbContext db, CancellationToken cancellationToken) =>
        new(await db.NumberSeries.AsNoTracking().ToDictionaryAsync(series => series.Series, series => series.Last, cancellationToken));

    public static async Task KeepAsync(CrmDbContext db, IReadOnlyDictionary<string, int> numbers, CancellationToken cancellationToken)
    {
        foreach (var (series, number) in numbers)
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "NumberSeries" ("Series", "Last") VALUES ({series}, {number}) ON CONFLICT ("Series") DO UPDATE SET "Last" = excluded."Last"
                """, cancellationToken);
        }
    }
}
