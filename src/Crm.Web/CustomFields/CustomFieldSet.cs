using Crm.Data;

namespace Crm.CustomFields;

/// <summary>The custom fields as they are now. A handful of rows: read when they are needed, so that a new one is there at once on every server.</summary>
public sealed class CustomFieldSet(IReadOnlyList<CustomField> fields)
{
    public static readonly CustomFieldSet None = new([]);

    public static async Task<CustomFieldSet> ReadAsync(CrmDbContext db, CancellationToken cancellationToken) =>
        new(await db.CustomFields.AsNoTracking().OrderBy(field => field.Order).ThenBy(field => field.Id).ToListAsync(cancellationToken));

    /// <summary>Those that are asked and shown, in order.</summary>
    public IReadOnlyList<CustomField> Of(params CustomRecord[] records) => [.. fields.Where(field => !field.IsArchived && records.Contains(field.Record))];

    /// <summary>Archived ones as well: what stands in them goes along with its record.</summary>
    public IReadOnlyList<CustomField> EverOf(params CustomRecord[] records) => [.. fields.Where(field => records.Contains(field.Record))];

    /// <summary>Those that a list may show and filter on, and a template may name.</summary>
    public IReadOnlyList<CustomField> OpenOf(params CustomRecord[] records) => [.. Of(records).Where(field => !field.IsPrivate)];

    /// <summary>Those of a list's columns that may be shown.</summary>
    public IReadOnlyList<CustomField> ShownOf(string? columns, params CustomRecord[] records)
    {
        var chosen = CustomColumns.Of(columns);
        return [.. OpenOf(records).Where(field => chosen.Contains(field.Key))];
    }

    /// <summary>An archived one as well: history still names it, and what was sent in before is still taken.</summary>
    public CustomField? Find(string key) => fields.FirstOrDefault(field => string.Equals(field.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The values as they are kept. All that is wrong is refused at once.</summary>
    public Dictionary<string, string> Checked(CustomRecord record, IReadOnlyDictionary<string, string>? typed)
    {
        List<Fault> faults = [];
        Dictionary<string, string> kept = [];
        foreach (var (key, text) in typed ?? new Dictionary<string, string>())
        {
            if (Find(key) is not { } field || field.Record != record)
                faults.Add(new(key, $"Het veld “{key}” bestaat niet.", $"The field “{key}” does not exist."));
            else if (CustomValue.Check(field, text) is { Wrong: { } wrong })
                faults.Add(new(field.Key, $"{field.Name.Nl}: {wrong.Nl}", $"{field.Name.En}: {wrong.En}"));
            else
                kept[field.Key] = CustomValue.Check(field, text).Value;
        }
        faults.RefuseIfAny();
        return kept;
    }

    /// <summary>The values that may leave the record's own page.</summary>
    public Dictionary<string, string> Open(IReadOnlyDictionary<string, string> values) =>
        values.Where(pair => Find(pair.Key) is { IsArchived: false, IsPrivate: false }).ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>For a template: each field by its key, as people read it. Empty where nothing stands, and for a private one; none is left out, or a template that names it would fail.</summary>
    public Dictionary<string, object?> ForTemplate(params IReadOnlyDictionary<string, string>?[] records)
    {
        var values = records.OfType<IReadOnlyDictionary<string, string>>().SelectMany(record => record).ToDictionary(pair => pair.Key, pair => pair.Value);
        return fields.ToDictionary(field => field.Key, object? (field) => field.IsPrivate ? "" : CustomValue.Shown(field, values.GetValueOrDefault(field.Key)));
    }
}
