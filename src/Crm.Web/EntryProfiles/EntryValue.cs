using System.Globalization;
using Crm.Relations;

namespace Crm.EntryProfiles;

/// <summary>A kept value as people read it.</summary>
public static class EntryValue
{
    public static string Shown(EntryField field, string value, EntryChoices choices) => field.Show is { } show ? show(value) : field.Kind switch
    {
        FieldKind.YesNo => value == "true" ? Say("Ja", "Yes") : Say("Nee", "No"),
        FieldKind.Language => value == "en" ? Say("Engels", "English") : Say("Nederlands", "Dutch"),
        FieldKind.Country => Countries.NameOf(value),
        FieldKind.Phone => DutchNumbers.PrintedPhone(value),
        FieldKind.Employee => choices.Employees.FirstOrDefault(choice => choice.Value == value)?.Text ?? value,
        FieldKind.Source => choices.Sources.FirstOrDefault(choice => choice.Value == value)?.Text ?? value,
        FieldKind.Status => choices.Statuses.FirstOrDefault(choice => choice.Value == value)?.Text ?? value,
        FieldKind.Amount when decimal.TryParse(value, CultureInfo.InvariantCulture, out var amount) => Formats.Euro(amount),
        FieldKind.Date when DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var day) => Formats.Date(day),
        _ => value,
    };
}
