using Crm.ContactMoments;
using Crm.Data;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Signing;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>Reads what stands in a <see cref="Ledger"/> from the database, inside the transaction of its context.</summary>
public sealed class LedgerReader(CrmDbContext db, Codes codes)
{
    const int Portion = 500;

    readonly Dictionary<Guid, EntryDraft> drafts = [];

    public async Task<IReadOnlyCollection<EntryDraft>> AllAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(db.Forecasts, db.ForecastStates, db.ForecastShares, db.ContactMoments, db.Quotes, cancellationToken);
        return drafts.Values;
    }

    /// <summary>One for each id, also when nothing is left of it.</summary>
    public async Task<IReadOnlyCollection<EntryDraft>> OfAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(Portion))
        {
            var states = db.ForecastStates.Where(s => some.Contains(s.ForecastId));
            await ReadAsync(
                db.Forecasts.Where(f => some.Contains(f.Id)),
                states,
                // A share that is written before its state is told under the id of that state, and would be found both ways.
                db.ForecastShares.Where(s => some.Contains(s.FiguresId)).Union(states.Join(db.ForecastShares, state => state.Id, share => share.FiguresId, (_, share) => share)),
                // One after the other: an "or" between the two answers no index.
                db.ContactMoments.Where(m => some.Contains(m.ForecastId!.Value)).Concat(db.ContactMoments.Where(m => m.ForecastId == null && some.Contains(m.RelationId))),
                db.Quotes.Where(q => some.Contains(q.ForecastId)),
                cancellationToken);
        }
        return [.. ids.Select(DraftOf)];
    }

    async Task ReadAsync(
        IQueryable<Forecast> forecasts, IQueryable<ForecastState> states, IQueryable<ForecastShare> shared, IQueryable<ContactMoment> moments, IQueryable<Quote> quotes, CancellationToken cancellationToken)
    {
        var shares = (await shared.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(share => share.FiguresId);
        await foreach (var now in Standing.Of(forecasts).AsAsyncEnumerable().WithCancellation(cancellationToken))
            DraftOf(now.Id).Now = Posting.From(now, shares[now.FiguresId], codes);
        await foreach (var was in Standing.Of(states).AsAsyncEnumerable().WithCancellation(cancellationToken))
            DraftOf(was.Id).Past.Add(Posting.From(was, shares[was.FiguresId], codes));
        var told = moments.Select(m => new { Of = m.ForecastId ?? m.RelationId, m.At, m.CreatedAt, m.EmployeeId, m.FormId, m.IsPlanned });
        await foreach (var one in told.AsAsyncEnumerable().WithCancellation(cancellationToken))
            DraftOf(one.Of).Contacts.Add(new(one.At, one.CreatedAt, codes.Of(one.EmployeeId), codes.Of(one.FormId), one.IsPlanned));
        var sent = quotes.Where(q => q.SentAt != null && !db.Quotes.Any(later => later.Number == q.Number && later.Version > q.Version && later.SentAt != null))
            .Select(q => new
            {
                q.ForecastId, q.Id, q.Version, q.Status, SentAt = q.SentAt!.Value, q.OpenedAt, q.ClosedAt, q.ValidUntil, q.NetAmount, q.CostAmount, q.DiscountAmount,
                Replaced = q.Status == QuoteStatus.Replaced ? db.Envelopes.Where(e => e.QuoteId == q.Id).Select(e => (EnvelopeStatus?)e.Status).FirstOrDefault() : null,
            });
        await foreach (var one in sent.AsAsyncEnumerable().WithCancellation(cancellationToken))
            DraftOf(one.ForecastId).Quotes.Add(new(
                one.Id, one.Version, AnswerOf(one.Replaced) ?? one.Status, Held.MinuteOf(one.SentAt), MinuteOf(one.OpenedAt), MinuteOf(one.ClosedAt), one.ValidUntil.DayNumber,
                Posting.Cents(one.NetAmount), Posting.Cents(one.CostAmount), Posting.Cents(one.DiscountAmount)));
    }

    /// <summary>While a next version is written, what the customer said of this one is still his answer.</summary>
    static QuoteStatus? AnswerOf(EnvelopeStatus? replaced) => replaced switch { EnvelopeStatus.Declined => QuoteStatus.Declined, EnvelopeStatus.Expired => QuoteStatus.Expired, _ => null };

    static int? MinuteOf(DateTime? at) => at is { } instant ? Held.MinuteOf(instant) : null;

    EntryDraft DraftOf(Guid id)
    {
        if (!drafts.TryGetValue(id, out var draft))
            drafts[id] = draft = new(id);
        return draft;
    }
}
