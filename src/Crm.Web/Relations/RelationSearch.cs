using Crm.Data;

namespace Crm.Relations;

/// <summary>Finds relations by the beginnings of words: of their name, town, contacts, KVK number or postal code.</summary>
public static class RelationSearch
{
    public static IQueryable<Relation> WithWords(CrmDbContext db, IQueryable<Relation> relations, string text) =>
        SearchName.AllWords(text).Aggregate(relations, (found, word) => WithWord(db, found, word));

    // The database compares, so there is no culture to choose: ordinal overloads do not translate.
#pragma warning disable CA1309
    /// <summary>A range of keys rather than LIKE, and a set rather than a question per relation: so the index answers it on both databases.</summary>
    static IQueryable<Relation> WithWord(CrmDbContext db, IQueryable<Relation> relations, string word)
    {
        var (from, to) = ("word:" + word, "word:" + word + "~");
        var organisations = db.OrganisationKeys.Where(key => string.Compare(key.Key, from) >= 0 && string.Compare(key.Key, to) < 0).Select(key => key.OrganisationId);
        return relations.Where(relation => organisations.Contains(relation.OrganisationId));
    }
#pragma warning restore CA1309
}
