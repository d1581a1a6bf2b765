namespace Crm.Dashboard;

/// <summary>How figures are written on the dashboard.</summary>
public static class DashboardWords
{
    const string Minus = "\u2212";
    static readonly string[] DutchMonths = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

    /// <summary>"mrt": under a chart and above a column.</summary>
    public static string ShortMonth(int month) => Words.InDutch ? DutchMonths[month - 1] : Formats.MonthName(month)[..3];

    /// <summary>"€ 1.284.500" or "53".</summary>
    public static string Text(this Tally tally, Measure measure) => measure == Measure.Amount ? Formats.EuroWhole(tally.Amount) : Formats.Number(tally.Number);

    /// <summary>"€ 188 k" or "53", beside a bar.</summary>
    public static string Short(this Tally tally, Measure measure) => measure == Measure.Amount ? Formats.EuroShort(tally.Amount) : Formats.Number(tally.Number);

    /// <summary>"+ 14,6 %"; empty when there is nothing to compare with.</summary>
    public static string Growth(decimal now, decimal before) =>
        before == 0 ? "" : Signed(Math.Round((now - before) / before * 100, 1, MidpointRounding.AwayFromZero), Formats.Percent);

    public static string Points(decimal? now, decimal? before) => now is null || before is null ? "" : Signed(now.Value - before.Value, figure => Formats.Number(figure) + " pp");

    public static string Days(decimal? now, decimal? before) =>
        now is null || before is null ? "" : Signed(now.Value - before.Value, days => Formats.Number(days) + " " + Say(days == 1 ? "dag" : "dagen", days == 1 ? "day" : "days"));

    public static string Percent(decimal? percentage) => percentage is { } figure ? Formats.Percent(figure) : "–";

    public static string Days(decimal? days) => days is { } figure ? Formats.Number(figure) + " " + Say(figure == 1 ? "dag" : "dagen", figure == 1 ? "day" : "days") : "–";

    public static string ForecastCount(int number) => Formats.Number(number) + " " + (number == 1 ? "forecast" : "forecasts");

    static string Signed(decimal change, Func<decimal, string> write) => (change < 0 ? Minus : "+") + "\u00A0" + write(Math.Abs(change));
}
