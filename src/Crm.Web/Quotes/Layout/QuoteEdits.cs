using Crm.Data;

namespace Crm.Quotes.Layout;

/// <summary>A stretch of work on a draft: by whom, and when.</summary>
public sealed record EditRow(Guid Id, string By, DateTime From, DateTime To);

/// <summary>Tells who made of a draft what it is now.</summary>
public sealed class QuoteEdits(CrmDatabase database)
{
    const int Most = 100;

    /// <summary>Latest first.</summary>
    public Task<IReadOnlyList<EditRow>> ListAsync(Guid quoteId, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<EditRow>>(async db => await InOrder(db, quoteId)
        .Take(Most).Select(edit => new EditRow(edit.Id, edit.By, edit.From, edit.To)).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>What one of them changed: what the quote said before it, against what the next one found, or what it says now.</summary>
    public Task<IReadOnlyList<QuoteDifference>> DifferencesAsync(Guid quoteId, Guid editId, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var edit = await db.QuoteEdits.AsNoTracking().SingleOrDefaultAsync(edit => edit.Id == editId && edit.QuoteId == quoteId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze wijziging bestaat niet.", "There is no such change.");
        var next = await InOrder(db, quoteId).Where(later => later.From > edit.From || later.From == edit.From && later.Id > edit.Id).Reverse().FirstOrDefaultAsync(cancellationToken);
        return QuoteDifferences.Between(edit.Before, next?.Before ?? QuoteContent.Of(await QuoteAsync(db, quoteId, cancellationToken)));
    }, cancellationToken);

    static IQueryable<QuoteEdit> InOrder(CrmDbContext db, Guid quoteId) =>
        db.QuoteEdits.AsNoTracking().Where(edit => edit.QuoteId == quoteId).OrderByDescending(edit => edit.From).ThenByDescending(edit => edit.Id);

    static Task<Quote> QuoteAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken) =>
        db.Quotes.AsNoTracking().Include(quote => quote.Lines).AsSplitQuery().SingleAsync(quote => quote.Id == id, cancellationToken);
}
