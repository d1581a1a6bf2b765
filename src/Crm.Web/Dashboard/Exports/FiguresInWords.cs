using Crm.Dashboard.Figures;
using Crm.Users;

namespace Crm.Dashboard.Exports;

/// <summary>A figure as it is read in a mail.</summary>
/// <param name="Beside">What it is compared with.</param>
public sealed record FigureTold(string Name, string Value, string Beside = "");

/// <summary>The leading figures of a tab, in words.</summary>
public sealed class FiguresInWords(DashboardQueries queries)
{
    public async Task<IReadOnlyList<FigureTold>> OfAsync(DashboardView view, string tab, Actor reader, CancellationToken cancellationToken) => tab switch
    {
        "scored" => Scored(view, await queries.ScoredAsync(view, reader, cancellationToken)),
        "open" => Open(view.Measure, await queries.OpenAsync(view, reader, cancellationToken)),
        "not-scored" => NotScored(view, await queries.NotScoredAsync(view, reader, cancellationToken)),
        "targets" => Targets(view.Measure, await queries.TargetsAsync(view, reader, cancellationToken)),
        "contact-moments" => Contacts(view, await queries.ContactMomentsAsync(view, reader, cancellationToken)),
        "quotes" => Quotes(view, await queries.QuotesAsync(view, reader, cancellationToken)),
        _ => Summary(view, await queries.SummaryAsync(view, reader, cancellationToken)),
    };

    static FigureTold Told(Definition definition, string value, string beside = "") => new(definition.Name.ToString(), value, beside);

    static string Earlier(DashboardView view, string value) => $"{view.Year - 1}: {value}";

    static IReadOnlyList<FigureTold> Summary(DashboardView view, SummaryFigures f) =>
    [
        Told(Definition.Scored, f.Scored.Text(view.Measure), Earlier(view, f.ScoredEarlier.Text(view.Measure))),
        Told(Definition.Attained, DashboardWords.Percent(Ratio.Percent(f.Scored.By(view.Measure), f.TargetToDate.By(view.Measure))), Say("van het target tot nu", "of the target to date")),
        Told(Definition.WinRate, DashboardWords.Percent(f.WinRate.By(view.Measure)), Earlier(view, DashboardWords.Percent(f.WinRateEarlier.By(view.Measure)))),
        Told(Definition.NotScored, f.WinRate.NotScored.Text(view.Measure), Earlier(view, f.WinRateEarlier.NotScored.Text(view.Measure))),
        Told(Definition.Open, f.OpenTotal.Text(view.Measure), Say("gewogen ", "weighted ") + Formats.EuroWhole(f.Weighted)),
        Told(Definition.Overdue, f.Attention.Overdue.Text(view.Measure), DashboardWords.ForecastCount(f.Attention.Overdue.Number)),
        Told(Definition.WithoutNext, f.Attention.WithoutNextAppointment.Text(view.Measure), DashboardWords.ForecastCount(f.Attention.WithoutNextAppointment.Number)),
    ];

    static IReadOnlyList<FigureTold> Scored(DashboardView view, ScoredFigures f) =>
    [
        Told(Definition.Scored, f.Total.Text(view.Measure), Earlier(view, f.Earlier.Scored.Text(view.Measure))),
        Told(Definition.AverageOrder, f.AverageOrder is { } average ? Formats.EuroWhole(average) : "–"),
        Told(Definition.WinRate, DashboardWords.Percent(f.WinRate.By(view.Measure)), Earlier(view, DashboardWords.Percent(f.Earlier.By(view.Measure)))),
        Told(Definition.CycleTime, DashboardWords.Days(f.CycleTime.Median), $"P80: {DashboardWords.Days(f.CycleTime.P80)}"),
        Told(Definition.Accuracy, DashboardWords.Percent(f.Accuracy.Share)),
    ];

    static IReadOnlyList<FigureTold> Open(Measure by, OpenFigures f) =>
    [
        Told(Definition.Open, f.Total.Text(by), Say("gewogen ", "weighted ") + Formats.EuroWhole(f.Weighted)),
        Told(Definition.Coverage, f.Coverage.By(by) is { } coverage ? Formats.Number(coverage) + "×" : "–", f.ExpectedInPeriod.Text(by) + Say(" verwacht", " expected")),
        Told(Definition.Slippage, DashboardWords.Percent(f.Slippage.Share.By(by)), f.Slippage.Slipped.Text(by)),
        Told(Definition.Overdue, f.Attention.Overdue.Text(by), DashboardWords.ForecastCount(f.Attention.Overdue.Number)),
        Told(Definition.WithoutNext, f.Attention.WithoutNextAppointment.Text(by), DashboardWords.ForecastCount(f.Attention.WithoutNextAppointment.Number)),
    ];

    static IReadOnlyList<FigureTold> NotScored(DashboardView view, NotScoredFigures f) =>
    [
        Told(Definition.NotScored, f.Total.Text(view.Measure), Earlier(view, f.Earlier.NotScored.Text(view.Measure))),
        Told(Definition.WinRate, DashboardWords.Percent(f.WinRate.By(view.Measure)), Earlier(view, DashboardWords.Percent(f.Earlier.By(view.Measure)))),
        Told(Definition.AgainstCompetitors, DashboardWords.Percent(f.AgainstCompetitors.By(view.Measure)), Say($"{f.AgainstCompetitors.Closed} met een concurrent", $"{f.AgainstCompetitors.Closed} with a competitor")),
        .. f.Reasons.Take(5).Select(reason => new FigureTold(reason.Name.ToString(), reason.Tally.Text(view.Measure), DashboardWords.Percent(Ratio.Percent(reason.Tally.By(view.Measure), f.Total.By(view.Measure))))),
    ];

    static IReadOnlyList<FigureTold> Targets(Measure by, TargetsFigures f) =>
        [.. f.PerEmployee.Select(one => new FigureTold(one.Name, DashboardWords.Percent(Ratio.Percent(one.Scored.By(by), one.TargetToDate.By(by))), Say($"{one.Scored.Text(by)} van {one.TargetToDate.Text(by)}", $"{one.Scored.Text(by)} of {one.TargetToDate.Text(by)}")))];

    static IReadOnlyList<FigureTold> Contacts(DashboardView view, ContactSummary f) =>
    [
        Told(Definition.Held, Formats.Number(f.Held), Earlier(view, Formats.Number(f.HeldEarlier))),
        Told(Definition.PerOpenForecast, f.PerOpenForecast is { } per ? Formats.Number(per) : "–"),
        Told(Definition.WithoutNext, Formats.Number(f.WithoutNextAppointment.Number), Formats.EuroWhole(f.WithoutNextAppointment.Amount)),
        Told(Definition.NextStep, DashboardWords.Percent(f.WithNextStep.By(view.Measure)), Say("zonder: ", "without: ") + DashboardWords.Percent(f.WithoutNextStep.By(view.Measure))),
    ];

    static IReadOnlyList<FigureTold> Quotes(DashboardView view, QuoteSummary f) =>
    [
        Told(Definition.QuotesSent, f.Sent.Text(view.Measure), Earlier(view, f.SentEarlier.Text(view.Measure))),
        Told(Definition.Acceptance, DashboardWords.Percent(f.Acceptance.By(view.Measure)), DashboardWords.SignedOf(f.Acceptance)),
        Told(Definition.Awaiting, f.Awaiting.Text(view.Measure), Say($"{f.Expiring.Number} verlopen binnen 7 dagen", $"{f.Expiring.Number} expire within 7 days")),
        Told(Definition.ExpiredUnsigned, f.Expired.Text(view.Measure), DashboardWords.QuoteCount(f.Expired.Number)),
        Told(Definition.QuoteMargin, DashboardWords.Percent(f.Signed.MarginPercent), Formats.EuroWhole(f.Signed.Margin)),
        Told(Definition.QuoteDiscount, DashboardWords.Percent(f.Signed.DiscountPercent), Formats.EuroWhole(f.Signed.Discount)),
        Told(Definition.ToSign, DashboardWords.Minutes(f.ToSign.Median), $"P80: {DashboardWords.Minutes(f.ToSign.P80)}"),
    ];
}
