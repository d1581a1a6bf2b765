using Crm.Data;
using Crm.Relations;

namespace Crm.Duplicates;

/// <summary>Finds the organisations that the one being entered may be. The index of keys gives the candidates, so it is as fast at a million as at ten.</summary>
public sealed class DuplicateFinder(CrmDatabase database)
{
    const int MostCandidates = 60;
    const int MostShown = 5;

    /// <param name="except">The organisation itself, when it is known already.</param>
    public Task<IReadOnlyList<DuplicateHit>> FindAsync(
        Organisation entered, IReadOnlyCollection<Contact> contacts, Guid? except = null, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<DuplicateHit>>(async db =>
        {
            var candidates = await CandidatesAsync(db, entered, contacts, cancellationToken);
            candidates.Remove(except ?? entered.Id);
            var known = await db.Organisations.AsNoTracking().Where(organisation => candidates.Contains(organisation.Id)).ToListAsync(cancellationToken);
            var theirContacts = (await db.Contacts.AsNoTracking().Where(contact => candidates.Contains(contact.OrganisationId)).ToListAsync(cancellationToken)).ToLookup(contact => contact.OrganisationId);
            var alike = known.Select(organisation => (organisation, comparison: Comparison.Of(entered, contacts, organisation, [.. theirContacts[organisation.Id]])))
                .Where(pair => pair.comparison.Verdict is not null)
                .OrderByDescending(pair => pair.comparison.Verdict)
                .ThenByDescending(pair => pair.comparison.Evidence.Count(evidence => evidence.Likeness == Likeness.Same))
                .Take(MostShown)
                .ToList();
            return await HitsAsync(db, alike, cancellationToken);
        }, cancellationToken);

    static async Task<HashSet<Guid>> CandidatesAsync(CrmDbContext db, Organisation entered, IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken)
    {
        var strong = OrganisationKeys.Strong(entered, contacts).ToList();
        var weak = OrganisationKeys.Weak(entered).ToList();
        // Apart, so that a common word cannot crowd out a number that names the company.
        var named = await db.OrganisationKeys.Where(key => strong.Contains(key.Key)).Select(key => key.OrganisationId).Distinct().OrderBy(id => id).Take(MostCandidates).ToListAsync(cancellationToken);
        var alike = await db.OrganisationKeys.Where(key => weak.Contains(key.Key)).GroupBy(key => key.OrganisationId)
            .Select(keys => new { Id = keys.Key, Shared = keys.Count() })
            .OrderByDescending(organisation => organisation.Shared).ThenBy(organisation => organisation.Id)
            .Take(MostCandidates).Select(organisation => organisation.Id).ToListAsync(cancellationToken);
        return [.. named, .. alike];
    }

    static async Task<IReadOnlyList<DuplicateHit>> HitsAsync(CrmDbContext db, List<(Organisation Organisation, Comparison Comparison)> alike, CancellationToken cancellationToken)
    {
        var ids = alike.Select(pair => pair.Organisation.Id).ToList();
        var relations = await db.Relations.AsNoTracking().Where(relation => ids.Contains(relation.OrganisationId)).OrderBy(relation => relation.IsArchived)
            .Select(relation => new { relation.OrganisationId, relation.Id, relation.IsDebtor, relation.CreatedAt, Responsible = db.Users.Where(user => user.Id == relation.ResponsibleId).Select(user => user.Name).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return
        [
            .. alike.Select(pair =>
            {
                var relation = relations.Find(relation => relation.OrganisationId == pair.Organisation.Id);
                return new DuplicateHit(
                    pair.Comparison.Verdict!.Value, pair.Organisation.Id, relation?.Id, pair.Organisation.Name, pair.Organisation.Address.Town,
                    relation?.IsDebtor ?? false, relation?.CreatedAt, relation?.Responsible ?? "", pair.Comparison.Evidence);
            }),
        ];
    }
}
