using Crm.ContactMoments;
using Crm.Data;
using Crm.Forecasts;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>Reads what stands in a <see cref="Ledger"/> from the database, inside the transaction of its context.</summary>
public sealed class LedgerReader(CrmDbContext db, Codes codes)
{
    const int Portion = 500;

    readonly Dictionary<Guid, EntryDraft> drafts = [];

    public async Task<IReadOnlyCollection<EntryDraft>> AllAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(db.Forecasts, db.ForecastStates, db.ForecastShares, db.ContactMoments, cancellationToken);
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
                cancellationToken);
        }
        return [.. ids.Select(DraftOf)];
    }

    async Task ReadAsync(IQueryable<Forecast> forecasts, IQueryable<ForecastState> states, IQueryable<ForecastShare> shared, IQueryable<ContactMoment> moments, CancellationToken cancellationToken)
    {
        var shares = (await shared.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(share => share.FiguresId);
        await foreach (var now in Standing.Of(forecasts).AsAsyncEnumerable().WithCancellation(cancellationToken))
            DraftOf(now.Id).Now = Posting.From(now, shares[now.FiguresId], codes);
        await foreach (var was in Standing.Of(states).AsAsyncEnumerable().WithCancellation(cancellationToken))
            DraftOf(was.Id).Past.Add(Posting.From(was, shares[was.FiguresId], codes));
        var told = moments.Select(m => new { Of = m.ForecastId ?? m.RelationId, m.At, m.CreatedAt, m.EmployeeId, m.FormId, m.IsPlanned });
        await foreach (var one in told.AsAsyncEnumerable().WithCancellation(cancellationToken))
            DraftOf(one.Of).Contacts.Add(new(one.At, one.CreatedAt, codes.Of(one.EmployeeId), codes.Of(one.FormId), one.IsPlanned));
    }

    EntryDraft DraftOf(Guid id)
    {
        if (!drafts.TryGetValue(id, out var draft))
            drafts[id] = draft = new(id);
        return draft;
    }
}
