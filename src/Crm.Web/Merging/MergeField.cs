using System.Globalization;
using Crm.CustomFields;
using Crm.Relations;

namespace Crm.Merging;

/// <summary>One value of a record that a merge may take from the record that goes.</summary>
public sealed record MergeField<T>(string Key, Func<T, string> Read, Action<T, string> Write);

/// <summary>Fields that are chosen together: an address is one, half of each is none.</summary>
public sealed record MergeChoice<T>(string Key, LocalText Label, Func<T, string> Shown, IReadOnlyList<MergeField<T>> Fields)
{
    public bool IsEmpty(T record) => Shown(record).Length == 0;

    public bool IsSame(T left, T right) => Fields.All(field => field.Read(left) == field.Read(right));
}

/// <summary>What can be chosen when two records become one.</summary>
public static class MergeFields
{
    static readonly string[] OfAddress = ["street", RelationFields.HouseNumber, "addition", RelationFields.PostalCode, RelationFields.Town, RelationFields.Country];

    // Where the organisation's data came from goes with the number by which the register knows it.
    static readonly MergeField<Relation> Register = new("register",
        relation => $"{relation.Organisation!.Source}|{relation.Organisation.SourceDate?.ToString("O", CultureInfo.InvariantCulture)}",
        (relation, value) =>
        {
            var parts = value.Split('|');
            (relation.Organisation!.Source, relation.Organisation.SourceDate) = (parts[0], DateOnly.TryParse(parts[1], CultureInfo.InvariantCulture, out var day) ? day : null);
        });

    public static IReadOnlyList<MergeChoice<Relation>> OfRelation(CustomFieldSet custom) =>
        [.. FixedOfRelation, .. custom.EverOf(CustomRecord.Organisation, CustomRecord.Relation).Select(field => Custom<Relation>(field, relation => OwnerOf(field.Key, relation)))];

    public static IReadOnlyList<MergeChoice<Person>> OfPerson(CustomFieldSet custom) =>
        [.. FixedOfPerson, .. custom.EverOf(CustomRecord.Person).Select(field => Custom<Person>(field, person => person))];

    static readonly IReadOnlyList<MergeChoice<Relation>> FixedOfRelation =
    [
        .. RelationFields.All.Where(field => !OfAddress.Contains(field.Key)).Select(Of),
        new("address", new("Adres", "Address"), AddressOf, [.. OfAddress.Select(key => Plain(RelationFields.Find(key)!))]),
        new("debtor", new("Klant", "Customer"), relation => YesNo(relation.IsDebtor), [new("debtor", relation => YesNo(relation.IsDebtor), (relation, value) => relation.IsDebtor = value == "true")]),
    ];

    static readonly IReadOnlyList<MergeChoice<Person>> FixedOfPerson =
    [
        Text<Person>("firstName", new("Voornaam", "First name"), person => person.FirstName, (person, value) => person.FirstName = value),
        Text<Person>("prefix", new("Tussenvoegsel", "Prefix"), person => person.Prefix, (person, value) => person.Prefix = value),
        Text<Person>("lastName", new("Achternaam", "Last name"), person => person.LastName, (person, value) => person.LastName = value),
        Text<Person>("salutation", new("Aanhef", "Salutation"), person => person.Salutation, (person, value) => person.Salutation = value),
    ];

    public static readonly IReadOnlyList<MergeChoice<Contact>> OfContact =
    [
        Text<Contact>("function", new("Functie", "Function"), contact => contact.Function, (contact, value) => contact.Function = value),
        Text<Contact>("email", new("E-mail", "E-mail"), contact => contact.Email, (contact, value) => contact.Email = OrNull(value)),
        Text<Contact>("mobile", new("Mobiel", "Mobile"), contact => contact.Mobile, (contact, value) => contact.Mobile = OrNull(value)),
        Text<Contact>("phone", new("Telefoon", "Phone"), contact => contact.Phone, (contact, value) => contact.Phone = OrNull(value)),
        Text<Contact>("portal", new("Mag in het portaal", "May use the portal"), contact => contact.MayUsePortal ? "true" : "", (contact, value) => contact.MayUsePortal = value == "true"),
        // Who asked not to be approached stays so, whichever of the two is kept.
        Text<Contact>("blocked", new("Geblokkeerd", "Blocked"), contact => contact.IsBlocked ? "true" : "", (contact, value) => contact.IsBlocked = value == "true"),
    ];

    /// <summary>The organisation that this one is a branch of; not chosen, but kept from pointing at the record that went.</summary>
    public static readonly MergeField<Relation> PartOf = new("partOf",
        relation => relation.Organisation!.PartOfId?.ToString("D") ?? "",
        (relation, value) => relation.Organisation!.PartOfId = Guid.TryParse(value, out var id) ? id : null);

    // A custom field is told by its key, and may have been archived since.
    public static MergeField<Relation> FindOfRelation(string key) => key == PartOf.Key ? PartOf
        : CustomField.RecordOf(key) is null ? Find(FixedOfRelation, key) : Custom<Relation>(key, relation => OwnerOf(key, relation));

    public static MergeField<Person> FindOfPerson(string key) => CustomField.RecordOf(key) is null ? Find(FixedOfPerson, key) : Custom<Person>(key, person => person);

    public static MergeField<Contact> FindOfContact(string key) => Find(OfContact, key);

    static MergeField<T> Find<T>(IReadOnlyList<MergeChoice<T>> choices, string key) => choices.SelectMany(choice => choice.Fields).First(field => field.Key == key);

    static MergeChoice<Relation> Of(RelationField field) => new(field.Key, field.Label, field.Kind == FieldKind.Phone ? relation => DutchNumbers.PrintedPhone(field.Read(relation)) : field.Read, field.Key == RelationFields.KvkNumber ? [Plain(field), Register] : [Plain(field)]);

    static MergeChoice<T> Custom<T>(CustomField field, Func<T, ICustomised> owner) =>
        new(field.Key, field.Name, record => CustomValue.Shown(field, owner(record).ReadCustom(field.Key)), [Custom(field.Key, owner)]);

    static MergeField<T> Custom<T>(string key, Func<T, ICustomised> owner) => new(key, record => owner(record).ReadCustom(key), (record, value) => owner(record).WriteCustom(key, value));

    static ICustomised OwnerOf(string key, Relation relation) => CustomField.RecordOf(key) == CustomRecord.Organisation ? relation.Organisation! : relation;

    static MergeField<Relation> Plain(RelationField field) => new(field.Key, field.Read, field.Write);

    static MergeChoice<T> Text<T>(string key, LocalText label, Func<T, string?> read, Action<T, string> write) =>
        new(key, label, record => read(record) ?? "", [new(key, record => read(record) ?? "", write)]);

    static string AddressOf(Relation relation)
    {
        var address = relation.Organisation!.Address;
        string Joined(string joint, params string?[] parts) => string.Join(joint, parts.Where(part => !string.IsNullOrEmpty(part)));
        return Joined(", ", Joined(" ", address.Street, address.HouseNumber?.ToString(CultureInfo.InvariantCulture), address.Addition),
            Joined(" ", DutchNumbers.PrintedPostalCode(address.PostalCode), address.Town), address.Country == Countries.Netherlands ? "" : Countries.NameOf(address.Country));
    }

    static string YesNo(bool yes) => yes ? "true" : "false";

    static string? OrNull(string value) => value.Length == 0 ? null : value;
}
