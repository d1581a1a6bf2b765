using Crm.CustomFields;
using Crm.Data;

namespace Crm.Relations;

/// <summary>What the list can show beside the name.</summary>
public enum RelationColumn { Number, Town, PostalCode, KvkNumber, LegalForm, Industry, Responsible, Email, Phone, Website, Kind, Since }

/// <summary>Which columns the list shows, as it stands in its address: "Town,Phone,relation_region".</summary>
public static class RelationColumns
{
    public static readonly IReadOnlyList<RelationColumn> Usual =
        [RelationColumn.Town, RelationColumn.KvkNumber, RelationColumn.Industry, RelationColumn.Responsible, RelationColumn.Kind, RelationColumn.Since];

    public static IReadOnlyList<RelationColumn> Of(string? columns) => string.IsNullOrWhiteSpace(columns) ? Usual : [.. CustomColumns.OwnOf(columns).Select(Read).Distinct().Order()];

    /// <summary>Null for the usual ones, so that their address stays short.</summary>
    public static string? Text(IEnumerable<RelationColumn> columns, IEnumerable<string> custom) => CustomColumns.Text(columns, Usual, custom);

    /// <summary>The field that is edited in the cell; null where a cell is read only.</summary>
    public static string? FieldOf(RelationColumn column) => column switch
    {
        RelationColumn.Town => RelationFields.Town,
        RelationColumn.PostalCode => RelationFields.PostalCode,
        RelationColumn.KvkNumber => RelationFields.KvkNumber,
        RelationColumn.LegalForm => RelationFields.LegalForm,
        RelationColumn.Industry => "industry",
        RelationColumn.Responsible => RelationFields.Responsible,
        RelationColumn.Email => RelationFields.Email,
        RelationColumn.Phone => RelationFields.Phone,
        RelationColumn.Website => "website",
        _ => null,
    };

    public static string Name(RelationColumn column) => column switch
    {
        RelationColumn.Number => Say("Nummer", "Number"),
        RelationColumn.Kind => Say("Soort", "Kind"),
        RelationColumn.Since => Say("Sinds", "Since"),
        _ => RelationFields.Find(FieldOf(column)!)!.Label.ToString(),
    };

    static RelationColumn Read(string name) => Enum.TryParse<RelationColumn>(name, ignoreCase: true, out var column) && Enum.IsDefined(column)
        ? column
        : throw RefusedException.Invalid("columns", $"“{name}” is geen kolom.", $"“{name}” is not a column.");
}
