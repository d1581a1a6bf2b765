using Crm.Dashboard.Figures;
using Crm.Dashboard.Subscriptions;

namespace Crm.Dashboard;

/// <summary>How figures are written on the dashboard.</summary>
public static class DashboardWords
{
    const string Minus = "\u2212";
    const int FromTimes = 10;
    static readonly string[] DutchMonths = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

    /// <summary>"mrt": under a chart and above a column.</summary>
    public static string ShortMonth(int month) => Words.InDutch ? DutchMonths[month - 1] : Formats.MonthName(month)[..3];

    /// <summary>"€ 1.284.500" or "53".</summary>
    public static string Text(this Tally tally, Measure measure) => measure == Measure.Amount ? Formats.EuroWhole(tally.Amount) : Formats.Number(tally.Number);

    /// <summary>"€ 188 k" or "53", beside a bar.</summary>
    public static string Short(this Tally tally, Measure measure) => measure == Measure.Amount ? Formats.EuroShort(tally.Amount) : Formats.Number(tally.Number);

    /// <summary>"+ 14,6 %", "58 ×" where a percentage would say little; empty when there is nothing to compare with.</summary>
    public static string Growth(decimal now, decimal before) => before switch
    {
        0 => "",
        _ when now / before >= FromTimes => Formats.Number(Math.Round(now / before, MidpointRounding.AwayFromZero)) + "\u00A0×",
        _ => Signed(Math.Round((now - before) / before * 100, 1, MidpointRounding.AwayFromZero), Formats.Percent),
    };

    public static string Points(decimal? now, decimal? before) => now is null || before is null ? "" : Signed(now.Value - before.Value, figure => Formats.Number(figure) + " pp");

    public static string Days(decimal? now, decimal? before) =>
        now is null || before is null ? "" : Signed(now.Value - before.Value, days => Formats.Number(days) + " " + Say(days == 1 ? "dag" : "dagen", days == 1 ? "day" : "days"));

    public static string Percent(decimal? percentage) => percentage is { } figure ? Formats.Percent(figure) : "–";

    public static string Days(decimal? days) => days is { } figure ? Formats.Number(figure) + " " + Say(figure == 1 ? "dag" : "dagen", figure == 1 ? "day" : "days") : "–";

    /// <summary>"45 min", "5,5 uur", "3,2 dagen": as exact as anybody would say it.</summary>
    public static string Minutes(decimal? minutes) => minutes switch
    {
        null => "–",
        < 90 => Formats.Number(Math.Round(minutes.Value)) + " min",
        < 48 * 60 => Formats.Number(Math.Round(minutes.Value / 60, 1, MidpointRounding.AwayFromZero)) + Say(" uur", " hours"),
        _ => Days(Math.Round(minutes.Value / (24 * 60), 1, MidpointRounding.AwayFromZero)),
    };

    public static string QuoteCount(int number) => Formats.Number(number) + " " + Say(number == 1 ? "offerte" : "offertes", number == 1 ? "quote" : "quotes");

    /// <summary>"12 van 15".</summary>
    public static string SignedOf(Acceptance acceptance) => Say($"{acceptance.Signed.Number} van {acceptance.Answered.Number} getekend", $"{acceptance.Signed.Number} of {acceptance.Answered.Number} signed");

    public static string Discount(QuoteBand band) => band switch
    {
        { To: 0 } => Say("Geen korting", "No discount"),
        { From: 0, To: { } to } => Say($"Tot {to} %", $"Up to {to}%"),
        { To: { } to } => Say($"{band.From}–{to} %", $"{band.From}–{to}%"),
        _ => Say($"Meer dan {band.From} %", $"More than {band.From}%"),
    };

    public static string Versions(QuoteBand band) => (band.To is null ? Say($"{band.From} of meer versies", $"{band.From} or more versions") : band.From == 1 ? Say("1 versie", "1 version") : Say($"{band.From} versies", $"{band.From} versions"));

    public static string AnswerDays(QuoteBand band) => band switch
    {
        { To: 0 } => Say("Binnen een dag", "Within a day"),
        { To: { } to } => Say($"{band.From}–{to} dagen", $"{band.From}–{to} days"),
        _ => Say($"{band.From} dagen of meer", $"{band.From} days or more"),
    };

    public static string ForecastCount(int number) => Formats.Number(number) + " " + (number == 1 ? "forecast" : "forecasts");

    public static string TabName(string tab) => tab switch
    {
        "scored" => Say("Gescoord", "Scored"),
        "open" => Say("Openstaand", "Open"),
        "not-scored" => Say("Niet gescoord", "Not scored"),
        "targets" => "Targets",
        "contact-moments" => Say("Contactmomenten", "Contact moments"),
        "quotes" => Say("Offertes", "Quotes"),
        _ => Say("Samenvatting", "Summary"),
    };

    public static string Name(Section section) => section switch
    {
        Section.Department => Say("Afdeling", "Department"),
        Section.Employee => Say("Medewerker", "Employee"),
        Section.Campaign => Say("Campagne", "Campaign"),
        Section.Source => Say("Bron", "Source"),
        _ => Say("Groep", "Group"),
    };

    /// <summary>"elke maandag om 07:30": after "you get this".</summary>
    public static string Told(Rhythm rhythm, DayOfWeek weekday, TimeOnly at) => rhythm switch
    {
        Rhythm.Daily => Say($"elke werkdag om {at:HH\\:mm}", $"each workday at {at:HH\\:mm}"),
        Rhythm.Weekly => Say($"elke {Formats.DayName(weekday)} om {at:HH\\:mm}", $"each {Formats.DayName(weekday)} at {at:HH\\:mm}"),
        _ => Say($"elke eerste van de maand om {at:HH\\:mm}", $"on the first of each month at {at:HH\\:mm}"),
    };

    public static string Name(MovementStep step) => step switch
    {
        MovementStep.Opening => Say("Openstaand toen", "Open then"),
        MovementStep.New => Say("Nieuw", "New"),
        MovementStep.Reopened => Say("Heropend", "Reopened"),
        MovementStep.MovedIn => Say("Erbij", "Moved in"),
        MovementStep.Increased => Say("Verhoogd", "Increased"),
        MovementStep.Decreased => Say("Verlaagd", "Decreased"),
        MovementStep.MovedOut => Say("Eruit", "Moved out"),
        MovementStep.Scored => Say("Gescoord", "Scored"),
        MovementStep.NotScored => Say("Niet gescoord", "Not scored"),
        _ => Say("Openstaand", "Open"),
    };

    public static string Name(MovementSpan span) => span switch
    {
        MovementSpan.Month => Say("Een maand", "A month"),
        MovementSpan.Quarter => Say("Dit kwartaal", "This quarter"),
        MovementSpan.Year => Say("Dit jaar", "This year"),
        _ => Say("Een week", "A week"),
    };

    /// <summary>"2026", "3e kwartaal 2026", "mei 2026".</summary>
    public static string Period(DashboardView view) => view switch
    {
        { IsWholeYear: true } => view.Year.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ when view.FirstMonth == view.LastMonth => $"{Formats.MonthName(view.FirstMonth)} {view.Year}",
        _ when view.FirstMonth % 3 == 1 && view.LastMonth == view.FirstMonth + 2 => Say($"{view.LastMonth / 3}e kwartaal {view.Year}", $"Quarter {view.LastMonth / 3} of {view.Year}"),
        _ => $"{ShortMonth(view.FirstMonth)}–{ShortMonth(view.LastMonth)} {view.Year}",
    };

    /// <summary>What the page says under its heading.</summary>
    public static string Told(DashboardView view, TimeProvider clock) => view.On is { } on
        ? Say($"{Period(view)}, zoals het was aan het eind van {Formats.LongDate(on)}", $"{Period(view)}, as it was at the end of {Formats.LongDate(on)}")
        : view.Year == clock.Today().Year
            ? Say($"{Period(view)}, tot en met {Formats.Date(clock.Today())}, tegen dezelfde dagen in eerdere jaren", $"{Period(view)}, up to {Formats.Date(clock.Today())}, against the same days of earlier years")
            : Say($"{Period(view)}, tegen eerdere jaren; openstaand is zoals het nu is", $"{Period(view)}, against earlier years; what is open is as it is now");

    /// <summary>"15–30 dagen", "91 dagen of meer".</summary>
    public static string Days(Age age) => age.ToDays is { } to ? Say($"{age.FromDays}–{to} dagen", $"{age.FromDays}–{to} days") : Say($"{age.FromDays} dagen of meer", $"{age.FromDays} days or more");

    public static string Days(Silence silence) => (silence.FromDays, silence.ToDays) switch
    {
        (null, _) => Say("Nooit", "Never"),
        ({ } from, null) => Say($"{from} dagen of meer", $"{from} days or more"),
        ({ } from, { } to) => Say($"{from}–{to} dagen", $"{from}–{to} days"),
    };

    static string Signed(decimal change, Func<decimal, string> write) => (change < 0 ? Minus : "+") + "\u00A0" + write(Math.Abs(change));
}
