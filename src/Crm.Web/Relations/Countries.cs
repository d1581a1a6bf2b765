using System.Globalization;

namespace Crm.Relations;

/// <summary>Countries by their two letters, named in the reader's language.</summary>
public static class Countries
{
    public const string Netherlands = "NL";

    static readonly string[] Codes =
    [
        "NL", "BE", "DE", "FR", "GB", "LU", "AT", "BG", "CH", "CY", "CZ", "DK", "EE", "ES", "FI", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LV",
        "MT", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "AW", "BQ", "CA", "CN", "CW", "ID", "IL", "IN", "JP", "KR", "MA", "SR", "SX", "TR", "UA", "US", "ZA",
    ];

    static readonly Dictionary<string, string> ByDutchName = Codes.ToDictionary(code => NameIn("nl", code), code => code, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<(string Code, string Name)> All => [.. Codes.Select(code => (code, NameOf(code)))];

    public static bool IsKnown(string code) => Codes.Contains(code);

    public static string NameOf(string code) => IsKnown(code) ? NameIn(Words.InDutch ? "nl" : "en", code) : code;

    /// <summary>The code of a country as the trade register names it; the Netherlands when it names none or one we do not know.</summary>
    public static string CodeOf(string? dutchName) => dutchName is null ? Netherlands : ByDutchName.GetValueOrDefault(dutchName, Netherlands);

    // RegionInfo names a country in the language of the thread.
    static string NameIn(string language, string code)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return new RegionInfo(code).DisplayName;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
