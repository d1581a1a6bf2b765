using Crm.CustomFields;
using Crm.Data;

namespace Crm.Relations;

/// <summary>The fields of a sales relation with the custom ones of the relation and of its organisation.</summary>
public sealed class RelationFieldSet
{
    readonly Dictionary<string, RelationField> byKey;

    public RelationFieldSet(CustomFieldSet custom)
    {
        All = [.. RelationFields.All, .. custom.Of(CustomRecord.Organisation, CustomRecord.Relation).Select(Of)];
        byKey = All.Concat(custom.EverOf(CustomRecord.Organisation, CustomRecord.Relation).Where(field => field.IsArchived).Select(Of)).ToDictionary(field => field.Key, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<RelationField> All { get; }

    public static async Task<RelationFieldSet> ReadAsync(CrmDbContext db, CancellationToken cancellationToken) => new(await CustomFieldSet.ReadAsync(db, cancellationToken));

    /// <summary>An archived field as well: what was sent in before is still taken.</summary>
    public RelationField? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>The values as they are kept. All that is wrong is refused at once.</summary>
    public Dictionary<string, string> Checked(IReadOnlyDictionary<string, string> typed, string countryOtherwise = Countries.Netherlands)
    {
        List<Fault> faults = [];
        Dictionary<string, string> kept = [];
        foreach (var (key, value) in typed)
        {
            if (Find(key) is not { } field)
                faults.Add(new(key, $"Het veld “{key}” bestaat niet.", $"The field “{key}” does not exist."));
            else if (field.Checked(value ?? "") is { Wrong: { } wrong })
                faults.Add(new(field.Key, wrong.Nl, wrong.En));
            else
                kept[field.Key] = field.Checked(value ?? "").Value;
        }
        RelationFields.CheckPostalCode(kept, kept.GetValueOrDefault(RelationFields.Country) is { Length: > 0 } country ? country : countryOtherwise, faults);
        return faults.Count == 0 ? kept : throw new RefusedException(Refusal.Invalid, faults);
    }

    public static FieldKind KindOf(CustomType type) => type switch
    {
        CustomType.Number => FieldKind.Number,
        CustomType.Amount => FieldKind.Amount,
        CustomType.Date => FieldKind.Date,
        // Neither yes nor no is an answer too: nobody asked yet.
        CustomType.YesNo or CustomType.Choice => FieldKind.Choice,
        _ => FieldKind.Text,
    };

    public static Checked Check(CustomField field, string typed)
    {
        var (value, wrong) = CustomValue.Check(field, typed);
        return new(value, wrong);
    }

    static RelationField Of(CustomField field) => new(
        field.Key, field.Name, KindOf(field.Type), CustomValue.TextLength, relation => OwnerOf(field, relation).ReadCustom(field.Key),
        (relation, value) => OwnerOf(field, relation).WriteCustom(field.Key, value), typed => Check(field, typed));

    static ICustomised OwnerOf(CustomField field, Relation relation) => field.Record == CustomRecord.Organisation ? relation.Organisation! : relation;
}
