using Crm.Audit;
using Crm.Data;

namespace Crm.Relations;

/// <summary>Two people changed the same field: the second hears who was first, when, and to what.</summary>
public static class RelationConflict
{
    public static async Task RefuseIfAnyAsync(CrmDbContext db, IReadOnlyList<FieldChange> conflicts, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (conflicts.Count == 0)
            return;
        var names = await db.Users.ToDictionaryAsync(user => user.Id.ToString("D"), user => user.Name, cancellationToken);
        string Shown(FieldChange change) => change.New is null ? "–" : names.GetValueOrDefault(change.New, change.New);
        throw new RefusedException(Refusal.Conflict, [.. conflicts.Select(change => new Fault(change.Field,
            $"{change.ByName} zette dit {Formats.When(change.At, clock)} op “{Shown(change)}”. Jouw invoer staat er nog; bewaar opnieuw om hem te laten gelden.",
            $"{change.ByName} set this to “{Shown(change)}” {Formats.When(change.At, clock)}. What you entered is still here; save again to make it count."))]);
    }
}
