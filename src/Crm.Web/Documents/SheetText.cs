namespace Crm.Documents;

public static class SheetText
{
    /// <summary>A text that begins like a formula is not to be run by who opens the workbook.</summary>
    public static string Harmless(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    /// <summary>The same of what may be a text; a figure or a date is none.</summary>
    public static object? Harmless(object? value) => value is string text ? Harmless(text) : value;
}
