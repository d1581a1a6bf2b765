using Crm.Audit;
using Crm.Data;
using Crm.Relations;
using Crm.Users;

namespace Crm.Merging;

/// <summary>Puts back what a merge took away, moved and changed.</summary>
public sealed class Unmerge(TimeProvider clock)
{
    public async Task RunAsync(CrmDbContext db, Merge merge, Actor actor, CancellationToken cancellationToken)
    {
        await HoldAsync(db, merge, cancellationToken);
        foreach (var removed in merge.Memory.Removed)
            db.Add(Row(removed));
        await db.SaveChangesAsync(cancellationToken);
        foreach (var moved in merge.Memory.Moved)
            await Hanging.MoveBackAsync(db, moved, cancellationToken);
        foreach (var set in merge.Memory.Fields)
            await PutBackAsync(db, set, actor, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await ReindexAsync(db, merge, cancellationToken);
    }

    static Task HoldAsync(CrmDbContext db, Merge merge, CancellationToken cancellationToken) => merge.Kind == MergeKind.Person
        ? OrganisationIndex.HoldOfPersonsAsync(db, [merge.TargetId], cancellationToken)
        : db.LockAsync<Relation>(merge.TargetId, cancellationToken);

    static object Row(RemovedRow removed) => removed.Type switch
    {
        nameof(Organisation) => MergeNotes.Read<Organisation>(removed),
        nameof(Relation) => MergeNotes.Read<Relation>(removed),
        nameof(Person) => MergeNotes.Read<Person>(removed),
        _ => MergeNotes.Read<Contact>(removed),
    };

    async Task PutBackAsync(CrmDbContext db, FieldSet set, Actor actor, CancellationToken cancellationToken)
    {
        switch (set.Type)
        {
            case nameof(Relation) when await db.Relations.Include(relation => relation.Organisation!.Keys).SingleOrDefaultAsync(relation => relation.Id == set.RecordId, cancellationToken) is { } relation:
                if (PutBack(MergeFields.FindOfRelation(set.Field), relation, set))
                {
                    db.Entry(relation).State = EntityState.Modified;
                    db.RecordChange(relation, set.Field, FieldHistory.Text(set.After), FieldHistory.Text(set.Before), actor, clock.UtcNow());
                }
                break;
            case nameof(Person) when await db.Persons.SingleOrDefaultAsync(person => person.Id == set.RecordId, cancellationToken) is { } person:
                PutBack(MergeFields.FindOfPerson(set.Field), person, set);
                break;
            case nameof(Contact) when await db.Contacts.SingleOrDefaultAsync(contact => contact.Id == set.RecordId, cancellationToken) is { } contact:
                PutBack(MergeFields.FindOfContact(set.Field), contact, set);
                break;
        }
    }

    /// <summary>Only what still stands as the merge set it: someone who changed it since meant that.</summary>
    static bool PutBack<T>(MergeField<T> field, T record, FieldSet set)
    {
        if (field.Read(record) != set.After)
            return false;
        field.Write(record, set.Before);
        return true;
    }

    static async Task ReindexAsync(CrmDbContext db, Merge merge, CancellationToken cancellationToken)
    {
        if (merge.Kind == MergeKind.Person)
        {
            await PersonMerge.ReindexAllAsync(db, merge.SourceId, cancellationToken);
            await PersonMerge.ReindexAllAsync(db, merge.TargetId, cancellationToken);
            return;
        }
        await OrganisationIndex.RefreshAsync(db, await db.Relations.Where(relation => relation.Id == merge.SourceId || relation.Id == merge.TargetId)
            .Select(relation => relation.OrganisationId).ToListAsync(cancellationToken), cancellationToken);
    }
}
