using System.Globalization;
using Crm.CustomFields;
using Crm.Data;

namespace Crm.Relations;

/// <summary>The fields of a sales relation, in the order in which they are shown. Forms, edits, history and entry profiles all go by this list, with the custom fields behind it: see <see cref="RelationFieldSet"/>.</summary>
public static class RelationFields
{
    public const string Name = "name";
    public const string OtherNames = "otherNames";
    public const string KvkNumber = "kvkNumber";
    public const string BranchNumber = "branchNumber";
    public const string Rsin = "rsin";
    public const string PostalCode = "postalCode";
    public const string HouseNumber = "houseNumber";
    public const string Town = "town";
    public const string Country = "country";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string LegalForm = "legalForm";
    public const string NonMailing = "nonMailing";
    public const string Responsible = "responsible";

    public static readonly IReadOnlyList<RelationField> All =
    [
        Of(Name, new("Naam", "Name"), FieldKind.Text, 200, o => o.Name, (o, value) => o.Name = value, RequiredName),
        Of(OtherNames, new("Ook bekend als", "Also known as"), FieldKind.Text, 300, o => o.OtherNames, (o, value) => o.OtherNames = value),
        Of(KvkNumber, new("KVK-nummer", "KVK number"), FieldKind.Digits, 20, o => o.KvkNumber, (o, value) => o.KvkNumber = OrNull(value), DutchNumbers.KvkNumber),
        Of(BranchNumber, new("Vestigingsnummer", "Branch number"), FieldKind.Digits, 20, o => o.BranchNumber, (o, value) => o.BranchNumber = OrNull(value), DutchNumbers.BranchNumber),
        Of(LegalForm, new("Rechtsvorm", "Legal form"), FieldKind.Text, 100, o => o.LegalForm, (o, value) => o.LegalForm = OrNull(value)),
        Of(Rsin, new("RSIN", "RSIN"), FieldKind.Digits, 20, o => o.Rsin, (o, value) => o.Rsin = OrNull(value), DutchNumbers.Rsin),
        Of("vatId", new("Btw-id", "VAT id"), FieldKind.Text, 20, o => o.VatId, (o, value) => o.VatId = OrNull(value), DutchNumbers.VatId),
        Of("street", new("Straat of Postbus", "Street or PO box"), FieldKind.Text, 80, o => o.Address.Street, (o, value) => o.Address = o.Address with { Street = value }),
        Of(HouseNumber, new("Huisnummer", "House number"), FieldKind.Digits, 6, o => o.Address.HouseNumber?.ToString(CultureInfo.InvariantCulture),
            (o, value) => o.Address = o.Address with { HouseNumber = value.Length == 0 ? null : int.Parse(value, CultureInfo.InvariantCulture) }, HouseNumberOf),
        Of("addition", new("Toevoeging", "Addition"), FieldKind.Text, 20, o => o.Address.Addition, (o, value) => o.Address = o.Address with { Addition = value }),
        Of(PostalCode, new("Postcode", "Postal code"), FieldKind.Text, 12, o => o.Address.PostalCode, (o, value) => o.Address = o.Address with { PostalCode = value }),
        Of(Town, new("Plaats", "Town"), FieldKind.Text, 80, o => o.Address.Town, (o, value) => o.Address = o.Address with { Town = value }),
        Of(Country, new("Land", "Country"), FieldKind.Country, 2, o => o.Address.Country, (o, value) => o.Address = o.Address with { Country = value.Length == 0 ? Countries.Netherlands : value }),
        Of("sbiCode", new("SBI-code", "SBI code"), FieldKind.Digits, 8, o => o.SbiCode, (o, value) => o.SbiCode = OrNull(value)),
        Of("industry", new("Branche", "Industry"), FieldKind.Text, 200, o => o.Industry, (o, value) => o.Industry = OrNull(value)),
        Of(Email, new("E-mail", "E-mail"), FieldKind.Email, 254, o => o.Email, (o, value) => o.Email = OrNull(value)),
        Of(Phone, new("Telefoon", "Phone"), FieldKind.Phone, 40, o => o.Phone, (o, value) => o.Phone = OrNull(value)),
        Of("website", new("Website", "Website"), FieldKind.Website, 200, o => o.Website, (o, value) => o.Website = OrNull(value)),
        Of(NonMailing, new("Non-mailing", "Non-mailing"), FieldKind.YesNo, 5, o => o.IsNonMailing ? "true" : "false", (o, value) => o.IsNonMailing = value == "true"),
        new(Responsible, new("Verantwoordelijke", "Responsible"), FieldKind.Employee, 40, r => r.ResponsibleId?.ToString("D") ?? "", (r, value) => r.ResponsibleId = Guid.TryParse(value, out var id) ? id : null),
        new("language", new("Taal van offertes en mail", "Language of quotes and mail"), FieldKind.Language, 2, r => r.Language, (r, value) => r.Language = value.Length == 0 ? "nl" : value),
        new("entrepreneur", new("Ondernemer voor de btw", "Entrepreneur for VAT"), FieldKind.YesNo, 5, r => r.IsEntrepreneur ? "true" : "false", (r, value) => r.IsEntrepreneur = value == "true"),
        new("warning", new("Waarschuwing", "Warning"), FieldKind.LongText, 500, r => r.WarningText, (r, value) => r.WarningText = value),
        new("blocked", new("Geblokkeerd", "Blocked"), FieldKind.YesNo, 5, r => r.IsBlocked ? "true" : "false", (r, value) => r.IsBlocked = value == "true"),
    ];

    static readonly Dictionary<string, RelationField> ByKey = All.ToDictionary(field => field.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a line of the history calls a field; some of them are no field of a form.</summary>
    public static string NameOf(string field) => field switch
    {
        "contact" => Say("Contactpersoon", "Contact person"),
        "archived" => Say("Gearchiveerd", "Archived"),
        "debtor" => Say("Klant", "Customer"),
        "partOf" => Say("Onderdeel van", "Part of"),
        "register" => Say("Herkomst", "Origin"),
        _ => Find(field)?.Label.ToString() ?? field,
    };

    public static RelationField? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The values as they are kept, where there are no custom fields. All that is wrong is refused at once.</summary>
    public static Dictionary<string, string> Checked(IReadOnlyDictionary<string, string> typed) => new RelationFieldSet(CustomFieldSet.None).Checked(typed);

    /// <summary>Only Dutch postal codes have a form that we know.</summary>
    public static void CheckPostalCode(Dictionary<string, string> kept, string country, List<Fault> faults)
    {
        if (country != Countries.Netherlands || !kept.TryGetValue(PostalCode, out var typed))
            return;
        var code = DutchNumbers.PostalCode(typed);
        kept[PostalCode] = code.Value;
        if (code.Wrong is { } wrong)
            faults.Add(new(PostalCode, wrong.Nl, wrong.En));
    }

    static RelationField Of(
        string key, LocalText label, FieldKind kind, int maxLength, Func<Organisation, string?> read, Action<Organisation, string> write, Func<string, Checked>? check = null) =>
        new(key, label, kind, maxLength, relation => read(relation.Organisation!) ?? "", (relation, value) => write(relation.Organisation!, value), check);

    static string? OrNull(string value) => value.Length == 0 ? null : value;

    static Checked RequiredName(string typed) =>
        typed.Length > 0 ? new(typed) : new("", new("Vul de naam van de organisatie in.", "Enter the name of the organisation."));

    static Checked HouseNumberOf(string typed) =>
        typed.Length == 0 || (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            ? new(typed)
            : new(typed, new("Een huisnummer is een getal; zet letters in Toevoeging.", "A house number is a number; put letters in Addition."));
}
