using Crm.Data;

namespace Crm.Relations;

/// <summary>
/// Brings the keys by which organisations are found up to date with what they, their relations and their contacts say. Whoever changes any of
/// these holds the relation, so that nobody writes keys from what somebody else is changing.
/// </summary>
public static class OrganisationIndex
{
    /// <summary>Before anything of these organisations is read. In one order, so that no two wait for each other.</summary>
    public static async Task HoldAsync(CrmDbContext db, IReadOnlyCollection<Guid> organisationIds, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql())
            return;
        Guid[] ids = [.. organisationIds];
        await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Relations" WHERE "OrganisationId" = ANY ({ids}) ORDER BY "Id" FOR UPDATE""", cancellationToken);
    }

    /// <summary>These persons, and every organisation where they are a contact.</summary>
    public static async Task HoldOfPersonsAsync(CrmDbContext db, IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken)
    {
        foreach (var id in personIds.Order())
            await db.LockAsync<Person>(id, cancellationToken);
        await HoldAsync(db, await db.Contacts.Where(contact => personIds.Contains(contact.PersonId)).Select(contact => contact.OrganisationId).Distinct().ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>After what was changed is saved.</summary>
    public static async Task RefreshAsync(CrmDbContext db, IReadOnlyCollection<Guid> organisationIds, CancellationToken cancellationToken)
    {
        await HoldAsync(db, organisationIds, cancellationToken);
        foreach (var organisation in await db.Organisations.Include(organisation => organisation.Keys).Where(organisation => organisationIds.Contains(organisation.Id)).ToListAsync(cancellationToken))
            await RefreshAsync(db, organisation, cancellationToken);
    }

    /// <param name="organisation">With its keys, and its relation held.</param>
    public static async Task RefreshAsync(CrmDbContext db, Organisation organisation, CancellationToken cancellationToken) =>
        organisation.Reindex(await db.Contacts.AsNoTracking().Include(contact => contact.Person).Where(contact => contact.OrganisationId == organisation.Id).ToListAsync(cancellationToken));
}
