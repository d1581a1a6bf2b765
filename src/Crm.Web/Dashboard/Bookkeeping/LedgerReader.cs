using Crm.ContactMoments;
using Crm.Data;
using Crm.Forecasts;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>Reads what stands in a <see cref="Ledger"/> from the database, inside the transaction of its context.</summary>
public sealed class LedgerReader(CrmDbContext db, Codes codes)
{
    const int Portion = 500;

    /// <summary>While it is read; arrays take half the room of lists that grow.</summary>
    sealed class Draft(Guid id)
    {
        public Entry Entry { get; } = new() { Id = id };
        public List<(DateTime Until, Line Line)> Past { get; } = [];
        public List<Talk> Contacts { get; } = [];

        public Entry Finished()
        {
            Entry.Fill(Past.OrderBy(was => was.Until).Select(was => was.Line), Contacts);
            return Entry;
        }
    }

    readonly Dictionary<Guid, Draft> drafts = [];

    public async Task<IReadOnlyList<Entry>> AllAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(db.Forecasts, db.ForecastStates, db.ForecastShares, db.ContactMoments, cancellationToken);
        return [.. drafts.Values.Select(draft => draft.Finished())];
    }

    /// <summary>One for each id, also when nothing is left of it.</summary>
    public async Task<IReadOnlyList<Entry>> OfAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(Portion))
        {
            var states = db.ForecastStates.Where(s => some.Contains(s.ForecastId));
            await ReadAsync(
                db.Forecasts.Where(f => some.Contains(f.Id)),
                states,
                db.ForecastShares.Where(s => some.Contains(s.FiguresId)).Concat(states.Join(db.ForecastShares, state => state.Id, share => share.FiguresId, (_, share) => share)),
                // One after the other: an "or" between the two answers no index.
                db.ContactMoments.Where(m => some.Contains(m.ForecastId!.Value)).Concat(db.ContactMoments.Where(m => m.ForecastId == null && some.Contains(m.RelationId))),
                cancellationToken);
        }
        return [.. ids.Select(id => DraftOf(id).Finished())];
    }

    async Task ReadAsync(IQueryable<Forecast> forecasts, IQueryable<ForecastState> states, IQueryable<ForecastShare> shared, IQueryable<ContactMoment> moments, CancellationToken cancellationToken)
    {
        var shares = (await shared.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(share => share.FiguresId);
        await foreach (var now in Standing.Of(forecasts).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var draft = DraftOf(now.Id);
            draft.Entry.Now = Line.From(now, shares[now.FiguresId], draft.Entry, codes);
        }
        await foreach (var was in Standing.Of(states).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var draft = DraftOf(was.Id);
            draft.Past.Add((was.Until, Line.From(was, shares[was.FiguresId], draft.Entry, codes)));
        }
        var told = moments.Select(m => new { Of = m.ForecastId ?? m.RelationId, m.At, m.CreatedAt, m.EmployeeId, m.FormId, m.IsPlanned });
        await foreach (var one in told.AsAsyncEnumerable().WithCancellation(cancellationToken))
            DraftOf(one.Of).Contacts.Add(new(one.At, one.CreatedAt, codes.Of(one.EmployeeId), codes.Of(one.FormId), one.IsPlanned));
    }

    Draft DraftOf(Guid id)
    {
        if (!drafts.TryGetValue(id, out var draft))
            drafts[id] = draft = new(id);
        return draft;
    }
}
