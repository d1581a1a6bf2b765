using Crm.Data;
using Microsoft.Extensions.Primitives;

namespace Crm.CustomFields;

/// <summary>What a list asks of custom fields, as it stands in its address: "relation_region=noord", "relation_fleet=10..50", "relation_supplier=van*".</summary>
public static class CustomFilters
{
    const string Until = "..";

    public static readonly IReadOnlyDictionary<string, string> None = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Those of an address, by their field, in order, so that one filter has one address.</summary>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<KeyValuePair<string, StringValues>> query, params CustomRecord[] records)
    {
        var asked = query.Where(pair => CustomField.RecordOf(pair.Key) is { } record && records.Contains(record) && !StringValues.IsNullOrEmpty(pair.Value))
            .ToDictionary(pair => pair.Key.ToLowerInvariant(), pair => pair.Value.ToString());
        return asked.Count == 0 ? None : new SortedDictionary<string, string>(asked, StringComparer.Ordinal);
    }

    // The database compares, so there is no culture to choose: ordinal overloads do not translate.
#pragma warning disable CA1309
    /// <summary>The records that have such a value. A set rather than a question per record, so that the index answers it.</summary>
    public static IQueryable<Guid> Having(CrmDbContext db, string field, string asked)
    {
        // A private field answers nobody who asks which records have something in it.
        var keys = db.CustomKeys.Where(key => key.Field == field && db.CustomFields.Any(known => known.Key == field && !known.IsPrivate));
        if (asked.Split(Until) is [var from, var until])
            return Between(keys, field, from, until);
        if (!asked.EndsWith('*'))
            return keys.Where(key => key.Text == CustomKey.TextOf(asked)).Select(key => key.RecordId);
        var (first, last) = (CustomKey.TextOf(asked[..^1]), CustomKey.TextOf(asked[..^1]) + "\uffff");
        return keys.Where(key => string.Compare(key.Text, first) >= 0 && string.Compare(key.Text, last) < 0).Select(key => key.RecordId);
    }
#pragma warning restore CA1309

    static IQueryable<Guid> Between(IQueryable<CustomKey> keys, string field, string from, string until)
    {
        var (least, most) = (Bound(field, from), Bound(field, until));
        return keys.Where(key => key.Number != null && (least == null || key.Number >= least) && (most == null || key.Number <= most)).Select(key => key.RecordId);
    }

    static long? Bound(string field, string text) => text.Length == 0 ? null : CustomKey.NumberOf(text)
        ?? throw RefusedException.Invalid(field, $"“{text}” is geen getal of datum (jjjj-mm-dd).", $"“{text}” is not a number or a date (yyyy-mm-dd).");
}
