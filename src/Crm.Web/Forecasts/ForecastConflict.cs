using Crm.Audit;
using Crm.Data;

namespace Crm.Forecasts;

/// <summary>Two people changed the same field: the second hears who was first, when, and to what.</summary>
public static class ForecastConflict
{
    public static async Task RefuseIfAnyAsync(CrmDbContext db, IReadOnlyList<FieldChange> conflicts, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (conflicts.Count == 0)
            return;
        var values = await ForecastValues.ReadAsync(db, conflicts, cancellationToken);
        throw new RefusedException(Refusal.Conflict, [.. conflicts.Select(change => new Fault(change.Field,
            $"{change.ByName} zette dit {Formats.When(change.At, clock)} op “{values.Shown(change.Field, change.New)}”. Jouw invoer staat er nog; bewaar opnieuw om hem te laten gelden.",
            $"{change.ByName} set this to “{values.Shown(change.Field, change.New)}” {Formats.When(change.At, clock)}. What you entered is still here; save again to make it count."))]);
    }
}
