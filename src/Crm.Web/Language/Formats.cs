using System.Globalization;

namespace Crm.Language;

/// <summary>
/// How figures, dates and sizes are written, in the reader's language. The patterns are spelled out because the culture data
/// of .NET differs between machines, and a quote must look the same everywhere.
/// </summary>
public static class Formats
{
    const string Nbsp = "\u00A0";
    const string Minus = "\u2212";

    static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
    static readonly NumberFormatInfo DutchNumbers = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = ",", NegativeSign = Minus };
    static readonly NumberFormatInfo EnglishNumbers = new() { NumberGroupSeparator = ",", NumberDecimalSeparator = ".", NegativeSign = Minus };
    static readonly string[] DutchDays = ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"];
    static readonly string[] EnglishDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    static readonly string[] DutchMonths =
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];
    static readonly string[] EnglishMonths =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    static NumberFormatInfo Numbers => Words.InDutch ? DutchNumbers : EnglishNumbers;

    /// <summary>"€ 1.234,50" or "€1,234.50".</summary>
    public static string Euro(decimal amount) => WithEuro(amount, "#,##0.00");

    /// <summary>"€ 44.400": for boards and dashboards.</summary>
    public static string EuroWhole(decimal amount) => WithEuro(Math.Round(amount, MidpointRounding.AwayFromZero), "#,##0");

    /// <summary>"€ 188 k", "€ 1,2 mln": for charts only.</summary>
    public static string EuroShort(decimal amount) => Math.Abs(amount) switch
    {
        >= 999_500 => WithEuro(amount / 1_000_000, "#,##0.#") + Nbsp + Words.Say("mln", "m"),
        >= 1_000 => WithEuro(Math.Round(amount / 1_000, MidpointRounding.AwayFromZero), "#,##0") + Nbsp + "k",
        _ => EuroWhole(amount),
    };

    /// <summary>A percentage as it is kept, 0–100: "27,9 %" or "27.9%".</summary>
    public static string Percent(decimal percentage) =>
        percentage.ToString("#,##0.##", Numbers) + (Words.InDutch ? Nbsp : "") + "%";

    public static string Number(decimal number) => number.ToString("#,##0.##", Numbers);

    /// <summary>At most three decimals: "96", "1,125".</summary>
    public static string Quantity(decimal quantity) => quantity.ToString("#,##0.###", Numbers);

    /// <summary>An amount as it stands in a field: "1.234,50".</summary>
    public static string Plain(decimal amount) => amount.ToString("#,##0.00", Numbers);

    public static string Date(DateOnly date) => date.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);

    public static string Date(DateTime at) => Date(Day(at));

    public static string Date(DateOnly? date) => date is { } day ? Date(day) : "";

    /// <summary>"23 november 2026".</summary>
    public static string LongDate(DateOnly date) => $"{date.Day} {MonthName(date.Month)} {date.Year}";

    public static string LongDate(DateTime at) => LongDate(Day(at));

    public static string MonthName(int month) => (Words.InDutch ? DutchMonths : EnglishMonths)[month - 1];

    /// <summary>Heading of a day: "Vandaag", "Vrijdag 20-11-2026".</summary>
    public static string DayHeading(DateTime at, TimeProvider clock)
    {
        var day = Day(at);
        return day == Today(clock) ? Words.Say("Vandaag", "Today") : Capital(DayName(day)) + " " + Date(day);
    }

    public static string Time(DateTime at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Relative within two days, else the day: "vandaag 12:00", "morgen 10:30", "di 24-11, 10:30".</summary>
    public static string When(DateTime at, TimeProvider clock)
    {
        var today = Today(clock);
        var day = Day(at);
        return (day.DayNumber - today.DayNumber) switch
        {
            0 => Words.Say("vandaag ", "today ") + Time(at),
            1 => Words.Say("morgen ", "tomorrow ") + Time(at),
            -1 => Words.Say("gisteren ", "yesterday ") + Time(at),
            _ => $"{ShortDay(day, today)}, {Time(at)}",
        };
    }

    /// <summary>The same for a day without a time: "vandaag", "di 24-11".</summary>
    public static string When(DateOnly day, TimeProvider clock)
    {
        var today = Today(clock);
        return (day.DayNumber - today.DayNumber) switch
        {
            0 => Words.Say("vandaag", "today"),
            1 => Words.Say("morgen", "tomorrow"),
            -1 => Words.Say("gisteren", "yesterday"),
            _ => ShortDay(day, today),
        };
    }

    /// <summary>How long ago: "zojuist", "5 minuten geleden", "3 uur geleden", "41 dagen geleden".</summary>
    public static string Ago(DateTime at, TimeProvider clock)
    {
        var past = clock.GetUtcNow().UtcDateTime - at;
        return past switch
        {
            { TotalMinutes: < 1 } => Words.Say("zojuist", "just now"),
            { TotalMinutes: < 60 } => Past((int)past.TotalMinutes, "minuut", "minuten", "minute", "minutes"),
            { TotalHours: < 24 } => Past((int)past.TotalHours, "uur", "uur", "hour", "hours"),
            _ => Past((int)past.TotalDays, "dag", "dagen", "day", "days"),
        };
    }

    /// <summary>"1 dag", "3 dagen".</summary>
    public static string Days(int days) => days.ToString("#,##0", Numbers) + " " + (Math.Abs(days) == 1 ? Words.Say("dag", "day") : Words.Say("dagen", "days"));

    /// <summary>Of a file: "41 kB", "1,2 MB".</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => bytes + Nbsp + "B",
        < 999_500 => Math.Round(bytes / 1_000m, MidpointRounding.AwayFromZero).ToString("0", Numbers) + Nbsp + "kB",
        _ => (bytes / 1_000_000m).ToString("#,##0.#", Numbers) + Nbsp + "MB",
    };

    static string WithEuro(decimal amount, string pattern)
    {
        var figure = Math.Abs(amount).ToString(pattern, Numbers);
        var sign = figure.Any(digit => digit is >= '1' and <= '9') && amount < 0 ? Minus : "";
        return Words.InDutch ? "€" + Nbsp + sign + figure : sign + "€" + figure;
    }

    static string Past(int count, string oneNl, string manyNl, string oneEn, string manyEn) => count == 1
        ? Words.Say($"1 {oneNl} geleden", $"1 {oneEn} ago")
        : Words.Say($"{count} {manyNl} geleden", $"{count} {manyEn} ago");

    static string ShortDay(DateOnly day, DateOnly today)
    {
        var pattern = day.Year == today.Year ? "dd-MM" : "dd-MM-yyyy";
        var name = Words.InDutch ? DayName(day)[..2] : DayName(day)[..3];
        return name + " " + day.ToString(pattern, CultureInfo.InvariantCulture);
    }

    public static string DayName(DayOfWeek day) => (Words.InDutch ? DutchDays : EnglishDays)[(int)day];

    static string DayName(DateOnly day) => DayName(day.DayOfWeek);

    static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    static DateTime Local(DateTime at) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(at, DateTimeKind.Utc), Amsterdam);

    static DateOnly Day(DateTime at) => DateOnly.FromDateTime(Local(at));

    static DateOnly Today(TimeProvider clock) => Day(clock.GetUtcNow().UtcDateTime);
}
