namespace Crm.CustomFields;

/// <summary>The custom fields that a list shows, among the names of its columns: "Number,Relation,forecast_region".</summary>
public static class CustomColumns
{
    public static IReadOnlyList<string> Of(string? columns) => [.. Names(columns).Where(IsCustom).Distinct()];

    /// <summary>Those of the list itself.</summary>
    public static IEnumerable<string> OwnOf(string? columns) => Names(columns).Where(name => !IsCustom(name));

    /// <summary>Null for the usual ones, so that their address stays short.</summary>
    public static string? Text<T>(IEnumerable<T> columns, IReadOnlyList<T> usual, IEnumerable<string> custom) where T : struct, Enum
    {
        var chosen = columns.Distinct().Order().ToList();
        var names = chosen.Select(column => column.ToString()).Concat(custom.Distinct()).ToList();
        return names.Count == 0 || (names.Count == chosen.Count && chosen.SequenceEqual(usual)) ? null : string.Join(',', names);
    }

    static bool IsCustom(string name) => CustomField.RecordOf(name) is not null;

    static string[] Names(string? columns) => (columns ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
