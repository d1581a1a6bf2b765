using Crm.CustomFields;
using Crm.Documents;
using Crm.Users;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Crm.Relations;

/// <summary>The list as a workbook: the columns that are shown, all pages together.</summary>
public sealed class RelationExport(RelationQueries queries, CustomFieldDesk customFields)
{
    /// <summary>On disk, and gone once it is closed: a million rows do not fit in a request's memory.</summary>
    public async Task<Stream> WorkbookAsync(RelationFilter filter, Actor reader, CancellationToken cancellationToken)
    {
        var columns = RelationColumns.Of(filter.Columns);
        var custom = (await customFields.AllAsync(cancellationToken)).ShownOf(filter.Columns, CustomRecord.Organisation, CustomRecord.Relation);
        var workbook = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await queries.EachAsync(filter, reader, Workbook.MostRows, rows => workbook.SaveAsAsync(
                rows.Select(row => Line(row, columns, custom)), sheetName: Say("Relaties", "Relations"), configuration: Layout, cancellationToken: cancellationToken), cancellationToken);
            workbook.Position = 0;
            return workbook;
        }
        catch
        {
            await workbook.DisposeAsync();
            throw;
        }
    }

    static Dictionary<string, object?> Line(RelationQueries.Row row, IReadOnlyList<RelationColumn> columns, IReadOnlyList<CustomField> custom)
    {
        var line = new Dictionary<string, object?> { [Say("Naam", "Name")] = SheetText.Harmless(row.Name) };
        foreach (var column in columns)
            line[RelationColumns.Name(column)] = Value(row, column);
        foreach (var field in custom)
            line[field.Name.ToString()] = SheetText.Harmless(CustomValue.Cell(field, row.Custom.GetValueOrDefault(field.Key)));
        return line;
    }

    static object? Value(RelationQueries.Row row, RelationColumn column) => column switch
    {
        RelationColumn.Number => row.Number,
        RelationColumn.Responsible => SheetText.Harmless(row.ResponsibleName),
        RelationColumn.Kind => RelationKind.Name(row.IsDebtor, row.IsBlocked, row.IsArchived),
        // Checked when it was entered, so its plus is that of a country.
        RelationColumn.Phone => RelationCell.Of(row, column),
        RelationColumn.Since => Clock.Local(row.CreatedAt).Date,
        _ => SheetText.Harmless(RelationCell.Of(row, column)),
    };

    static OpenXmlConfiguration Layout => new()
    {
        AutoFilter = true,
        FastMode = true,
        EnableAutoWidth = true,
        DynamicColumns = [new DynamicExcelColumn(RelationColumns.Name(RelationColumn.Since)) { Format = "dd-mm-yyyy" }],
    };
}
