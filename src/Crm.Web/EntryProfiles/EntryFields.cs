using Crm.Relations;

namespace Crm.EntryProfiles;

/// <summary>Everything that a profile can ask, in the order in which a form asks it; with the custom fields it is an <see cref="EntryFieldSet"/>.</summary>
public static class EntryFields
{
    public const string FirstName = "firstName";
    public const string Prefix = "prefix";
    public const string LastName = "lastName";
    public const string Function = "function";
    public const string ContactEmail = "contactEmail";
    public const string ContactPhone = "contactPhone";
    public const string Mobile = "mobile";
    public const string Source = "source";
    public const string Description = "description";
    public const string Status = "status";
    public const string Amount = "amount";
    public const string ExpectedDate = "expectedDate";
    public const string Remark = "remark";

    // Blocking is something that happens to a relation later.
    const string NotAsked = "blocked";

    public static readonly IReadOnlyList<EntryField> All =
    [
        .. RelationFields.All.Where(field => field.Key != NotAsked)
            .Select(field => new EntryField(field.Key, EntrySection.Organisation, field.Label, field.Kind, field.MaxLength, field.Check)),
        new(FirstName, EntrySection.Contact, new("Voornaam", "First name"), FieldKind.Text, 60),
        new(Prefix, EntrySection.Contact, new("Tussenvoegsel", "Prefix"), FieldKind.Text, 20),
        new(LastName, EntrySection.Contact, new("Achternaam", "Last name"), FieldKind.Text, 80),
        new(Function, EntrySection.Contact, new("Functie", "Function"), FieldKind.Text, 80),
        new(ContactEmail, EntrySection.Contact, new("E-mail", "E-mail"), FieldKind.Email, 254),
        new(Mobile, EntrySection.Contact, new("Mobiel", "Mobile"), FieldKind.Phone, 40),
        new(ContactPhone, EntrySection.Contact, new("Telefoon", "Phone"), FieldKind.Phone, 40),
        new(Source, EntrySection.Contact, new("Bron van de gegevens", "Source of the data"), FieldKind.Source, 40),
        new(Description, EntrySection.Forecast, new("Omschrijving", "Description"), FieldKind.Text, 100),
        new(Status, EntrySection.Forecast, new("Status", "Status"), FieldKind.Status, 40),
        new(Amount, EntrySection.Forecast, new("Verwacht bedrag", "Expected amount"), FieldKind.Amount, 20),
        new(ExpectedDate, EntrySection.Forecast, new("Verwachte einddatum", "Expected end date"), FieldKind.Date, 20),
        new(Remark, EntrySection.Forecast, new("Opmerking", "Remark"), FieldKind.LongText, 1000),
    ];
}
