using Crm.Dashboard.Behind;
using Crm.Dashboard.Figures;
using Crm.Documents;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Users;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Crm.Dashboard.Exports;

/// <summary>A tab as a workbook: a sheet for each panel, with real figures, and the forecasts behind its leading figure.</summary>
public sealed class DashboardExport(DashboardQueries queries, DashboardRows rows, DashboardQuotes quotes)
{
    const int MostRows = 100_000;

    public async Task<byte[]> WorkbookAsync(DashboardView view, string tab, Actor reader, CancellationToken cancellationToken)
    {
        List<DashboardSheets.Sheet> sheets = [.. await DashboardSheets.OfTabAsync(queries, view, tab, reader, cancellationToken), DashboardSheets.Section(view, await queries.SectionAsync(view, reader, cancellationToken))];
        sheets.Add(tab == "quotes" ? await RowsAsync(view, QuoteFigure.Sent, new(), reader, cancellationToken) : await RowsAsync(view, FigureOf(tab), new(), reader, cancellationToken));
        return await SavedAsync(sheets, cancellationToken);
    }

    /// <summary>The rows behind one figure.</summary>
    public async Task<byte[]> WorkbookAsync(DashboardView view, Figure figure, RowsNarrowed narrowed, Actor reader, CancellationToken cancellationToken) =>
        await SavedAsync([await RowsAsync(view, figure, narrowed, reader, cancellationToken)], cancellationToken);

    /// <summary>The quotes behind one figure.</summary>
    public async Task<byte[]> WorkbookAsync(DashboardView view, QuoteFigure figure, QuotesNarrowed narrowed, Actor reader, CancellationToken cancellationToken) =>
        await SavedAsync([await RowsAsync(view, figure, narrowed, reader, cancellationToken)], cancellationToken);

    static Figure FigureOf(string tab) => tab switch { "open" => Figure.Open, "not-scored" => Figure.NotScored, "contact-moments" => Figure.WithoutNextAppointment, _ => Figure.Scored };

    async Task<DashboardSheets.Sheet> RowsAsync(DashboardView view, Figure figure, RowsNarrowed narrowed, Actor reader, CancellationToken cancellationToken)
    {
        var page = await rows.FindAsync(view, figure, narrowed, 0, MostRows, reader, cancellationToken);
        return new("Forecasts", [.. page.Items.Select(row => new Dictionary<string, object?>
        {
            [Say("Nummer", "Number")] = row.Number,
            ["Forecast"] = SheetText.Harmless(row.Description),
            [Say("Relatie", "Relation")] = SheetText.Harmless(row.Relation),
            [Say("Verantwoordelijke", "Responsible")] = SheetText.Harmless(row.Responsible),
            [Say("Aandeel", "Share")] = row.Percent / 100m,
            ["Status"] = row.Status.ToString(),
            [Say("Resultaat", "Result")] = ForecastResults.Name(row.Result),
            [Say("Bedrag", "Amount")] = row.Amount,
            [Say("Gewogen", "Weighted")] = row.Weighted,
            [Say("Verwacht", "Expected")] = row.ExpectedDate.ToDateTime(TimeOnly.MinValue),
            [Say("Gesloten", "Closed")] = row.ClosedOn?.ToDateTime(TimeOnly.MinValue),
        })]);
    }

    async Task<DashboardSheets.Sheet> RowsAsync(DashboardView view, QuoteFigure figure, QuotesNarrowed narrowed, Actor reader, CancellationToken cancellationToken)
    {
        var page = await quotes.FindAsync(view, figure, narrowed, 0, MostRows, reader, cancellationToken);
        return new(Say("Offertes", "Quotes"), [.. page.Items.Select(row => new Dictionary<string, object?>
        {
            [Say("Nummer", "Number")] = row.Number,
            [Say("Offerte", "Quote")] = SheetText.Harmless(row.Title),
            [Say("Relatie", "Relation")] = SheetText.Harmless(row.Relation),
            [Say("Verantwoordelijke", "Responsible")] = SheetText.Harmless(row.Responsible),
            ["Status"] = row.Status.Name(),
            [Say("Verstuurd", "Sent")] = Clock.Local(row.SentAt),
            [Say("Geopend", "Opened")] = row.OpenedAt is { } opened ? Clock.Local(opened) : null,
            [Say("Gesloten", "Closed")] = row.ClosedAt is { } closed ? Clock.Local(closed) : null,
            [Say("Geldig tot", "Valid until")] = row.ValidUntil.ToDateTime(TimeOnly.MinValue),
            [Say("Bedrag", "Amount")] = row.Amount,
            [Say("Kostprijs", "Cost")] = row.Cost,
            [Say("Korting", "Discount")] = row.Discount,
        })]);
    }

    static async Task<byte[]> SavedAsync(IReadOnlyList<DashboardSheets.Sheet> sheets, CancellationToken cancellationToken)
    {
        using var workbook = new MemoryStream();
        // A sheet without lines has no headings either; one line says so.
        var filled = sheets.DistinctBy(sheet => sheet.Name).ToDictionary(sheet => sheet.Name, object (sheet) => sheet.Lines.Count > 0 ? sheet.Lines : new[] { new Dictionary<string, object?> { ["–"] = Say("Niets in deze doorsnede", "Nothing in this view") } });
        await workbook.SaveAsAsync(filled, configuration: new OpenXmlConfiguration { AutoFilter = true, FastMode = true, EnableAutoWidth = true }, cancellationToken: cancellationToken);
        return workbook.ToArray();
    }
}
