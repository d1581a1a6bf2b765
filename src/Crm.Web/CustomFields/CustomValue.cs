using System.Globalization;
using Crm.Data;

namespace Crm.CustomFields;

/// <summary>What may stand in a custom field, how it is kept, and how it is read: always as text, the same on every machine.</summary>
public static class CustomValue
{
    public const int TextLength = 500;
    const decimal Largest = 999_999_999_999m;
    const int FirstYear = 1900;

    /// <summary>The value as it is kept, or what is wrong with it.</summary>
    public static (string Value, LocalText? Wrong) Check(CustomField field, string? typed)
    {
        var text = (typed ?? "").Trim();
        return text.Length == 0 ? ("", null) : field.Type switch
        {
            CustomType.Number => Figure(text, "0.##", new("Vul een getal in, zoals 12 of 12,5.", "Enter a number, such as 12 or 12.5.")),
            CustomType.Amount => Figure(text, "0.00", new("Vul een bedrag in, zoals 1.250,00.", "Enter an amount, such as 1,250.00.")),
            CustomType.Date => Day(text),
            CustomType.YesNo => YesNo(text),
            CustomType.Choice => Choice(field, text),
            _ => Text(text),
        };
    }

    /// <summary>As people read it.</summary>
    public static string Shown(CustomField field, string? value) => value is not { Length: > 0 } ? "" : field.Type switch
    {
        CustomType.Number when Decimal(value) is { } number => Formats.Quantity(number),
        CustomType.Amount when Decimal(value) is { } amount => Formats.Euro(amount),
        CustomType.Date when DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var day) => Formats.Date(day),
        CustomType.YesNo => value == "true" ? Say("Ja", "Yes") : Say("Nee", "No"),
        CustomType.Choice => field.Choices.Find(choice => choice.Key == value)?.Name.ToString() ?? value,
        _ => value,
    };

    /// <summary>What can be chosen: yes or no, or the values of its list.</summary>
    public static IReadOnlyList<CustomChoice> Offered(CustomField field) => field.Type switch
    {
        CustomType.YesNo => [new("true", new("Ja", "Yes")), new("false", new("Nee", "No"))],
        _ => [.. field.Choices.Where(choice => !choice.IsRetired)],
    };

    /// <summary>For a sheet: a figure or a day where it is one, so that the sheet can add it up.</summary>
    public static object? Cell(CustomField field, string? value) => field.Type switch
    {
        CustomType.Number or CustomType.Amount => Decimal(value),
        CustomType.Date => DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var day) ? day.ToDateTime(TimeOnly.MinValue) : null,
        _ => Shown(field, value),
    };

    public static decimal? Decimal(string? value) => decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure) ? figure : null;

    static (string, LocalText?) Text(string text)
    {
        if (text.Length > TextLength)
            return (text, new($"Hooguit {TextLength} tekens; dit zijn er {text.Length}.", $"At most {TextLength} characters; these are {text.Length}."));
        return text.Any(char.IsControl) ? (text, new("Hier staan tekens in die niet te lezen zijn.", "This holds characters that cannot be read.")) : (text, null);
    }

    static (string, LocalText?) Figure(string text, string format, LocalText wrong) => Entries.Figure(text) switch
    {
        null => (text, wrong),
        > Largest or < -Largest => (text, new("Dit getal is te groot.", "This number is too large.")),
        { } figure => (figure.ToString(format, CultureInfo.InvariantCulture), null),
    };

    // A day without a year would be this year's, also next year: the first year there is makes it too early.
    static (string, LocalText?) Day(string text) => Entries.Date(text, DateOnly.MinValue) is { Year: >= FirstYear } day
        ? (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null)
        : (text, new("Vul een datum in als dd-mm-jjjj.", "Enter a date as dd-mm-yyyy."));

    static (string, LocalText?) YesNo(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "JA" or "J" or "YES" or "Y" or "1" or "X" or "WAAR" or "ON" => ("true", null),
        "FALSE" or "NEE" or "N" or "NO" or "0" or "ONWAAR" => ("false", null),
        _ => (text, new("Kies ja of nee.", "Choose yes or no.")),
    };

    /// <summary>By its key, or by its name in either language, as a file has it.</summary>
    static (string, LocalText?) Choice(CustomField field, string text) =>
        field.Choices.Find(choice => choice.Key == text || IsSame(choice.Name.Nl, text) || IsSame(choice.Name.En, text)) is { } chosen
            ? (chosen.Key, null)
            : (text, new("Kies een waarde uit de lijst.", "Choose a value from the list."));

    static bool IsSame(string name, string text) => string.Equals(name, text, StringComparison.OrdinalIgnoreCase);
}
