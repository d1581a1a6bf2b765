using Crm.Data;
using Crm.Relations;

namespace Crm.Duplicates;

/// <summary>Finds the organisations that the one being entered may be. The index of keys gives the candidates, so it is as fast at a million as at ten.</summary>
public sealed class DuplicateFinder(CrmDatabase database)
{
    const int MostShown = 5;

    /// <param name="except">The organisation itself, when it is known already.</param>
    public Task<IReadOnlyList<DuplicateHit>> FindAsync(
        Organisation entered, IReadOnlyCollection<Contact> contacts, Guid? except = null, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<DuplicateHit>>(async db =>
        {
            var found = await FoundKeys.ReadAsync(db, OrganisationKeys.Asked(entered, contacts), cancellationToken);
            var known = await KnownAsync(db, [.. found.Organisations.Where(id => id != (except ?? entered.Id))], cancellationToken);
            var alike = MostAlike(ComparedOrganisation.Of(entered, contacts).Without(found.Crowded), known);
            return await HitsAsync(db, alike, cancellationToken);
        }, cancellationToken);

    /// <summary>Those that are shown, most certain first.</summary>
    public static IReadOnlyList<Comparison> MostAlike(ComparedOrganisation entered, IEnumerable<ComparedOrganisation> known) =>
    [
        .. known.Select(other => Comparison.Of(entered, other))
            .Where(comparison => comparison.Verdict is not null)
            .OrderByDescending(comparison => comparison.Verdict)
            .ThenByDescending(comparison => comparison.SameFields)
            .ThenBy(comparison => comparison.Known.Id)
            .Take(MostShown),
    ];

    static async Task<IEnumerable<ComparedOrganisation>> KnownAsync(CrmDbContext db, List<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        var organisations = await db.Organisations.AsNoTracking().Where(organisation => EF.Parameter(ids).Contains(organisation.Id)).ToListAsync(cancellationToken);
        var contacts = (await db.Contacts.AsNoTracking().Where(contact => EF.Parameter(ids).Contains(contact.OrganisationId)).ToListAsync(cancellationToken)).ToLookup(contact => contact.OrganisationId);
        return organisations.Select(organisation => ComparedOrganisation.Of(organisation, [.. contacts[organisation.Id]]));
    }

    static async Task<IReadOnlyList<DuplicateHit>> HitsAsync(CrmDbContext db, IReadOnlyList<Comparison> alike, CancellationToken cancellationToken)
    {
        if (alike.Count == 0)
            return [];
        var ids = alike.Select(comparison => comparison.Known.Id).ToList();
        var relations = await db.Relations.AsNoTracking().Where(relation => EF.Parameter(ids).Contains(relation.OrganisationId)).OrderBy(relation => relation.IsArchived)
            .Select(relation => new { relation.OrganisationId, relation.Id, relation.IsDebtor, relation.CreatedAt, Responsible = db.Users.Where(user => user.Id == relation.ResponsibleId).Select(user => user.Name).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return
        [
            .. alike.Select(comparison =>
            {
                var (known, relation) = (comparison.Known, relations.Find(relation => relation.OrganisationId == comparison.Known.Id));
                return new DuplicateHit(
                    comparison.Verdict!.Value, known.Id, relation?.Id, known.Name, known.Address.Town,
                    relation?.IsDebtor ?? false, relation?.CreatedAt, relation?.Responsible ?? "", comparison.Evidence);
            }),
        ];
    }
}
