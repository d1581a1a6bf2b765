using System.Globalization;

namespace Crm.Portal;

/// <summary>The supplier's colour, darkened as far as white words on it can be read (4.5 to 1).</summary>
public static class Accent
{
    const double Readable = 4.5;

    public static string Of(string hex)
    {
        if (hex.Length != 7 || hex[0] != '#' || !int.TryParse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var colour))
            return "#0B5953";
        double[] parts = [colour >> 16 & 255, colour >> 8 & 255, colour & 255];
        while (1.05 / (Luminance(parts) + 0.05) < Readable)
            parts = [.. parts.Select(part => part * 0.94)];
        return "#" + string.Concat(parts.Select(part => ((int)part).ToString("X2", CultureInfo.InvariantCulture)));
    }

    // WCAG 2.2, relative luminance.
    static double Luminance(double[] parts)
    {
        var linear = parts.Select(part => part / 255 <= 0.04045 ? part / 255 / 12.92 : Math.Pow((part / 255 + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
