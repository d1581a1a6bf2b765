using Crm.Data;
using Crm.Users;

namespace Crm.Duplicates;

/// <summary>The duplicates that the sweep found, for people to decide on.</summary>
public sealed class DuplicateWork(CrmDatabase database, TimeProvider clock)
{
    public sealed record Side(Guid Id, string Name, string Told);

    public sealed record Row(Guid Id, PairKind Kind, Verdict Verdict, Side First, Side Second, IReadOnlyList<Evidence> Evidence, DateTime FoundAt);

    /// <param name="Next">What to ask the next part after; null at the end.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int Total, Guid? Next);

    /// <summary>Open ones, oldest first; those of which one is gone meanwhile are left out.</summary>
    public Task<Page> ListAsync(PairKind kind, Guid? after, int take, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var open = Open(db, kind);
        var total = await open.CountAsync(cancellationToken);
        var part = await open.Where(pair => after == null || pair.Id > after).OrderBy(pair => pair.Id).Take(take + 1).ToListAsync(cancellationToken);
        var rows = await RowsAsync(db, kind, [.. part.Take(take)], cancellationToken);
        return new Page(rows, total, part.Count > take ? part[take - 1].Id : null);
    }, cancellationToken);

    /// <summary>The open pairs with this relation.</summary>
    public Task<IReadOnlyList<Row>> OfRelationAsync(Guid relationId, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<Row>>(async db =>
    {
        var pairs = await Open(db, PairKind.Relation).Where(pair => pair.FirstId == relationId || pair.SecondId == relationId).OrderBy(pair => pair.Id).Take(5).ToListAsync(cancellationToken);
        return await RowsAsync(db, PairKind.Relation, pairs, cancellationToken);
    }, cancellationToken);

    /// <summary>They are two: the sweep does not offer this pair again.</summary>
    public Task DismissAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => SetAsync(id, clock.UtcNow(), actor.Name, cancellationToken);

    public Task OfferAgainAsync(Guid id, CancellationToken cancellationToken = default) => SetAsync(id, null, "", cancellationToken);

    Task SetAsync(Guid id, DateTime? at, string by, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var pair = await db.DuplicatePairs.SingleOrDefaultAsync(pair => pair.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Dit paar bestaat niet (meer).", "This pair does not exist (any more).");
        (pair.DismissedAt, pair.DismissedBy) = (at, by);
    }, cancellationToken);

    static IQueryable<DuplicatePair> Open(CrmDbContext db, PairKind kind)
    {
        var open = db.DuplicatePairs.Where(pair => pair.Kind == kind && pair.DismissedAt == null);
        return kind == PairKind.Relation
            ? open.Where(pair => db.Relations.Any(relation => relation.Id == pair.FirstId && !relation.IsArchived) && db.Relations.Any(relation => relation.Id == pair.SecondId && !relation.IsArchived))
            : open.Where(pair => db.Persons.Any(person => person.Id == pair.FirstId) && db.Persons.Any(person => person.Id == pair.SecondId));
    }

    static async Task<IReadOnlyList<Row>> RowsAsync(CrmDbContext db, PairKind kind, IReadOnlyList<DuplicatePair> pairs, CancellationToken cancellationToken)
    {
        var ids = pairs.SelectMany(pair => new[] { pair.FirstId, pair.SecondId }).ToHashSet();
        var sides = kind == PairKind.Relation ? await RelationsAsync(db, ids, cancellationToken) : await PeopleAsync(db, ids, cancellationToken);
        return [.. pairs.Select(pair => new Row(pair.Id, kind, pair.Verdict, sides[pair.FirstId], sides[pair.SecondId], pair.Evidence, pair.FoundAt))];
    }

    static async Task<Dictionary<Guid, Side>> RelationsAsync(CrmDbContext db, HashSet<Guid> ids, CancellationToken cancellationToken) =>
        await db.Relations.Where(relation => ids.Contains(relation.Id))
            .Select(relation => new Side(relation.Id, relation.Organisation!.Name, relation.Number + " · " + relation.Organisation.Address.Town))
            .ToDictionaryAsync(side => side.Id, cancellationToken);

    static async Task<Dictionary<Guid, Side>> PeopleAsync(CrmDbContext db, HashSet<Guid> ids, CancellationToken cancellationToken)
    {
        var people = await db.Persons.Where(person => ids.Contains(person.Id)).ToListAsync(cancellationToken);
        var at = (await db.Contacts.Where(contact => ids.Contains(contact.PersonId)).Select(contact => new { contact.PersonId, contact.Organisation!.Name }).ToListAsync(cancellationToken)).ToLookup(contact => contact.PersonId, contact => contact.Name);
        return people.ToDictionary(person => person.Id, person => new Side(person.Id, person.FullName, string.Join(", ", at[person.Id].Distinct().Take(3))));
    }
}
