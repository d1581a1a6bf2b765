using Crm.Audit;
using Crm.Data;
using Crm.Dossiers;
using Crm.Relations;
using Crm.Users;

namespace Crm.Merging;

/// <summary>The record with the source's id becomes part of the target's.</summary>
public sealed record MergeRequest(MergeKind Kind, Guid SourceId, Guid TargetId)
{
    /// <summary>Which values the target takes over; null: those that it lacks. Of a contact at the same organisation: its id, a point and the field.</summary>
    public IReadOnlyList<string>? Take { get; init; }

    public bool Takes<T>(MergeChoice<T> choice, T source, T target, string prefix = "") =>
        Take is null ? MergeChoices.IsTakenUnlessChosen(choice, source, target) : Take.Contains(prefix + choice.Key);
}

public static class MergeChoices
{
    // "No" is an answer here, and not the lack of one.
    const string AnswerIsNo = "entrepreneur";

    /// <summary>What the target lacks is taken over, and so is every yes: who is blocked, customer or non-mailing stays so.</summary>
    public static bool IsTakenUnlessChosen<T>(MergeChoice<T> choice, T source, T target) =>
        !choice.IsSame(source, target) && choice.Shown(source).Length > 0 && (choice.Shown(target).Length == 0 || (choice.Shown(target) == "false" && choice.Key != AnswerIsNo));
}

/// <summary>Makes two records one, and two again.</summary>
public sealed class MergeDesk(CrmDatabase database, RelationMerge relations, PersonMerge persons, Unmerge unmerge, TimeProvider clock)
{
    const string Series = "merge";

    public Task<Merge> MergeAsync(MergeRequest request, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        if (request.SourceId == request.TargetId)
            throw RefusedException.Invalid("targetId", "Kies twee verschillende om samen te voegen.", "Choose two different ones to merge.");
        // Taking the number makes merges queue up: what one of them reads, no other is changing.
        var number = await db.NextNumberAsync(Series, cancellationToken);
        var notes = new MergeNotes();
        var (sourceName, targetName) = request.Kind == MergeKind.Relation
            ? await relations.RunAsync(db, request, notes, actor, cancellationToken)
            : await persons.RunAsync(db, request, notes, cancellationToken);
        notes.Traces.UnionWith([request.SourceId, request.TargetId]);
        var merge = new Merge
        {
            Number = number, Kind = request.Kind, SourceId = request.SourceId, TargetId = request.TargetId, SourceName = sourceName, TargetName = targetName,
            At = clock.UtcNow(), ById = actor.UserId, ByName = actor.Name, Door = actor.Door,
            Memory = notes.Memory, Traces = [.. notes.Traces.Select(id => new MergeTrace { RecordId = id })],
        };
        db.Merges.Add(merge);
        await TellAsync(db, DossierKind.Merged, merge, actor, cancellationToken);
        return merge;
    }, cancellationToken);

    /// <summary>Two again, exactly as they were; what was changed since stays changed.</summary>
    public Task UndoAsync(Guid mergeId, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        await db.NextNumberAsync(Series, cancellationToken);
        var merge = await db.Merges.SingleOrDefaultAsync(merge => merge.Id == mergeId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze samenvoeging bestaat niet.", "This merge does not exist.");
        if (merge.UndoneAt is not null)
            throw RefusedException.Conflict("Deze samenvoeging is al ongedaan gemaakt.", "This merge has been undone already.");
        await RefuseIfLaterAsync(db, merge, cancellationToken);
        await unmerge.RunAsync(db, merge, actor, cancellationToken);
        (merge.UndoneAt, merge.UndoneBy) = (clock.UtcNow(), actor.Name);
        await TellAsync(db, DossierKind.MergeUndone, merge, actor, cancellationToken);
    }, cancellationToken);

    static async Task RefuseIfLaterAsync(CrmDbContext db, Merge merge, CancellationToken cancellationToken)
    {
        var later = await db.Merges.Where(other => other.UndoneAt == null && other.Number > merge.Number
                && other.Traces.Any(trace => db.MergeTraces.Any(own => own.MergeId == merge.Id && own.RecordId == trace.RecordId)))
            .OrderByDescending(other => other.Number).Select(other => new { other.SourceName, other.TargetName }).FirstOrDefaultAsync(cancellationToken);
        if (later is not null)
            throw RefusedException.Conflict($"Maak eerst de latere samenvoeging van {later.SourceName} met {later.TargetName} ongedaan.", $"First undo the later merge of {later.SourceName} with {later.TargetName}.");
    }

    async Task TellAsync(CrmDbContext db, DossierKind kind, Merge merge, Actor actor, CancellationToken cancellationToken)
    {
        var about = merge.Kind == MergeKind.Relation
            ? [merge.TargetId]
            : await db.Relations.Where(relation => db.Contacts.Any(contact => contact.OrganisationId == relation.OrganisationId && contact.PersonId == merge.TargetId))
                .Select(relation => relation.Id).ToListAsync(cancellationToken);
        db.Dossier.AddRange(about.Select(id => Dossier.Item(kind, actor, clock, new(id), new() { [Detail.Name] = merge.SourceName, [Detail.Person] = merge.TargetName })));
        // Pages of what was moved hear it too: rows that are hung elsewhere in bulk do not tell by themselves.
        db.Touch([merge.SourceId, merge.TargetId], typeof(Relation), typeof(Contact));
    }
}
