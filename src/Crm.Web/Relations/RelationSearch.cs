using Crm.Data;

namespace Crm.Relations;

/// <summary>Finds relations by the beginnings of words: of their name, town, contacts, KVK number or postal code.</summary>
public static class RelationSearch
{
    sealed class Found
    {
        public required string SortName { get; init; }
        public required Guid OrganisationId { get; init; }
    }

    /// <param name="areArchived">Archived relations are found by words of their own.</param>
    public static IQueryable<Relation> WithWords(CrmDbContext db, IQueryable<Relation> relations, string text, bool areArchived = false) =>
        SearchName.Asked(text).Aggregate(relations, (found, word) =>
        {
            var organisations = Beginning(db, word, areArchived).Select(key => key.OrganisationId);
            return found.Where(relation => organisations.Contains(relation.OrganisationId));
        });

    /// <summary>
    /// Relations in use and archived alike, by one word as it was typed: what belongs to a relation is found by it. None for a word that has no letter or digit.
    /// </summary>
    public static IQueryable<Guid> HavingWord(CrmDbContext db, string word)
    {
        var organisations = SearchName.Asked(word)
            .Select(part => Beginning(db, part, false).Concat(Beginning(db, part, true)).Select(key => key.OrganisationId))
            .DefaultIfEmpty(db.OrganisationKeys.Where(_ => false).Select(key => key.OrganisationId))
            .Aggregate((one, other) => one.Intersect(other));
        return db.Relations.Where(relation => organisations.Contains(relation.OrganisationId)).Select(relation => relation.Id);
    }

    /// <summary>How many relations that are not archived have these words. The index of words alone answers it, for an organisation has one relation.</summary>
    /// <param name="text">With at least one word.</param>
    public static Task<int> CountAsync(CrmDbContext db, string text, CancellationToken cancellationToken) =>
        Having(db, text).Select(found => found.OrganisationId).Distinct().CountAsync(cancellationToken);

    // The database compares, so there is no culture to choose: ordinal overloads do not translate.
#pragma warning disable CA1309
    /// <summary>The organisations of those relations that come first by name, from the index of words as well.</summary>
    /// <param name="text">With at least one word.</param>
    /// <param name="after">The name and the organisation that the page before ended with.</param>
    public static async Task<IReadOnlyList<Guid>> PageAsync(CrmDbContext db, string text, (string Name, Guid Organisation)? after, int take, CancellationToken cancellationToken)
    {
        var found = Having(db, text);
        if (after is var (name, organisation))
            found = found.Where(one => string.Compare(one.SortName, name) >= 0 && (one.SortName != name || one.OrganisationId > organisation));
        return await found.Distinct().OrderBy(one => one.SortName).ThenBy(one => one.OrganisationId).Take(take).Select(one => one.OrganisationId).ToListAsync(cancellationToken);
    }

    /// <summary>A range of keys rather than LIKE: so the index answers it on both databases.</summary>
    static IQueryable<OrganisationKey> Beginning(CrmDbContext db, string word, bool areArchived)
    {
        var from = OrganisationKeys.WordKey(word, areArchived);
        var to = from + "~";
        return db.OrganisationKeys.Where(key => string.Compare(key.Key, from) >= 0 && string.Compare(key.Key, to) < 0);
    }
#pragma warning restore CA1309

    /// <summary>An intersection rather than a question about each: SQLite takes a sixth of the time for it.</summary>
    static IQueryable<Found> Having(CrmDbContext db, string text) => SearchName.Asked(text)
        .Select(word => Beginning(db, word, false).Select(key => new Found { SortName = key.SortName, OrganisationId = key.OrganisationId }))
        .Aggregate((one, other) => one.Intersect(other));
}
