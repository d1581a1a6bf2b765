using Crm.Data;
using Crm.Data.Load;

namespace Crm.Search;

/// <summary>Gives the records of a database from before there were words their words, once. What is left when a start is cut off, the next one does.</summary>
public static class MissingWords
{
    const string Done = "record-words";
    const int Portion = 2_000;

    sealed class Named
    {
        public required Guid Id { get; init; }
        public required string Text { get; init; }
    }

    public static async Task WorkOutAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        if (await db.NumberSeries.AnyAsync(series => series.Series == Done, cancellationToken))
            return;
        await AddAsync(db, WordKind.Forecast, db.Forecasts.Select(f => new Named { Id = f.Id, Text = f.Number + " " + f.Description }), cancellationToken);
        await AddAsync(db, WordKind.Quote, db.Quotes.Select(q => new Named { Id = q.Id, Text = q.Number + " " + q.Title }), cancellationToken);
        await AddAsync(db, WordKind.Project, db.Projects.Select(p => new Named { Id = p.Id, Text = p.Number + " " + p.Name }), cancellationToken);
        await AddAsync(db, WordKind.Person, db.Persons.Select(p => new Named { Id = p.Id, Text = p.FirstName + " " + p.Prefix + " " + p.LastName }), cancellationToken);
        await db.NextNumberAsync(Done, cancellationToken);
    }

    static async Task AddAsync(CrmDbContext db, WordKind kind, IQueryable<Named> records, CancellationToken cancellationToken)
    {
        for (var last = Guid.Empty; ;)
        {
            var portion = await records.Where(record => record.Id > last && !db.RecordWords.Any(word => word.RecordId == record.Id)).OrderBy(record => record.Id).Take(Portion).ToListAsync(cancellationToken);
            if (portion.Count == 0)
                return;
            last = portion[^1].Id;
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await new BulkTable<RecordWord>(db).WriteAsync(portion.SelectMany(record => RecordWords.Of(kind, record.Id, record.Text)), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }
}
