using Crm.CustomFields;
using Crm.Data;
using Crm.Documents;
using Crm.Users;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Crm.Forecasts;

/// <summary>The list as a workbook: the columns that are shown, with real figures and dates, all pages together.</summary>
public sealed class ForecastExport(CrmDatabase database, TimeProvider clock)
{
    public async Task<byte[]> WorkbookAsync(ForecastFilter filter, Actor reader, CancellationToken cancellationToken = default)
    {
        var columns = ForecastColumns.Of(filter.Columns);
        var (custom, rows, statuses) = await database.ReadAsync(async db => (
            (await CustomFieldSet.ReadAsync(db, cancellationToken)).ShownOf(filter.Columns, CustomRecord.Forecast),
            await ForecastCursor.Sorted(filter.Of(db, reader, clock), filter, null).Take(Workbook.MostRows).RowsAsync(db, clock.StartOfToday(), cancellationToken),
            await db.ForecastStatuses.AsNoTracking().ToDictionaryAsync(status => status.Id, status => status.Name.ToString(), cancellationToken)), cancellationToken);
        using var workbook = new MemoryStream();
        await workbook.SaveAsAsync(rows.Select(row => Line(row, columns, custom, statuses)), sheetName: "Forecasts", configuration: Layout(columns), cancellationToken: cancellationToken);
        return workbook.ToArray();
    }

    Dictionary<string, object?> Line(ForecastRow row, IReadOnlyList<ForecastColumn> columns, IReadOnlyList<CustomField> custom, Dictionary<Guid, string> statuses)
    {
        var line = new Dictionary<string, object?> { ["Forecast"] = SheetText.Harmless(row.Description) };
        foreach (var column in columns)
            line[ForecastColumns.Name(column)] = Value(row, column, statuses);
        if (columns.Contains(ForecastColumn.Weighted))
            line[Say("Orderbedrag", "Order amount")] = row.OrderAmount;
        foreach (var field in custom)
            line[field.Name.ToString()] = SheetText.Harmless(CustomValue.Cell(field, row.Custom.GetValueOrDefault(field.Key)));
        return line;
    }

    object? Value(ForecastRow row, ForecastColumn column, Dictionary<Guid, string> statuses) => column switch
    {
        ForecastColumn.Number => row.Number,
        ForecastColumn.Relation => SheetText.Harmless(row.Relation),
        ForecastColumn.Status => row.Result == ForecastResult.Open ? statuses[row.StatusId] : ForecastResults.Name(row.Result),
        ForecastColumn.Amount => row.ExpectedAmount,
        ForecastColumn.Weighted => row.Result == ForecastResult.Open ? row.WeightedAmount : null,
        ForecastColumn.Date => (row.ClosedOn ?? row.ExpectedDate).ToDateTime(TimeOnly.MinValue),
        ForecastColumn.Responsible => row.Responsible,
        ForecastColumn.Next => row.Next is { } next ? Clock.Local(next.At) : null,
        ForecastColumn.Chance => row.Chance / 100m,
        ForecastColumn.Start => row.StartDate.ToDateTime(TimeOnly.MinValue),
        ForecastColumn.InStatus => row.DaysInStatus(clock),
        ForecastColumn.Group => row.Group?.ToString(),
        ForecastColumn.Source => row.Source?.ToString(),
        _ => SheetText.Harmless(row.Campaign ?? ""),
    };

    static OpenXmlConfiguration Layout(IReadOnlyList<ForecastColumn> columns) => new()
    {
        AutoFilter = true,
        FastMode = true,
        EnableAutoWidth = true,
        DynamicColumns = [.. columns.Select(Formatted).OfType<DynamicExcelColumn>(), new DynamicExcelColumn(Say("Orderbedrag", "Order amount")) { Format = "#,##0.00" }],
    };

    static DynamicExcelColumn? Formatted(ForecastColumn column) => column switch
    {
        ForecastColumn.Amount or ForecastColumn.Weighted => new(ForecastColumns.Name(column)) { Format = "#,##0.00" },
        ForecastColumn.Chance => new(ForecastColumns.Name(column)) { Format = "0%" },
        ForecastColumn.Date or ForecastColumn.Start => new(ForecastColumns.Name(column)) { Format = "dd-mm-yyyy" },
        ForecastColumn.Next => new(ForecastColumns.Name(column)) { Format = "dd-mm-yyyy hh:mm" },
        _ => null,
    };
}
