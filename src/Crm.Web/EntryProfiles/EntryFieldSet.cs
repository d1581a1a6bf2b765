using Crm.CustomFields;
using Crm.Data;
using Crm.Relations;

namespace Crm.EntryProfiles;

/// <summary>Everything that a profile can ask with the custom fields: of the organisation and its relation, of the contact person, of the forecast.</summary>
public sealed class EntryFieldSet
{
    readonly Dictionary<string, EntryField> byKey;

    public EntryFieldSet(CustomFieldSet custom)
    {
        All = [.. Enum.GetValues<EntrySection>().SelectMany(section => EntryFields.All.Where(field => field.Section == section).Concat(custom.Of(RecordsOf(section)).Select(field => Of(field, section))))];
        var archived = Enum.GetValues<EntrySection>().SelectMany(section => custom.EverOf(RecordsOf(section)).Where(field => field.IsArchived).Select(field => Of(field, section)));
        byKey = All.Concat(archived).ToDictionary(field => field.Key, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<EntryField> All { get; }

    public static async Task<EntryFieldSet> ReadAsync(CrmDbContext db, CancellationToken cancellationToken) => new(await CustomFieldSet.ReadAsync(db, cancellationToken));

    /// <summary>An archived field as well: what was sent in before is still taken.</summary>
    public EntryField? Find(string key) => byKey.GetValueOrDefault(key);

    static CustomRecord[] RecordsOf(EntrySection section) => section switch
    {
        EntrySection.Contact => [CustomRecord.Person],
        EntrySection.Forecast => [CustomRecord.Forecast],
        _ => [CustomRecord.Organisation, CustomRecord.Relation],
    };

    static EntryField Of(CustomField field, EntrySection section) =>
        new(field.Key, section, field.Name, RelationFieldSet.KindOf(field.Type), CustomValue.TextLength, typed => RelationFieldSet.Check(field, typed)) { Show = value => CustomValue.Shown(field, value) };
}
