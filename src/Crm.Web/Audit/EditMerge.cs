using Crm.Data;

namespace Crm.Audit;

/// <summary>
/// Brings an edit that was read at an older revision onto the record as it is now: a field that only the other one changed keeps
/// the other's value, a field that only this one changed gets this one's, and a field that both changed is a conflict.
/// </summary>
public sealed class EditMerge
{
    readonly IReadOnlyList<FieldChange> since;
    readonly List<FieldChange> conflicts = [];

    EditMerge(IReadOnlyList<FieldChange> since) => this.since = since;

    /// <summary>The changes of others that decide: theirs is the last value of each field that this edit changes as well.</summary>
    public IReadOnlyList<FieldChange> Conflicts => conflicts;

    /// <param name="readAt">The revision that the editor was looking at; null takes the edit as it is.</param>
    public static async Task<EditMerge> SinceAsync(CrmDbContext db, Guid recordId, int? readAt, CancellationToken cancellationToken) =>
        new(readAt is not { } revision
            ? []
            : await db.FieldChanges.AsNoTracking().Where(change => change.RecordId == recordId && change.Revision > revision)
                .OrderBy(change => change.Revision).ToListAsync(cancellationToken));

    /// <summary>The value that the field gets.</summary>
    public T Take<T>(string field, T mine, T theirs)
    {
        var changes = since.Where(change => change.Field == field).ToList();
        if (changes.Count == 0 || EqualityComparer<T>.Default.Equals(mine, theirs))
            return mine;
        if (FieldHistory.Text(mine) != changes[0].Old)
            conflicts.Add(changes[^1]);
        return theirs;
    }
}
