using Crm.Audit;
using Crm.CustomFields;
using Crm.Data;
using Crm.Relations;
using Crm.Users;

namespace Crm.Merging;

/// <summary>Two sales relations, with their organisations, become one.</summary>
public sealed class RelationMerge(TimeProvider clock)
{
    public async Task<(string Source, string Target)> RunAsync(CrmDbContext db, MergeRequest request, MergeNotes notes, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var id in new[] { request.SourceId, request.TargetId }.Order())
            await db.LockAsync<Relation>(id, cancellationToken);
        var source = await db.Relations.AsNoTracking().Include(relation => relation.Organisation).SingleOrDefaultAsync(relation => relation.Id == request.SourceId, cancellationToken) ?? throw NotFound();
        var target = await db.Relations.Include(relation => relation.Organisation!.Keys).SingleOrDefaultAsync(relation => relation.Id == request.TargetId, cancellationToken) ?? throw NotFound();
        var names = (source.Organisation!.Name, target.Organisation!.Name);
        notes.Traces.UnionWith([source.OrganisationId, target.OrganisationId]);
        TakeValues(db, await CustomFieldSet.ReadAsync(db, cancellationToken), request, notes, source, target, actor);
        await db.SaveChangesAsync(cancellationToken);
        await MoveAllAsync(db, notes, source, target, cancellationToken);
        await OrganisationIndex.RefreshAsync(db, target.Organisation, cancellationToken);
        return names;
    }

    void TakeValues(CrmDbContext db, CustomFieldSet custom, MergeRequest request, MergeNotes notes, Relation source, Relation target, Actor actor)
    {
        notes.Take(MergeFields.OfRelation(custom), source, target, target.Id, choice => request.Takes(choice, source, target));
        if (target.Organisation!.PartOfId == source.OrganisationId)
            notes.Set(MergeFields.PartOf, target, target.Id, source.Organisation!.PartOfId == target.OrganisationId ? "" : MergeFields.PartOf.Read(source));
        db.Entry(target).State = EntityState.Modified;
        foreach (var set in notes.Memory.Fields)
            db.RecordChange(target, set.Field, FieldHistory.Text(set.Before), FieldHistory.Text(set.After), actor, clock.UtcNow());
    }

    static async Task MoveAllAsync(CrmDbContext db, MergeNotes notes, Relation source, Relation target, CancellationToken cancellationToken)
    {
        notes.Moved(await Hanging.MoveAsync(db, "Relation", source.Id, target.Id, cancellationToken));
        await db.CustomKeys.Where(key => key.RecordId == source.Id).ExecuteDeleteAsync(cancellationToken);
        notes.Removed(await db.Relations.AsNoTracking().SingleAsync(relation => relation.Id == source.Id, cancellationToken), source.Id);
        await db.Relations.Where(relation => relation.Id == source.Id).ExecuteDeleteAsync(cancellationToken);
        notes.Moved(await Hanging.MoveAsync(db, "Organisation", source.OrganisationId, target.OrganisationId, cancellationToken));
        notes.Removed(await db.Organisations.AsNoTracking().SingleAsync(organisation => organisation.Id == source.OrganisationId, cancellationToken), source.OrganisationId);
        await db.CustomKeys.Where(key => key.RecordId == source.OrganisationId).ExecuteDeleteAsync(cancellationToken);
        await db.OrganisationKeys.Where(key => key.OrganisationId == source.OrganisationId).ExecuteDeleteAsync(cancellationToken);
        await db.Organisations.Where(organisation => organisation.Id == source.OrganisationId).ExecuteDeleteAsync(cancellationToken);
    }

    static RefusedException NotFound() => RefusedException.NotFound("Deze relatie bestaat niet (meer).", "This relation does not exist (any more).");
}
