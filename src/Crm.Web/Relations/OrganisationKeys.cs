using Crm.Data;

namespace Crm.Relations;

/// <summary>
/// Which keys an organisation is found by. Those for the duplicate check are such that two organisations that may be one share at least one: numbers, name, door,
/// mail domain, phone, and the pieces of its name in its town.
/// </summary>
public static class OrganisationKeys
{
    static readonly Dictionary<string, string> OtherTownNames = new() { ["sgravenhage"] = "denhaag", ["shertogenbosch"] = "denbosch" };

    static readonly HashSet<string> PublicMailDomains =
    [
        "gmail.com", "hotmail.com", "hotmail.nl", "outlook.com", "live.nl", "live.com", "icloud.com", "yahoo.com", "ziggo.nl", "kpnmail.nl", "planet.nl", "hetnet.nl",
        "xs4all.nl", "home.nl", "upcmail.nl", "telfort.nl", "casema.nl", "msn.com", "me.com", "proton.me",
    ];

    /// <summary>Those it is kept under.</summary>
    public static IEnumerable<string> Kept(Organisation organisation, IReadOnlyCollection<Contact> contacts) =>
        Certain(organisation, contacts).Select(Fitting).Concat(KeptNames(NamesOf(organisation), TownOf(organisation.Address)));

    /// <summary>Those that whoever may be the same is kept under.</summary>
    public static IEnumerable<string> Asked(Organisation organisation, IReadOnlyCollection<Contact> contacts) =>
        Certain(organisation, contacts).Select(Fitting).Concat(AskedNames(NamesOf(organisation), TownOf(organisation.Address))).Distinct();

    /// <summary>By which its names are found in their town though they were misspelt.</summary>
    public static IEnumerable<string> KeptNames(IEnumerable<CompanyName> names, string town) => names.SelectMany(name => NameKeys.Kept(name, town)).Select(Fitting);

    public static IEnumerable<string> AskedNames(IEnumerable<CompanyName> names, string town) => names.SelectMany(name => NameKeys.Asked(name, town)).Select(Fitting);

    /// <summary>A name of "&amp;" only is twice as long in letters.</summary>
    static string Fitting(string key) => key.Length <= OrganisationKey.Longest ? key : key[..OrganisationKey.Longest];

    static IEnumerable<string> Certain(Organisation organisation, IReadOnlyCollection<Contact> contacts)
    {
        if (organisation.KvkNumber is { } kvk)
            yield return "kvk:" + kvk;
        // A chain has more branches under its number than are looked at.
        if (organisation.BranchNumber is { } branch)
            yield return "branch:" + branch;
        if (organisation.Rsin is { } rsin)
            yield return "rsin:" + rsin;
        if (organisation.VatId is { } vat)
            yield return "vat:" + vat;
        foreach (var name in NamesOf(organisation).SelectMany(name => new[] { name.Sorted, name.Run, name.Whole }).Where(name => name.Length > 0).Distinct())
            yield return "name:" + name;
        if (DoorOf(organisation.Address) is { } door)
            yield return DoorKey(door);
        foreach (var domain in Domains(organisation, contacts))
            yield return DomainKey(domain);
        foreach (var phone in Phones(organisation, contacts))
            yield return PhoneKey(phone);
    }

    /// <summary>The name it goes by, and the others it is known by.</summary>
    public static IEnumerable<CompanyName> NamesOf(Organisation organisation) =>
        organisation.OtherNames.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Prepend(organisation.Name).Select(name => new CompanyName(name, organisation.Address.Town));

    /// <summary>In one spelling; empty when it is not known.</summary>
    public static string TownOf(Address address)
    {
        var town = string.Concat(SearchName.AllWords(address.Town));
        return OtherTownNames.GetValueOrDefault(town, town);
    }

    /// <summary>Postal code and house number; null when they are not known.</summary>
    public static string? DoorOf(Address address) => address is { PostalCode.Length: > 0, HouseNumber: { } number } ? $"{address.PostalCode}{number}" : null;

    public static string DoorKey(string door) => "post:" + door;

    public static string DomainKey(string domain) => "mail:" + domain;

    public static string PhoneKey(string phone) => "tel:" + phone;

    /// <summary>For people who search a list.</summary>
    public static IEnumerable<string> Searched(Organisation organisation, IEnumerable<Contact> contacts) =>
        SearchName.Words(organisation.Name)
            .Concat(SearchName.AllWords(organisation.OtherNames))
            .Concat(SearchName.AllWords(organisation.Address.Town))
            .Concat(contacts.SelectMany(contact => SearchName.AllWords(contact.Person?.LastName ?? "")))
            .Concat(new[] { organisation.KvkNumber, organisation.Address.PostalCode.ToLowerInvariant() }.OfType<string>().Where(number => number.Length > 0))
            .Select(word => Fitting(WordKey(word, organisation.IsHidden)));

    /// <param name="isHidden">Of an organisation whose relation is archived.</param>
    public static string WordKey(string word, bool isHidden) => (isHidden ? "hidden:" : "word:") + word;

    /// <summary>The domain of an address that is the company's own, not a provider's.</summary>
    public static string? DomainOf(string? email)
    {
        var domain = email?[(email.LastIndexOf('@') + 1)..].ToLowerInvariant();
        return domain is { Length: > 0 } && !PublicMailDomains.Contains(domain) ? domain : null;
    }

    /// <summary>Of its mail, its site and its people.</summary>
    public static IEnumerable<string> Domains(Organisation organisation, IEnumerable<Contact> contacts) =>
        contacts.Select(contact => DomainOf(contact.Email)).Prepend(HostOf(organisation.Website)).Prepend(DomainOf(organisation.Email)).OfType<string>().Distinct();

    public static IEnumerable<string> Phones(Organisation organisation, IEnumerable<Contact> contacts) =>
        contacts.SelectMany(contact => new[] { contact.Phone, contact.Mobile }).Prepend(organisation.Phone).OfType<string>().Where(phone => phone.Length > 0).Distinct();

    static string? HostOf(string? website)
    {
        if (string.IsNullOrEmpty(website))
            return null;
        var host = website[(website.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..].Split('/', ':')[0].ToLowerInvariant();
        return DomainOf(host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host);
    }
}
