using Crm.Audit;
using Crm.Data;

namespace Crm.Relations;

/// <summary>How something came onto a contact's card.</summary>
static class ContactOrigin
{
    /// <summary>The change by which a number or address came onto the card: its own, else the one that made the card. Null when history does not know.</summary>
    public static async Task<FieldChange?> OriginAsync(this Contact contact, CrmDbContext db, Guid relationId, string value, CancellationToken cancellationToken)
    {
        var changes = await db.FieldChanges.AsNoTracking().Where(change => change.RecordId == relationId && change.Field == "contact").OrderByDescending(change => change.At).ToListAsync(cancellationToken);
        return changes.Find(change => Tells(change.New) && !Tells(change.Old)) ?? changes.Find(change => change.Old is null && change.New == contact.Person!.FullName);

        bool Tells(string? card) => card?.Contains(value, StringComparison.Ordinal) == true;
    }
}
