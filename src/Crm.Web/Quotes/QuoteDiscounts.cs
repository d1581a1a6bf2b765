using Crm.Data;

namespace Crm.Quotes;

/// <summary>Works out what was given off on quotes from before that was kept. What is left when a start is cut off, the next one does.</summary>
public static class QuoteDiscounts
{
    const int Portion = 500;

    public static async Task WorkOutAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        while (true)
        {
            var quotes = await db.Quotes.AsNoTracking().Where(quote => quote.DiscountAmount == null).OrderBy(quote => quote.Id).Take(Portion).Include(quote => quote.Lines).AsSplitQuery().ToListAsync(cancellationToken);
            if (quotes.Count == 0)
                return;
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            foreach (var quote in quotes)
            {
                var discount = quote.Totals.Discount;
                // Not through the quote: to whoever has it open, nothing has changed.
                await db.Quotes.Where(one => one.Id == quote.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.DiscountAmount, discount), cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
        }
    }
}
