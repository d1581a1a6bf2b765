using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Quotes;
using Crm.Users;

namespace Crm.Dashboard.Behind;

/// <summary>The quotes that a figure is made of, so that anyone can add them up again.</summary>
public sealed class DashboardQuotes(CrmDatabase database, Bookkeeper bookkeeper, TimeProvider clock)
{
    const int Portion = 1_000;

    /// <param name="Amount">Excluding VAT.</param>
    /// <param name="DiscountPercent">Of what it would have come to without.</param>
    public sealed record Row(
        Guid Id, string Number, string Title, Guid RelationId, string Relation, string Responsible, QuoteStatus Status, DateTime SentAt, DateTime? OpenedAt, DateTime? ClosedAt, DateOnly ValidUntil,
        decimal Amount, decimal Cost, decimal Discount)
    {
        public decimal? DiscountPercent => Ratio.Percent(Discount, Amount + Discount);
        public decimal? MarginPercent => Ratio.Percent(Amount - Cost, Amount);
    }

    public sealed record Page(IReadOnlyList<Row> Items, Tally Total);

    /// <summary>The largest first; the total is that of the figure, whatever part of the rows is shown.</summary>
    public async Task<Page> FindAsync(DashboardView view, QuoteFigure figure, QuotesNarrowed narrowed, int skip, int take, Actor reader, CancellationToken cancellationToken)
    {
        var ledger = await bookkeeper.UpToDateAsync(cancellationToken);
        return await database.ReadAsync(async db =>
        {
            var scope = await DashboardScope.ReadAsync(db, ledger, view, reader, clock, cancellationToken, countsShares: narrowed.Part == Section.Employee);
            var (quotes, isOfPart) = (new QuoteScope(scope, 0, narrowed.From, narrowed.To), await Sections.KeepsAsync(scope, narrowed.Part, narrowed.PartId, cancellationToken));
            var found = scope.TotalOfQuotes(() => new List<(SentQuote Quote, int Responsible)>(), Keep, (some, others) => [.. some, .. others]);
            var page = found.OrderByDescending(row => row.Quote.Net).ThenBy(row => row.Quote.Id).ThenBy(row => row.Responsible).Skip(skip).Take(take).ToList();
            return new Page(await RowsAsync(scope, quotes, page, cancellationToken), new Tally(found.Count, found.Sum(row => row.Quote.Net).Euros()));

            void Keep(List<(SentQuote Quote, int Responsible)> rows, SentQuote quote, Line about)
            {
                if (quotes.Has(figure, quote, about) && narrowed.Keeps(quote) && (narrowed.Status is not { } status || quotes.StatusOf(quote) == status) && isOfPart(about))
                    rows.Add((quote, about.Responsible));
            }
        }, cancellationToken);
    }

    sealed record Told(string Number, int Version, string Title, Guid RelationId, string Relation, DateTime SentAt, DateTime? OpenedAt, DateTime? ClosedAt);

    static async Task<IReadOnlyList<Row>> RowsAsync(DashboardScope scope, QuoteScope quotes, IReadOnlyList<(SentQuote Quote, int Responsible)> page, CancellationToken cancellationToken)
    {
        var (people, told) = (await scope.EmployeeNamesAsync(cancellationToken), new Dictionary<Guid, Told>());
        foreach (var ids in page.Select(row => row.Quote.Id).Distinct().Chunk(Portion))
        {
            var some = scope.Db.Quotes.Where(q => ids.Contains(q.Id))
                .Select(q => new { q.Id, Told = new Told(q.Number, q.Version, q.Title, q.RelationId, q.Relation!.Organisation!.Name, q.SentAt!.Value, q.OpenedAt, q.ClosedAt) });
            foreach (var one in await some.ToListAsync(cancellationToken))
                told[one.Id] = one.Told;
        }
        return
        [
            // One that was removed after the figures were read is in their total still.
            .. from row in page
               where told.ContainsKey(row.Quote.Id)
               let quote = told[row.Quote.Id]
               select new Row(
                   row.Quote.Id, quote.Version == 1 ? quote.Number : $"{quote.Number} v{quote.Version}", quote.Title, quote.RelationId, quote.Relation, people[scope.Codes[row.Responsible]!.Value].Nl,
                   quotes.StatusOf(row.Quote), quote.SentAt, Happened(quote.OpenedAt), Happened(quote.ClosedAt), DateOnly.FromDayNumber(row.Quote.ValidUntil), row.Quote.Net.Euros(), row.Quote.Cost.Euros(), row.Quote.Discount.Euros()),
        ];

        // On a past day nothing of later is told.
        DateTime? Happened(DateTime? at) => at < scope.Until ? at : null;
    }
}
