using System.Globalization;
using Crm.Dashboard.Figures;
using Crm.Documents;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Users;

namespace Crm.Dashboard.Exports;

/// <summary>What a tab shows as sheets of a workbook: one for its leading figures, and one for each panel.</summary>
public static class DashboardSheets
{
    public sealed record Sheet(string Name, IReadOnlyList<Dictionary<string, object?>> Lines);

    public static async Task<IReadOnlyList<Sheet>> OfTabAsync(DashboardQueries queries, DashboardView view, string tab, Actor reader, CancellationToken cancellationToken)
    {
        switch (tab)
        {
            case "scored":
                var scored = await queries.ScoredAsync(view, reader, cancellationToken);
                return [Leading(scored), Months(scored.PerMonth), Parts(Say("Per groep", "Per group"), scored.PerGroup), Parts(Say("Per medewerker", "Per employee"), scored.PerEmployee), Chances(scored.Calibration)];
            case "open":
                var open = await queries.OpenAsync(view, reader, cancellationToken);
                return
                [
                    Leading(open),
                    new(Say("Per status", "Per status"), [.. open.PerStatus.Select(s => Line(s.Name.ToString(), s.Tally, (Say("Gewogen", "Weighted"), s.Weighted)))]),
                    new(Say("Per verwachte maand", "Per expected month"), [.. open.PerMonth.Select(m => Line($"{m.Year}-{m.Month:00}", m.Tally, (Say("Gewogen", "Weighted"), m.Weighted)))]),
                    new(Say("Tijd in de status", "Time in the status"), [.. open.Ages.Select(age => Line(DashboardWords.Days(age), age.Tally))]),
                    new(Say("Doorstroom", "Stage conversion"), [.. open.Conversion.Select(s => Row(s.Name.ToString(), (Say("Erin", "Entered"), s.Entered), (Say("Verder", "Gone on"), s.Passed), ("%", s.Share)))]),
                    Waiting(open.Attention),
                ];
            case "not-scored":
                var lost = await queries.NotScoredAsync(view, reader, cancellationToken);
                return [Leading(lost), Months(lost.PerMonth), Parts(Say("Waarom", "Why"), lost.Reasons), Parts(Say("Verloren aan", "Lost to"), lost.LostTo), Parts(Say("Bij welke status", "At which status"), lost.LostAt), Trend(lost.Trend)];
            case "targets":
                var targets = await queries.TargetsAsync(view, reader, cancellationToken);
                return
                [
                    Employees(targets.PerEmployee),
                    new(Say("Per maand", "Per month"), [.. targets.PerMonth.Select(m => Line($"{view.Year}-{m.Month:00}", targets.ScoredIn(view.Year, m.Month), (Say("Target", "Target"), m.Target.Amount), (Say("Target aantal", "Target number"), m.Target.Number)))]),
                ];
            case "contact-moments":
                var contacts = await queries.ContactMomentsAsync(view, reader, cancellationToken);
                return
                [
                    Leading(contacts),
                    new(Say("Per maand", "Per month"), [.. contacts.PerMonth.Zip(contacts.PerMonthEarlier, (now, earlier) => Row(Formats.MonthName(now.Month), ($"{view.Year}", now.Number), ($"{view.Year - 1}", earlier.Number)))]),
                    new(Say("Laatste contact", "Last contact"), [.. contacts.Silences.Select(silence => Line(DashboardWords.Days(silence), silence.Tally))]),
                    new(Say("Volgende stap", "Next step"), [Won(Say("Met volgende stap", "With a next step"), contacts.WithNextStep), Won(Say("Zonder", "Without"), contacts.WithoutNextStep)]),
                    Parts(Say("Per contactvorm", "Per form of contact"), contacts.PerForm), Parts(Say("Per medewerker", "Per employee"), contacts.PerEmployee),
                ];
            case "quotes":
                var quotes = await queries.QuotesAsync(view, reader, cancellationToken);
                return
                [
                    Leading(quotes),
                    new(Say("Hoe snel het gaat", "How fast it goes"), [Waited(Definition.ToOpen, quotes.ToOpen), Waited(Definition.OpenToSign, quotes.OpenToSign), Waited(Definition.ToSign, quotes.ToSign)]),
                    new(Say("Per maand", "Per month"), [.. quotes.PerMonth.Select(m => Line($"{m.Year}-{m.Month:00}", m.Tally))]),
                    new(Definition.Fates.Name.ToString(), [.. quotes.Fates.Select(fate => Line(fate.Status.Name(), fate.Tally))]),
                    Accepted(Say("Korting", "Discount"), quotes.Discounts, DashboardWords.Discount), Accepted(Say("Versies", "Versions"), quotes.Versions, DashboardWords.Versions),
                    new(Definition.AnswerDays.Name.ToString(), [.. quotes.Days.Select(band => Line(DashboardWords.AnswerDays(band), band.Acceptance.Signed))]),
                ];
            default:
                var summary = await queries.SummaryAsync(view, reader, cancellationToken);
                return
                [
                    Leading(summary), Months(summary.PerMonth),
                    new(Say("Per status", "Per status"), [.. summary.Open.Select(s => Line(s.Name.ToString(), s.Tally, (Say("Gewogen", "Weighted"), s.Weighted)))]),
                    Moved(summary.Moved), Employees(summary.PerEmployee), Parts(Say("Waarom niet", "Why not"), summary.LossReasons), Waiting(summary.Attention),
                ];
        }
    }

    static Sheet Leading(SummaryFigures f) => Leading(
        Of(Definition.Scored, f.Scored), Of(Definition.NotScored, f.WinRate.NotScored), Of(Definition.WinRate, f.WinRate.ByNumber, f.WinRate.ByAmount), Of(Definition.Open, f.OpenTotal),
        Of(Definition.CycleTime, f.CycleTime.Median), Of(Definition.Target, f.TargetToDate), Of(Definition.Held, f.Contacts));

    static Sheet Leading(ScoredFigures f) => Leading(
        Of(Definition.Scored, f.Total), Of(Definition.AverageOrder, null, f.AverageOrder), Of(Definition.WinRate, f.WinRate.ByNumber, f.WinRate.ByAmount), Of(Definition.CycleTime, f.CycleTime.Median),
        Of(Definition.Velocity, null, f.Velocity), Of(Definition.Cohort, f.Cohort.WinRate), Of(Definition.Accuracy, null, f.Accuracy.Share));

    static Sheet Leading(OpenFigures f) => Leading(
        Of(Definition.Open, f.Total), Of(Definition.Coverage, f.Coverage.ByNumber, f.Coverage.ByAmount), Of(Definition.Slippage, f.Slippage.Share.ByNumber, f.Slippage.Share.ByAmount), Of(Definition.Pushed, f.Pushes.Forecasts));

    static Sheet Leading(NotScoredFigures f) => Leading(
        Of(Definition.NotScored, f.Total), Of(Definition.WinRate, f.WinRate.ByNumber, f.WinRate.ByAmount), Of(Definition.AgainstCompetitors, f.AgainstCompetitors.ByNumber, f.AgainstCompetitors.ByAmount));

    static Sheet Leading(ContactSummary f) => Leading(
        Of(Definition.Held, f.Held), Of(Definition.PerOpenForecast, f.PerOpenForecast), Of(Definition.WithoutNext, f.WithoutNextAppointment), Of(Definition.Planned, f.Planned));

    static Sheet Leading(QuoteSummary f) => Leading(
        Of(Definition.QuotesSent, f.Sent), Of(Definition.Acceptance, f.Acceptance.ByNumber, f.Acceptance.ByAmount), Of(Definition.Awaiting, f.Awaiting), Of(Definition.ExpiredUnsigned, f.Expired),
        Of(Definition.QuoteMargin, null, f.Signed.MarginPercent), Of(Definition.QuoteDiscount, null, f.Signed.DiscountPercent), Of(Definition.VersionsPerQuote, f.VersionsPerQuote));

    static Dictionary<string, object?> Waited(Definition definition, CycleTime minutes) =>
        Row(definition.Name.ToString(), (Say("Mediaan, uren", "Median, hours"), Hours(minutes.Median)), (Say("P80, uren", "P80, hours"), Hours(minutes.P80)));

    static decimal? Hours(decimal? minutes) => minutes is { } figure ? Math.Round(figure / 60, 2, MidpointRounding.AwayFromZero) : null;

    static Sheet Accepted(string name, IReadOnlyList<QuoteBand> bands, Func<QuoteBand, string> nameOf) => new(name, [.. bands.Select(band => Row(nameOf(band),
        (Say("Getekend", "Signed"), band.Acceptance.Signed.Number), (Say("Beantwoord", "Answered"), band.Acceptance.Answered.Number),
        (Say("% naar aantal", "% by number"), band.Acceptance.ByNumber), (Say("% naar bedrag", "% by amount"), band.Acceptance.ByAmount)))]);

    /// <summary>The figures above the panels.</summary>
    static Sheet Leading(params Dictionary<string, object?>[] figures) => new(Say("Kerncijfers", "Key figures"), figures);

    static Dictionary<string, object?> Of(Definition definition, Tally tally) => Of(definition, tally.Number, tally.Amount);

    static Dictionary<string, object?> Of(Definition definition, object? byNumber, object? byAmount = null) =>
        Row(definition.Name.ToString(), (Say("Naar aantal", "By number"), byNumber), (Say("Naar bedrag", "By amount"), byAmount));

    static Sheet Waiting(Figures.Attention attention) => new(Definition.Attention.Name.ToString(),
    [
        Line(Definition.Overdue.Name.ToString(), attention.Overdue), Line(Definition.WithoutNext.Name.ToString(), attention.WithoutNextAppointment),
        Line(Say("Stil langer dan de norm", "Still beyond the norm"), attention.Stale), Line(Say("Offertes die verlopen", "Quotes that expire"), attention.QuotesExpiring),
    ]);

    static Dictionary<string, object?> Won(string name, WinRate closed) =>
        Row(name, (Say("Gescoord", "Scored"), closed.Scored.Number), (Say("Gesloten", "Closed"), closed.Closed), (Say("% naar aantal", "% by number"), closed.ByNumber), (Say("% naar bedrag", "% by amount"), closed.ByAmount));

    static Sheet Months(IReadOnlyList<MonthClosed> months) => new(Say("Per maand", "Per month"), [.. months.OrderBy(m => m.Year).ThenBy(m => m.Month).ThenBy(m => m.Result)
        .GroupBy(m => (m.Year, m.Month, m.Result)).Select(g => Line($"{g.Key.Year}-{g.Key.Month:00}", Tally.Sum(g.Select(m => m.Tally)), (Say("Resultaat", "Result"), ForecastResults.Name(g.Key.Result))))]);

    static Sheet Trend(IReadOnlyList<ReasonTrend> reasons) => new(Say("Waarom per maand", "Why per month"), [.. reasons.SelectMany(reason => reason.Months.Select((tally, index) => (reason.Name, tally, Month: index + 1)))
        .Where(one => one.tally.Number > 0).Select(one => Line(one.Name.ToString(), one.tally, (Say("Maand", "Month"), one.Month)))]);

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

    public static Sheet Section(DashboardView view, IReadOnlyList<SectionRow> lines) => new(Say("Doorsnede", "Cross-section"), [.. lines.Select(row => new Dictionary<string, object?>
    {
        [DashboardWords.Name(view.Section)] = SheetText.Harmless(row.Name.ToString()),
        [Say("Gescoord", "Scored")] = row.Closed.Scored.Amount,
        [Say("Gescoord aantal", "Scored number")] = row.Closed.Scored.Number,
        [Say("Niet gescoord", "Not scored")] = row.Closed.NotScored.Amount,
        [Say("Niet gescoord aantal", "Not scored number")] = row.Closed.NotScored.Number,
        [Say("Openstaand", "Open")] = row.Open.Amount,
        [Say("Openstaand aantal", "Open number")] = row.Open.Number,
        [Say("Gewogen", "Weighted")] = row.Weighted,
        [Say("Offertes getekend", "Quotes signed")] = row.Quotes.Signed.Number,
        [Say("Offertes beantwoord", "Quotes answered")] = row.Quotes.Answered.Number,
        [Say("Contactmomenten", "Contact moments")] = row.Contacts,
    })]);

    static Dictionary<string, object?> Line(string name, Tally tally, params (string Heading, object? Value)[] more) =>
        Row(name, [(Say("Aantal", "Number"), tally.Number), (Say("Bedrag", "Amount"), tally.Amount), .. more]);

    static Dictionary<string, object?> Row(string name, params (string Heading, object? Value)[] values)
    {
        var line = new Dictionary<string, object?> { [Say("Naam", "Name")] = SheetText.Harmless(name) };
        foreach (var (heading, value) in values)
            line[heading] = value;
        return line;
    }
}
