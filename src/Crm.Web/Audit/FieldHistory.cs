using System.Globalization;
using Crm.Data;
using Crm.Users;

namespace Crm.Audit;

/// <summary>Writes down what a verb changed.</summary>
public static class FieldHistory
{
    /// <summary>
    /// One <see cref="FieldChange"/> for each of these fields that differs from what was read. Called by the verb after its changes and
    /// before they are saved, so that change and history commit together.
    /// </summary>
    public static void RecordChanges(this CrmDbContext db, IVersioned record, IEnumerable<string> fields, Actor actor, DateTime at)
    {
        var entry = db.Entry(record);
        if (entry.State != EntityState.Modified)
            return;
        foreach (var field in fields.Select(name => entry.Property(name)))
        {
            var (old, now) = (Text(field.OriginalValue), Text(field.CurrentValue));
            if (old != now)
                db.RecordChange(record, field.Metadata.Name, old, now, actor, at);
        }
    }

    /// <summary>One change, for what is not a plain field of the record: an address, a line, its creation.</summary>
    public static void RecordChange(this CrmDbContext db, IVersioned record, string field, string? old, string? now, Actor actor, DateTime at)
    {
        var entry = db.Entry(record);
        db.FieldChanges.Add(new FieldChange
        {
            Record = entry.Metadata.ClrType.Name,
            RecordId = (Guid)entry.Property("Id").CurrentValue!,
            Revision = entry.State == EntityState.Added ? record.Revision : record.Revision + 1,
            Field = field,
            Old = old,
            New = now,
            At = at,
            ById = actor.UserId,
            ByName = actor.Name,
            Door = actor.Door,
        });
    }

    /// <summary>A value as history keeps it: the same text on every machine; null for nothing.</summary>
    public static string? Text(object? value) => value switch
    {
        null or "" => null,
        decimal figure => figure.ToString("0.00##", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
