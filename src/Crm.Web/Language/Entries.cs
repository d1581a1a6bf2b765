using System.Globalization;

namespace Crm.Language;

/// <summary>Reads what people type for an amount, a figure or a date; null when it cannot be one.</summary>
public static class Entries
{
    static readonly string[] DatePatterns = ["d-M-yyyy", "d-M-yy", "d/M/yyyy", "d/M/yy", "d.M.yyyy", "yyyy-M-d", "ddMMyyyy", "ddMMyy"];

    /// <summary>
    /// "1.234,50", "1234,5", "€ 1 234" and "1,234.50" alike. The last separator is the decimal one, unless it is a point or
    /// comma before exactly three digits: then it groups thousands, as the reader's language writes it.
    /// </summary>
    public static decimal? Figure(string? typed)
    {
        var text = new string([.. (typed ?? "").Replace('\u2212', '-').Where(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-')]);
        if ((typed ?? "").Any(char.IsLetter) || text.Length == 0)
            return null;
        var separator = DecimalSeparatorAt(text);
        var plain = separator < 0
            ? Without(text)
            : Without(text[..separator]) + "." + text[(separator + 1)..];
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure)
            ? figure
            : null;
    }

    /// <summary>"23-11-2026", "23-11-26", "23/11", "231126" and "2026-11-23"; without a year it is the one of today.</summary>
    public static DateOnly? Date(string? typed, DateOnly today)
    {
        var text = (typed ?? "").Trim();
        if (DateOnly.TryParseExact(text, DatePatterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        var withYear = text.Replace('/', '-').Replace('.', '-').TrimEnd('-') + "-" + today.Year;
        return DateOnly.TryParseExact(withYear, "d-M-yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) ? date : null;
    }

    static int DecimalSeparatorAt(string text)
    {
        var last = text.LastIndexOfAny(['.', ',']);
        if (last < 0)
            return -1;
        var kinds = text.Where(c => c is '.' or ',').ToList();
        var isMixed = kinds.Distinct().Count() == 2;
        if (isMixed)
            return last;
        var decimals = Words.InDutch ? ',' : '.';
        var groupsThousands = kinds.Count > 1 || (text[last] != decimals && text.Length - last - 1 == 3);
        return groupsThousands ? -1 : last;
    }

    static string Without(string text) => text.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
}
