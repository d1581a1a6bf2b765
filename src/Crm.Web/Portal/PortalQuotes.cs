using Crm.Data;
using Crm.Quotes;
using Crm.Signing;

namespace Crm.Portal;

/// <summary>A quote in the list of a contact who is logged in.</summary>
public sealed record PortalRow(Guid Id, string Number, string Title, string Customer, QuoteStatus Status, decimal GrossAmount, DateOnly ValidUntil, bool IsMyTurn);

/// <summary>The quotes of the organisations that an address is contact of. Only what was sent, and never that of another organisation.</summary>
public sealed class PortalQuotes(CrmDatabase database)
{
    const int Most = 200;
    static readonly IReadOnlyList<QuoteStatus> Shown = [QuoteStatus.Sent, QuoteStatus.Signed, QuoteStatus.Declined, QuoteStatus.Expired];

    public Task<IReadOnlyList<PortalRow>> ListAsync(string address, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PortalRow>>(async db =>
    {
        var quotes = await Visible(db, address).AsNoTracking().OrderByDescending(quote => quote.SentAt).ThenBy(quote => quote.Id).Take(Most)
            .Select(quote => new
            {
                Quote = quote, Customer = quote.Relation!.Organisation!.Name,
                IsMyTurn = quote.Status == QuoteStatus.Sent && db.Envelopes.Any(envelope => envelope.QuoteId == quote.Id && envelope.Status == EnvelopeStatus.Open && envelope.Email.ToLower() == address),
            }).ToListAsync(cancellationToken);
        return [.. quotes.Select(row => new PortalRow(row.Quote.Id, row.Quote.NumberAndVersion, row.Quote.Title, row.Customer, row.Quote.Status, row.Quote.GrossAmount, row.Quote.ValidUntil, row.IsMyTurn))];
    }, cancellationToken);

    /// <summary>Which signer of the quote an address is, or that it only reads. Null when the quote is not to be seen with it.</summary>
    public Task<Seat?> SeatAsync(string address, Guid quoteId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        if (!await Visible(db, address).AnyAsync(quote => quote.Id == quoteId, cancellationToken))
            return null;
        var envelopeId = await db.Envelopes.Where(envelope => envelope.QuoteId == quoteId).OrderByDescending(envelope => envelope.CreatedAt).Select(envelope => envelope.Id).FirstAsync(cancellationToken);
        var mine = (await db.SignersOfAsync(envelopeId, cancellationToken)).Where(signer => string.Equals(signer.Email, address, StringComparison.OrdinalIgnoreCase)).ToList();
        return new Seat(envelopeId, (mine.Find(signer => signer.SignedAt is null) ?? mine.LastOrDefault())?.Order ?? Seat.Reader);
    }, cancellationToken);

    static IQueryable<Quote> Visible(CrmDbContext db, string address)
    {
        var organisations = PortalAccounts.ContactsOf(db, address).Select(contact => contact.OrganisationId);
        return db.Quotes.Where(quote => Shown.Contains(quote.Status) && organisations.Contains(quote.Relation!.OrganisationId) && db.Envelopes.Any(envelope => envelope.QuoteId == quote.Id));
    }
}
