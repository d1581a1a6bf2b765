using Crm.Data;
using Crm.EntryProfiles;
using Crm.Relations;
using Crm.Users;

namespace Crm.Import;

/// <summary>What a column can fill, and how it is recognised by its heading.</summary>
public sealed class ImportFields
{
    readonly Dictionary<string, string> byHeading;

    public ImportFields(EntryFieldSet asked)
    {
        Asked = asked;
        All = [.. asked.All.Where(field => field.Section != EntrySection.Forecast && field.Key != EntryFields.Source)];
        Form = new() { Key = "import", Name = new("Import", "Import"), WithForecast = false, Fields = [.. All.Select(field => new FieldRule(field.Key, FieldMode.Optional))] };
        byHeading = Headings.SelectMany(pair => pair.Value.Select(heading => (heading, pair.Key)))
            .Concat(All.SelectMany(field => new[] { (Plain(field.Label.Nl), field.Key), (Plain(field.Label.En), field.Key), (Plain(field.Key), field.Key) }))
            .DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2);
    }

    public EntryFieldSet Asked { get; }

    /// <summary>Everything that a form for relations with a contact can ask: a row is checked as such a form is.</summary>
    public IReadOnlyList<EntryField> All { get; }

    /// <summary>A form that asks all of it, and demands nothing but a name.</summary>
    public EntryProfile Form { get; }

    public static async Task<ImportFields> ReadAsync(CrmDbContext db, CancellationToken cancellationToken) => new(await EntryFieldSet.ReadAsync(db, cancellationToken));

    static readonly Dictionary<string, string[]> Headings = new()
    {
        [RelationFields.Name] = ["naam", "bedrijf", "bedrijfsnaam", "organisatie", "organisatienaam", "company", "company name", "account", "account name", "relatie", "klant", "klantnaam", "firma"],
        [RelationFields.KvkNumber] = ["kvk", "kvk nr", "kvknr", "kvk nummer", "kvknummer", "coc", "coc number", "kamer van koophandel", "chamber of commerce"],
        [RelationFields.BranchNumber] = ["vestigingsnummer", "vestiging", "branch number"],
        [RelationFields.LegalForm] = ["rechtsvorm", "legal form"],
        ["vatId"] = ["btw", "btw nummer", "btwnummer", "btw id", "vat", "vat number", "vat id"],
        ["street"] = ["straat", "adres", "straatnaam", "street", "address", "postbus"],
        [RelationFields.HouseNumber] = ["huisnummer", "huisnr", "nr", "house number", "number"],
        ["addition"] = ["toevoeging", "toev", "huisnummertoevoeging", "addition", "suffix"],
        [RelationFields.PostalCode] = ["postcode", "pc", "zip", "zip code", "postal code"],
        [RelationFields.Town] = ["plaats", "woonplaats", "vestigingsplaats", "stad", "city", "town"],
        [RelationFields.Country] = ["land", "country"],
        ["industry"] = ["branche", "sector", "industry"],
        ["sbiCode"] = ["sbi", "sbi code", "sbicode"],
        [RelationFields.Email] = ["e mail bedrijf", "email bedrijf", "e mail algemeen", "algemeen e mailadres", "company email"],
        [RelationFields.Phone] = ["telefoon bedrijf", "telefoon algemeen", "algemeen telefoonnummer", "company phone", "hoofdnummer"],
        ["website"] = ["website", "web", "site", "url", "homepage", "internet"],
        [RelationFields.NonMailing] = ["non mailing", "nonmailing", "non mailing indicator"],
        [RelationFields.Responsible] = ["verantwoordelijke", "accountmanager", "account manager", "owner", "eigenaar", "relatiebeheerder", "responsible"],
        ["language"] = ["taal", "language"],
        ["entrepreneur"] = ["ondernemer", "entrepreneur"],
        ["warning"] = ["waarschuwing", "warning"],
        [EntryFields.FirstName] = ["voornaam", "roepnaam", "first name", "firstname", "given name"],
        [EntryFields.Prefix] = ["tussenvoegsel", "voorvoegsel", "tussenv", "prefix", "infix"],
        [EntryFields.LastName] = ["achternaam", "contact", "contactpersoon", "last name", "lastname", "surname", "family name"],
        [EntryFields.Function] = ["functie", "function", "job title", "title"],
        [EntryFields.ContactEmail] = ["e mail", "email", "e mailadres", "emailadres", "mail", "e mail contact", "e mail contactpersoon", "email address", "contact email"],
        [EntryFields.Mobile] = ["mobiel", "mobiel nummer", "gsm", "06", "mobile", "mobile phone", "cell"],
        [EntryFields.ContactPhone] = ["telefoon", "tel", "telefoonnummer", "telefoon contact", "phone", "phone number", "doorkiesnummer"],
    };

    /// <summary>A good guess of which column fills which field; a saved profile knows better. No field is filled twice.</summary>
    public List<string> Guess(IReadOnlyList<string> columns, IReadOnlyDictionary<string, string>? profile = null)
    {
        HashSet<string> used = [];
        return [.. columns.Select(column => (profile?.GetValueOrDefault(column) ?? byHeading.GetValueOrDefault(Plain(column), "")) is { Length: > 0 } field && used.Add(field) ? field : "")];
    }

    /// <summary>The cells of a row by the field they fill, in the words in which the product keeps them.</summary>
    public Dictionary<string, string> Values(IReadOnlyList<string> cells, IReadOnlyList<string> fields, IReadOnlyDictionary<string, Guid> employees)
    {
        Dictionary<string, string> values = [];
        for (var index = 0; index < fields.Count && index < cells.Count; index++)
        {
            if (fields[index].Length > 0 && cells[index].Length > 0)
                values[fields[index]] = Kept(Asked.Find(fields[index])!.Kind, cells[index], employees);
        }
        return values;
    }

    /// <summary>Employees by the ways in which a file may name them.</summary>
    public static async Task<Dictionary<string, Guid>> EmployeesAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var people = await db.Users.Where(user => user.IsActive).Select(user => new { user.Id, user.Name, user.Email }).ToListAsync(cancellationToken);
        return people.SelectMany(user => new[] { (user.Name, user.Id), (user.Email ?? "", user.Id) }).Where(pair => pair.Item1.Length > 0)
            .DistinctBy(pair => pair.Item1, StringComparer.OrdinalIgnoreCase).ToDictionary(pair => pair.Item1, pair => pair.Id, StringComparer.OrdinalIgnoreCase);
    }

    static string Kept(FieldKind kind, string cell, IReadOnlyDictionary<string, Guid> employees) => kind switch
    {
        FieldKind.Employee => employees.TryGetValue(cell, out var id) ? id.ToString("D") : cell,
        FieldKind.YesNo => cell.ToUpperInvariant() is "JA" or "J" or "YES" or "Y" or "TRUE" or "1" or "X" or "WAAR" ? "true" : "false",
        FieldKind.Language => cell.ToUpperInvariant() switch { "NEDERLANDS" or "DUTCH" or "NL" => "nl", "ENGELS" or "ENGLISH" or "EN" => "en", _ => cell },
        FieldKind.Country when cell.Length == 2 => cell.ToUpperInvariant(),
        FieldKind.Country => Countries.All.FirstOrDefault(country => string.Equals(country.Name, cell, StringComparison.OrdinalIgnoreCase)).Code ?? cell,
        _ => cell,
    };

    static string Plain(string heading) => string.Join(' ', SearchName.AllWords(heading.Replace('-', ' ').Replace('_', ' ')));
}
