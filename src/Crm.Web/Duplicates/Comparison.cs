using Crm.Data;
using Crm.Relations;
using F23.StringSimilarity;

namespace Crm.Duplicates;

/// <summary>Lays an organisation that is being entered beside a known one, field by field.</summary>
public sealed class Comparison
{
    const double SimilarFrom = 0.82;
    static readonly NormalizedLevenshtein Letters = new();
    static readonly JaroWinkler Beginnings = new();

    readonly List<Evidence> evidence = [];

    Comparison()
    {
    }

    public Verdict? Verdict { get; private set; }
    public IReadOnlyList<Evidence> Evidence => evidence;

    public static Comparison Of(Organisation entered, IReadOnlyCollection<Contact> enteredContacts, Organisation known, IReadOnlyCollection<Contact> knownContacts)
    {
        var comparison = new Comparison();
        var kvk = comparison.Same(new("KVK-nummer", "KVK number"), entered.KvkNumber, known.KvkNumber);
        var branch = comparison.Same(new("Vestiging", "Branch"), entered.BranchNumber, known.BranchNumber);
        var rsin = comparison.Same(new("RSIN", "RSIN"), entered.Rsin, known.Rsin);
        var vat = comparison.Same(new("Btw-id", "VAT id"), entered.VatId, known.VatId);
        var name = comparison.Add(new("Naam", "Name"), known.Name, LikenessOf(entered.Name, known.Name));
        var town = comparison.Same(new("Plaats", "Town"), entered.Address.Town, known.Address.Town);
        var address = comparison.Address(entered.Address, known.Address);
        var reach = comparison.Reach(entered, enteredContacts, known, knownContacts);
        comparison.Verdict = Decide(kvk, branch, rsin is Likeness.Same || vat is Likeness.Same, name, town, address, reach);
        return comparison;
    }

    public static Likeness LikenessOf(string left, string right)
    {
        var (leftWords, rightWords) = (SearchName.Words(left), SearchName.Words(right));
        var (plainLeft, plainRight) = (string.Join(' ', leftWords), string.Join(' ', rightWords));
        if (plainLeft == plainRight)
            return Likeness.Same;
        var (sortedLeft, sortedRight) = (string.Concat(leftWords.Order()), string.Concat(rightWords.Order()));
        if (sortedLeft == sortedRight || Letters.Similarity(sortedLeft, sortedRight) >= SimilarFrom)
            return Likeness.Similar;
        var isPart = leftWords.Count > 1 && rightWords.Count > 1 && (leftWords.All(rightWords.Contains) || rightWords.All(leftWords.Contains));
        return isPart || (Beginnings.Similarity(plainLeft, plainRight) >= 0.95 && Letters.Similarity(plainLeft, plainRight) >= 0.75) ? Likeness.Similar : Likeness.Different;
    }

    /// <summary>The order of evidence: KVK number, branch, RSIN or VAT id, name with town, address, mail domain or phone.</summary>
    static Verdict? Decide(Likeness? kvk, Likeness? branch, bool isSameTaxpayer, Likeness name, Likeness? town, Likeness? address, Likeness? reach)
    {
        if (kvk is Likeness.Same)
            return branch is Likeness.Different ? Duplicates.Verdict.OtherBranch : Duplicates.Verdict.Certain;
        var isNear = town is Likeness.Same || address is Likeness.Same || reach is Likeness.Same;
        // Another number in the register is another company, however alike: a holding beside its works.
        if (kvk is Likeness.Different)
            return name is Likeness.Same && isNear ? Duplicates.Verdict.Possible : null;
        if (isSameTaxpayer)
            return Duplicates.Verdict.Likely;
        return name switch
        {
            Likeness.Same when isNear => Duplicates.Verdict.Likely,
            Likeness.Similar when address is Likeness.Same || reach is Likeness.Same => Duplicates.Verdict.Likely,
            Likeness.Same when town is null => Duplicates.Verdict.Possible,
            Likeness.Similar when town is Likeness.Same => Duplicates.Verdict.Possible,
            Likeness.Different when address is Likeness.Same && reach is Likeness.Same => Duplicates.Verdict.Possible,
            _ => null,
        };
    }

    Likeness Add(LocalText field, string value, Likeness likeness)
    {
        evidence.Add(new(field, value, likeness));
        return likeness;
    }

    /// <summary>Null when either side does not know: that is no evidence.</summary>
    Likeness? Same(LocalText field, string? entered, string? known) => string.IsNullOrEmpty(entered) || string.IsNullOrEmpty(known)
        ? null
        : Add(field, known, SearchName.Of(entered) == SearchName.Of(known) ? Likeness.Same : Likeness.Different);

    Likeness? Address(Address entered, Address known)
    {
        if (entered is not { PostalCode.Length: > 0, HouseNumber: not null } || known is not { PostalCode.Length: > 0, HouseNumber: not null })
            return null;
        var shown = $"{known.Street} {known.HouseNumber}{(known.Addition.Length > 0 ? " " + known.Addition : "")}, {DutchNumbers.PrintedPostalCode(known.PostalCode)}";
        var isSame = (entered.PostalCode, entered.HouseNumber) == (known.PostalCode, known.HouseNumber);
        var isOtherDoor = entered.Addition.Length > 0 && known.Addition.Length > 0 && entered.Addition != known.Addition;
        return Add(new("Adres", "Address"), shown, !isSame ? Likeness.Different : isOtherDoor ? Likeness.Similar : Likeness.Same);
    }

    /// <summary>A shared mail domain or phone number, of the organisation or of its contacts.</summary>
    Likeness? Reach(Organisation entered, IReadOnlyCollection<Contact> enteredContacts, Organisation known, IReadOnlyCollection<Contact> knownContacts)
    {
        var domain = Shared(new("E-maildomein", "Mail domain"), Domains(entered, enteredContacts), Domains(known, knownContacts));
        var phone = Shared(new("Telefoon", "Phone"), Phones(entered, enteredContacts), Phones(known, knownContacts));
        return domain is Likeness.Same || phone is Likeness.Same ? Likeness.Same : domain ?? phone;
    }

    Likeness? Shared(LocalText field, IReadOnlyList<string> entered, IReadOnlyList<string> known)
    {
        if (entered.Count == 0 || known.Count == 0)
            return null;
        return entered.FirstOrDefault(known.Contains) is { } shared ? Add(field, shared, Likeness.Same) : Add(field, known[0], Likeness.Different);
    }

    static IReadOnlyList<string> Domains(Organisation organisation, IEnumerable<Contact> contacts) =>
        [.. contacts.Select(contact => OrganisationKeys.DomainOf(contact.Email)).Prepend(OrganisationKeys.DomainOf(organisation.Email)).OfType<string>().Distinct()];

    static IReadOnlyList<string> Phones(Organisation organisation, IEnumerable<Contact> contacts) =>
        [.. contacts.SelectMany(contact => new[] { contact.Phone, contact.Mobile }).Prepend(organisation.Phone).OfType<string>().Where(phone => phone.Length > 0).Distinct()];
}
