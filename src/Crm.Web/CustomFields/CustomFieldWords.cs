namespace Crm.CustomFields;

/// <summary>What records and types are called.</summary>
public static class CustomFieldWords
{
    public static string Name(CustomRecord record) => record switch
    {
        CustomRecord.Organisation => Say("Organisatie", "Organisation"),
        CustomRecord.Person => Say("Persoon", "Person"),
        CustomRecord.Relation => Say("Verkooprelatie", "Sales relation"),
        _ => "Forecast",
    };

    public static string Name(CustomType type) => type switch
    {
        CustomType.Number => Say("Getal", "Number"),
        CustomType.Amount => Say("Bedrag", "Amount"),
        CustomType.Date => Say("Datum", "Date"),
        CustomType.YesNo => Say("Ja of nee", "Yes or no"),
        CustomType.Choice => Say("Keuze uit een lijst", "Choice from a list"),
        _ => Say("Tekst", "Text"),
    };

    public static bool IsFigure(CustomType type) => type is CustomType.Number or CustomType.Amount;

    /// <summary>A filter as its button says it: "10 t/m 50", "begint met van".</summary>
    public static string Asked(CustomField field, string asked) => asked.Split("..") switch
    {
        [var from, ""] => Say($"vanaf {CustomValue.Shown(field, from)}", $"from {CustomValue.Shown(field, from)}"),
        ["", var until] => Say($"t/m {CustomValue.Shown(field, until)}", $"until {CustomValue.Shown(field, until)}"),
        [var from, var until] => Say($"{CustomValue.Shown(field, from)} t/m {CustomValue.Shown(field, until)}", $"{CustomValue.Shown(field, from)} to {CustomValue.Shown(field, until)}"),
        _ when asked.EndsWith('*') => Say($"begint met {asked[..^1]}", $"begins with {asked[..^1]}"),
        _ => CustomValue.Shown(field, asked),
    };
}
