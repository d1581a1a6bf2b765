using Crm.CustomFields;
using Crm.Data;
using Crm.Relations;
using Crm.Search;

namespace Crm.Merging;

/// <summary>Two persons become one; where both are contact at the same organisation, those contacts become one too.</summary>
public sealed class PersonMerge
{
    public async Task<(string Source, string Target)> RunAsync(CrmDbContext db, MergeRequest request, MergeNotes notes, CancellationToken cancellationToken)
    {
        await OrganisationIndex.HoldOfPersonsAsync(db, [request.SourceId, request.TargetId], cancellationToken);
        var source = await db.Persons.AsNoTracking().SingleOrDefaultAsync(person => person.Id == request.SourceId, cancellationToken) ?? throw NotFound();
        var target = await db.Persons.SingleOrDefaultAsync(person => person.Id == request.TargetId, cancellationToken) ?? throw NotFound();
        var names = (source.FullName, target.FullName);
        notes.Take(MergeFields.OfPerson(await CustomFieldSet.ReadAsync(db, cancellationToken)), source, target, target.Id, choice => request.Takes(choice, source, target));
        await MergeContactsAsync(db, request, notes, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        notes.Moved(await Hanging.MoveAsync(db, "Person", source.Id, target.Id, cancellationToken));
        notes.Removed(source, source.Id);
        await db.CustomKeys.Where(key => key.RecordId == source.Id).ExecuteDeleteAsync(cancellationToken);
        await RecordWords.ForgetAsync(db, source.Id, cancellationToken);
        await db.Persons.Where(person => person.Id == source.Id).ExecuteDeleteAsync(cancellationToken);
        await ReindexAllAsync(db, target.Id, cancellationToken);
        return names;
    }

    public static async Task ReindexAllAsync(CrmDbContext db, Guid personId, CancellationToken cancellationToken) => await OrganisationIndex.RefreshAsync(db,
        await db.Contacts.Where(contact => contact.PersonId == personId).Select(contact => contact.OrganisationId).Distinct().ToListAsync(cancellationToken), cancellationToken);

    static async Task MergeContactsAsync(CrmDbContext db, MergeRequest request, MergeNotes notes, CancellationToken cancellationToken)
    {
        foreach (var (source, target) in await PairsAsync(db, request.SourceId, request.TargetId, cancellationToken))
        {
            notes.Traces.Add(target.Id);
            notes.Take(MergeFields.OfContact, source, target, target.Id, choice => request.Takes(choice, source, target, $"{target.Id:D}."));
            notes.Moved(await Hanging.MoveAsync(db, "Contact", source.Id, target.Id, cancellationToken));
            notes.Removed(source, source.Id);
            await db.Contacts.Where(contact => contact.Id == source.Id).ExecuteDeleteAsync(cancellationToken);
        }
    }

    /// <summary>The contacts of both at the same organisation.</summary>
    public static async Task<IReadOnlyList<(Contact Source, Contact Target)>> PairsAsync(CrmDbContext db, Guid sourceId, Guid targetId, CancellationToken cancellationToken)
    {
        var sources = await db.Contacts.AsNoTracking().Where(contact => contact.PersonId == sourceId).OrderBy(contact => contact.Id).ToListAsync(cancellationToken);
        var targets = await db.Contacts.Where(contact => contact.PersonId == targetId).OrderBy(contact => contact.Id).ToListAsync(cancellationToken);
        return [.. sources.Select(source => (source, targets.Find(target => target.OrganisationId == source.OrganisationId)!)).Where(pair => pair.Item2 is not null)];
    }

    static RefusedException NotFound() => RefusedException.NotFound("Deze persoon bestaat niet (meer).", "This person does not exist (any more).");
}
