using Crm.Data;
using Crm.Dossiers;
using Crm.Merging;
using Crm.Relations;
using Crm.Search;
using Crm.Users;

namespace Crm.Import;

/// <summary>Takes back what a row made, unless someone has worked with it since.</summary>
public sealed class ImportUndo
{
    // The import's own traces.
    static readonly Type[] OwnOfRelation = [typeof(ImportRow), typeof(DossierItem)];

    public async Task RunAsync(CrmDbContext db, ImportRow row, CancellationToken cancellationToken)
    {
        var isGone = (row.ContactId is not { } contact || await RemoveContactAsync(db, contact, cancellationToken))
            && (row.State != ImportRowState.Created || await RemoveRelationAsync(db, row.RelationId!.Value, cancellationToken));
        row.State = isGone ? ImportRowState.Undone : ImportRowState.Kept;
    }

    static async Task<bool> RemoveContactAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var contact = await db.Contacts.AsNoTracking().SingleOrDefaultAsync(contact => contact.Id == id, cancellationToken);
        if (contact is null)
            return true;
        // What someone said about being approached has to be kept, and so has the person who said it.
        if (await Hanging.AnyAsync(db, "Contact", id, [typeof(ImportRow)], cancellationToken) || await Hanging.AnyAsync(db, "Person", contact.PersonId, [typeof(Contact)], cancellationToken))
            return false;
        await db.ImportRows.Where(row => row.ContactId == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ContactId, (Guid?)null), cancellationToken);
        await db.Contacts.Where(contact => contact.Id == id).ExecuteDeleteAsync(cancellationToken);
        if (!await Hanging.AnyAsync(db, "Person", contact.PersonId, [], cancellationToken))
        {
            await db.CustomKeys.Where(key => key.RecordId == contact.PersonId).ExecuteDeleteAsync(cancellationToken);
            await RecordWords.ForgetAsync(db, contact.PersonId, cancellationToken);
            await db.Persons.Where(person => person.Id == contact.PersonId).ExecuteDeleteAsync(cancellationToken);
        }
        await OrganisationIndex.RefreshAsync(db, [contact.OrganisationId], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    static async Task<bool> RemoveRelationAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var relation = await db.Relations.AsNoTracking().SingleOrDefaultAsync(relation => relation.Id == id, cancellationToken);
        if (relation is null)
            return true;
        if (await IsInUseAsync(db, relation, cancellationToken))
            return false;
        await db.Dossier.Where(item => item.RelationId == id).ExecuteDeleteAsync(cancellationToken);
        await db.FieldChanges.Where(change => change.RecordId == id).ExecuteDeleteAsync(cancellationToken);
        await db.Relations.Where(relation => relation.Id == id).ExecuteDeleteAsync(cancellationToken);
        await db.CustomKeys.Where(key => key.RecordId == relation.Id || key.RecordId == relation.OrganisationId).ExecuteDeleteAsync(cancellationToken);
        await db.OrganisationKeys.Where(key => key.OrganisationId == relation.OrganisationId).ExecuteDeleteAsync(cancellationToken);
        db.ChangeTracker.Entries<OrganisationKey>().Where(key => key.Entity.OrganisationId == relation.OrganisationId).ToList().ForEach(key => key.State = EntityState.Detached);
        await db.Organisations.Where(organisation => organisation.Id == relation.OrganisationId).ExecuteDeleteAsync(cancellationToken);
        db.Touch([id], typeof(Relation));
        return true;
    }

    /// <summary>Somebody added to it, changed it or noted something about it.</summary>
    static async Task<bool> IsInUseAsync(CrmDbContext db, Relation relation, CancellationToken cancellationToken) =>
        await Hanging.AnyAsync(db, "Relation", relation.Id, OwnOfRelation, cancellationToken)
        || await Hanging.AnyAsync(db, "Organisation", relation.OrganisationId, [typeof(Relation)], cancellationToken)
        || await db.FieldChanges.AnyAsync(change => change.RecordId == relation.Id && change.Door != Door.Import, cancellationToken)
        || await db.Dossier.AnyAsync(item => item.RelationId == relation.Id && item.Kind != DossierKind.RelationCreated, cancellationToken);
}
