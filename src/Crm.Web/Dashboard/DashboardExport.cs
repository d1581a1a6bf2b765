using System.Globalization;
using Crm.Documents;
using Crm.Forecasts;
using Crm.Users;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Crm.Dashboard;

/// <summary>A tab as a workbook: a sheet for each panel, with real figures, and the forecasts behind its leading figure.</summary>
public sealed class DashboardExport(DashboardQueries queries, DashboardRows rows)
{
    const int MostRows = 100_000;

    sealed record Sheet(string Name, IReadOnlyList<Dictionary<string, object?>> Lines);

    public async Task<byte[]> WorkbookAsync(DashboardView view, string tab, Actor reader, CancellationToken cancellationToken)
    {
        List<Sheet> sheets = [.. await OfTabAsync(view, tab, reader, cancellationToken), Section(view, await queries.SectionAsync(view, reader, cancellationToken))];
        sheets.Add(await RowsAsync(view, FigureOf(tab), new(), reader, cancellationToken));
        return await SavedAsync(sheets, cancellationToken);
    }

    /// <summary>The rows behind one figure.</summary>
    public async Task<byte[]> WorkbookAsync(DashboardView view, Figure figure, RowsNarrowed narrowed, Actor reader, CancellationToken cancellationToken) =>
        await SavedAsync([await RowsAsync(view, figure, narrowed, reader, cancellationToken)], cancellationToken);

    static Figure FigureOf(string tab) => tab switch { "open" => Figure.Open, "not-scored" => Figure.NotScored, "contact-moments" => Figure.WithoutNextAppointment, _ => Figure.Scored };

    async Task<IReadOnlyList<Sheet>> OfTabAsync(DashboardView view, string tab, Actor reader, CancellationToken cancellationToken)
    {
        switch (tab)
        {
            case "scored":
                var scored = await queries.ScoredAsync(view, reader, cancellationToken);
                return [Months(scored.PerMonth), Parts(Say("Per groep", "Per group"), scored.PerGroup), Parts(Say("Per medewerker", "Per employee"), scored.PerEmployee), Chances(scored.Calibration)];
            case "open":
                var open = await queries.OpenAsync(view, reader, cancellationToken);
                return
                [
                    new(Say("Per status", "Per status"), [.. open.PerStatus.Select(s => Line(s.Name.ToString(), s.Tally, (Say("Gewogen", "Weighted"), s.Weighted)))]),
                    new(Say("Per verwachte maand", "Per expected month"), [.. open.PerMonth.Select(m => Line($"{m.Year}-{m.Month:00}", m.Tally, (Say("Gewogen", "Weighted"), m.Weighted)))]),
                    new(Say("Tijd in de status", "Time in the status"), [.. open.Ages.Select(age => Line(DashboardWords.Days(age), age.Tally))]),
                ];
            case "not-scored":
                var lost = await queries.NotScoredAsync(view, reader, cancellationToken);
                return [Months(lost.PerMonth), Parts(Say("Waarom", "Why"), lost.Reasons), Parts(Say("Verloren aan", "Lost to"), lost.LostTo), Parts(Say("Bij welke status", "At which status"), lost.LostAt)];
            case "targets":
                return [Employees((await queries.TargetsAsync(view, reader, cancellationToken)).PerEmployee)];
            case "contact-moments":
                var contacts = await queries.ContactMomentsAsync(view, reader, cancellationToken);
                return [Parts(Say("Per contactvorm", "Per form of contact"), contacts.PerForm), Parts(Say("Per medewerker", "Per employee"), contacts.PerEmployee)];
            default:
                var summary = await queries.SummaryAsync(view, reader, cancellationToken);
                return [Months(summary.PerMonth), Moved(summary.LastWeek), Employees(summary.PerEmployee)];
        }
    }

    static Sheet Months(IReadOnlyList<MonthClosed> months) => new(Say("Per maand", "Per month"), [.. months.OrderBy(m => m.Year).ThenBy(m => m.Month).ThenBy(m => m.Result)
        .GroupBy(m => (m.Year, m.Month, m.Result)).Select(g => Line($"{g.Key.Year}-{g.Key.Month:00}", Tally.Sum(g.Select(m => m.Tally)), (Say("Resultaat", "Result"), ForecastResults.Name(g.Key.Result))))]);

    static Sheet Parts(string name, IReadOnlyList<Part> parts) => new(name, [.. parts.Select(part => Line(part.Name.ToString(), part.Tally))]);

    static Sheet Employees(IReadOnlyList<Attainment> people) => new("Targets", [.. people.Select(one => Line(one.Name, one.Scored,
        (Say("Target t/m nu", "Target to date"), one.TargetToDate.Amount), (Say("Target", "Target"), one.Target.Amount), (Say("Target aantal", "Target number"), one.Target.Number),
        (Say("Te gaan", "To go"), one.ToGo.Amount), (Say("Nodig per week", "Needed per week"), one.RequiredPerWeek.ByAmount)))]);

    static Sheet Chances(IReadOnlyList<StatusCalibration> statuses) => new(Say("Kansen", "Chances"), [.. statuses.Select(s => Line(s.Name.ToString(), s.Real.Scored,
        (Say("Gesloten", "Closed"), s.Real.Closed), (Say("Kans %", "Chance %"), s.Chance), (Say("Werkelijk %", "Real %"), s.Real.ByNumber)))]);

    static Sheet Moved(Movement m) => new(Say("Wat bewoog", "What moved"), [
        Line(m.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), m.Opening), Line(Say("Nieuw", "New"), m.New), Line(Say("Heropend", "Reopened"), m.Reopened), Line(Say("Erbij", "Moved in"), m.MovedIn),
        Line(Say("Verhoogd", "Increased"), m.Increased), Line(Say("Verlaagd", "Decreased"), m.Decreased), Line(Say("Eruit", "Moved out"), m.MovedOut), Line(Say("Gescoord", "Scored"), m.Scored),
        Line(Say("Niet gescoord", "Not scored"), m.NotScored), Line(m.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), m.Closing)]);

    static Sheet Section(DashboardView view, IReadOnlyList<SectionRow> lines) => new(Say("Doorsnede", "Cross-section"), [.. lines.Select(row => new Dictionary<string, object?>
    {
        [DashboardWords.Name(view.Section)] = SheetText.Harmless(row.Name.ToString()),
        [Say("Gescoord", "Scored")] = row.Closed.Scored.Amount,
        [Say("Gescoord aantal", "Scored number")] = row.Closed.Scored.Number,
        [Say("Niet gescoord", "Not scored")] = row.Closed.NotScored.Amount,
        [Say("Niet gescoord aantal", "Not scored number")] = row.Closed.NotScored.Number,
        [Say("Openstaand", "Open")] = row.Open.Amount,
        [Say("Openstaand aantal", "Open number")] = row.Open.Number,
        [Say("Gewogen", "Weighted")] = row.Weighted,
        [Say("Contactmomenten", "Contact moments")] = row.Contacts,
    })]);

    async Task<Sheet> RowsAsync(DashboardView view, Figure figure, RowsNarrowed narrowed, Actor reader, CancellationToken cancellationToken)
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

    static Dictionary<string, object?> Line(string name, Tally tally, params (string Heading, object? Value)[] more)
    {
        var line = new Dictionary<string, object?> { [Say("Naam", "Name")] = SheetText.Harmless(name), [Say("Aantal", "Number")] = tally.Number, [Say("Bedrag", "Amount")] = tally.Amount };
        foreach (var (heading, value) in more)
            line[heading] = value;
        return line;
    }

    static async Task<byte[]> SavedAsync(IReadOnlyList<Sheet> sheets, CancellationToken cancellationToken)
    {
        using var workbook = new MemoryStream();
        // A sheet without lines has no headings either; one line says so.
        var filled = sheets.DistinctBy(sheet => sheet.Name).ToDictionary(sheet => sheet.Name, object (sheet) => sheet.Lines.Count > 0 ? sheet.Lines : new[] { new Dictionary<string, object?> { ["–"] = Say("Niets in deze doorsnede", "Nothing in this view") } });
        await workbook.SaveAsAsync(filled, configuration: new OpenXmlConfiguration { AutoFilter = true, FastMode = true, EnableAutoWidth = true }, cancellationToken: cancellationToken);
        return workbook.ToArray();
    }
}
