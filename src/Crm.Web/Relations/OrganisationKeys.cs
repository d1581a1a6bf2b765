namespace Crm.Relations;

/// <summary>Which keys an organisation is found by: strong ones that name it, and weak ones that many may share.</summary>
public static class OrganisationKeys
{
    // So many companies carry these that they do not tell one from another.
    static readonly HashSet<string> Common =
    [
        "en", "de", "het", "van", "der", "den", "op", "in", "te", "voor", "bedrijf", "groep", "group", "holding", "beheer", "nederland", "international", "services",
        "service", "techniek", "bouw", "advies", "transport", "handel", "handelsonderneming", "groothandel", "bakkerij", "installatietechniek", "zonen", "gebroeders",
        "aannemersbedrijf", "schildersbedrijf", "solutions", "consultancy", "management",
    ];

    static readonly HashSet<string> PublicMailDomains =
    [
        "gmail.com", "hotmail.com", "hotmail.nl", "outlook.com", "live.nl", "live.com", "icloud.com", "yahoo.com", "ziggo.nl", "kpnmail.nl", "planet.nl", "hetnet.nl",
        "xs4all.nl", "home.nl", "upcmail.nl", "telfort.nl", "casema.nl", "msn.com", "me.com", "proton.me",
    ];

    public static IEnumerable<string> Strong(Organisation organisation, IEnumerable<Contact> contacts)
    {
        if (organisation.KvkNumber is { } kvk)
            yield return "kvk:" + kvk;
        if (organisation.Rsin is { } rsin)
            yield return "rsin:" + rsin;
        if (organisation.VatId is { } vat)
            yield return "vat:" + vat;
        yield return "name:" + string.Concat(SearchName.Words(organisation.Name).Order());
        if (organisation.Address is { PostalCode.Length: > 0, HouseNumber: { } houseNumber } address)
            yield return $"post:{address.PostalCode}{houseNumber}";
        foreach (var domain in Domains(organisation, contacts))
            yield return "mail:" + domain;
        foreach (var phone in contacts.SelectMany(contact => new[] { contact.Phone, contact.Mobile }).Append(organisation.Phone))
        {
            if (phone is { Length: > 0 })
                yield return "tel:" + phone;
        }
    }

    public static IEnumerable<string> Weak(Organisation organisation) =>
        SearchName.Words(organisation.Name).Where(word => word.Length > 2 && !Common.Contains(word)).Select(word => "sound:" + SearchName.Sound(word));

    /// <summary>For people who search a list.</summary>
    public static IEnumerable<string> Searched(Organisation organisation, IEnumerable<Contact> contacts) =>
    [
        .. SearchName.Words(organisation.Name).Select(word => "word:" + word),
        .. SearchName.AllWords(organisation.Address.Town).Select(word => "word:" + word),
        .. contacts.SelectMany(contact => SearchName.AllWords(contact.Person?.LastName ?? "")).Select(word => "word:" + word),
        .. new[] { organisation.KvkNumber, organisation.Address.PostalCode.ToLowerInvariant() }.Where(number => number is { Length: > 0 }).Select(number => "word:" + number),
    ];

    /// <summary>The domain of an address that is the company's own, not a provider's.</summary>
    public static string? DomainOf(string? email)
    {
        var domain = email?[(email.LastIndexOf('@') + 1)..].ToLowerInvariant();
        return domain is { Length: > 0 } && !PublicMailDomains.Contains(domain) ? domain : null;
    }

    static IEnumerable<string> Domains(Organisation organisation, IEnumerable<Contact> contacts) =>
        contacts.Select(contact => DomainOf(contact.Email)).Append(DomainOf(organisation.Email)).OfType<string>().Distinct();
}
