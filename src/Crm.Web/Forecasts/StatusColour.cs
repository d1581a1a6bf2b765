using System.Globalization;

namespace Crm.Forecasts;

/// <summary>A colour that the organisation chose for a status, made readable: the square stands out from the sheet and the words from their ground.</summary>
public sealed record StatusColour(string Solid, string Tint, string Ink)
{
    /// <summary>The colours of the look, readable as they are.</summary>
    public static readonly IReadOnlyList<string> OfTheLook = ["st1", "st2", "st3", "st4", "st5"];

    const double MarkContrast = 3, TextContrast = 4.5;
    const string LightSheet = "#ffffff", DarkSheet = "#121d1c";

    /// <summary>"#3278bd" as it is kept and as a class of its own: "st-3278bd". Null when it is no colour.</summary>
    public static string? ClassOf(string hex) => Parts(hex) is null ? null : "st-" + hex[1..].ToLowerInvariant();

    /// <summary>What was chosen: the other way round; null for a colour of the look.</summary>
    public static string? HexOf(string color) => color.StartsWith("st-", StringComparison.Ordinal) ? "#" + color[3..] : null;

    public static bool IsKnown(string color) => OfTheLook.Contains(color) || (HexOf(color) is { } hex && Parts(hex) is not null);

    public static StatusColour ByDay(string hex) => Readable(hex, LightSheet, "#000000", 0.14);

    public static StatusColour ByNight(string hex) => Readable(hex, DarkSheet, "#ffffff", 0.2);

    /// <summary>How much of the choice had to give way to be read by day.</summary>
    public static bool IsAdjusted(string hex) => !string.Equals(ByDay(hex).Solid, hex, StringComparison.OrdinalIgnoreCase);

    /// <summary>The rules for a page's style sheet.</summary>
    public static string Css(string hex)
    {
        var (day, night, name) = (ByDay(hex), ByNight(hex), ClassOf(hex));
        return $".{name}{{--c:{day.Solid};--ct:{day.Tint};--ci:{day.Ink}}}[data-theme=dark] .{name}{{--c:{night.Solid};--ct:{night.Tint};--ci:{night.Ink}}}";
    }

    /// <summary>WCAG 2.2: 1 to 21.</summary>
    public static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(Parts(one)!), Luminance(Parts(other)!));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    static StatusColour Readable(string hex, string sheet, string away, double strength)
    {
        var tint = Mix(sheet, hex, strength);
        return new(Until(hex, sheet, away, MarkContrast), tint, Until(hex, tint, away, TextContrast));
    }

    static string Until(string hex, string ground, string away, double enough)
    {
        for (var share = 0.0; share < 1; share += 0.04)
        {
            if (Mix(hex, away, share) is var mixed && Contrast(mixed, ground) >= enough)
                return mixed;
        }
        return away;
    }

    static string Mix(string from, string to, double share)
    {
        var (a, b) = (Parts(from)!, Parts(to)!);
        return "#" + string.Concat(a.Zip(b, (one, other) => ((int)Math.Round(one + (other - one) * share)).ToString("x2", CultureInfo.InvariantCulture)));
    }

    static double[]? Parts(string hex) =>
        hex.Length == 7 && hex[0] == '#' && int.TryParse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var colour)
            ? [colour >> 16 & 255, colour >> 8 & 255, colour & 255]
            : null;

    static double Luminance(double[] parts)
    {
        var linear = parts.Select(part => part / 255 <= 0.04045 ? part / 255 / 12.92 : Math.Pow((part / 255 + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
