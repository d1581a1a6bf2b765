using Crm.Relations;

namespace Crm.Duplicates;

/// <summary>An organisation that is being entered beside a known one: what each field says, and what follows from it.</summary>
public sealed class Comparison
{
    readonly ComparedOrganisation entered;
    readonly ComparedOrganisation known;
    readonly Likeness? kvk, branch, rsin, vat, town, door, domain, phone;
    readonly NameLikeness name;

    Comparison(ComparedOrganisation entered, ComparedOrganisation known)
    {
        (this.entered, this.known) = (entered, known);
        var (one, other) = (entered.Organisation, known.Organisation);
        kvk = Number(one.KvkNumber, other.KvkNumber);
        branch = Same(one.BranchNumber, other.BranchNumber);
        rsin = Same(one.Rsin, other.Rsin);
        vat = Same(one.VatId, other.VatId);
        town = Same(entered.Town, known.Town);
        door = Door();
        domain = Shared(entered.Domains, known.Domains);
        phone = Shared(entered.Phones, known.Phones);
        name = IsNear || town is null || IsNumbered ? CompanyNames.Best(entered.Names, known.Names) : NameLikeness.Different;
        Verdict = Decide();
    }

    /// <summary>Null: they are two.</summary>
    public Verdict? Verdict { get; }

    public static Comparison Of(ComparedOrganisation entered, ComparedOrganisation known) => new(entered, known);

    public Organisation Known => known.Organisation;

    /// <summary>How many fields are the same.</summary>
    public int SameFields => new[] { kvk, branch, rsin, vat, town, door, domain, phone, name is NameLikeness.Same ? Likeness.Same : null }.Count(likeness => likeness is Likeness.Same);

    /// <summary>What is known on both sides, field by field.</summary>
    public IReadOnlyList<Evidence> Evidence =>
    [
        .. new[]
        {
            Told(new("KVK-nummer", "KVK number"), known.Organisation.KvkNumber, kvk),
            Told(new("Vestiging", "Branch"), known.Organisation.BranchNumber, branch),
            Told(new("RSIN", "RSIN"), known.Organisation.Rsin, rsin),
            Told(new("Btw-id", "VAT id"), known.Organisation.VatId, vat),
            Told(new("Naam", "Name"), known.Organisation.Name, name switch { NameLikeness.Same => Likeness.Same, NameLikeness.Different => Likeness.Different, _ => Likeness.Similar }),
            Told(new("Plaats", "Town"), known.Organisation.Address.Town, town),
            Told(new("Adres", "Address"), PrintedDoor, door),
            Told(new("E-maildomein", "Mail domain"), Shown(entered.Domains, known.Domains), domain),
            Told(new("Telefoon", "Phone"), Shown(entered.Phones, known.Phones), phone),
        }.OfType<Evidence>(),
    ];

    bool IsNumbered => kvk is Likeness.Same or Likeness.Similar || rsin is Likeness.Same || vat is Likeness.Same;

    bool IsReached => domain is Likeness.Same || phone is Likeness.Same;

    bool IsNear => town is Likeness.Same || door is Likeness.Same or Likeness.Similar || IsReached;

    bool IsSameDoorAndReach => door is Likeness.Same && IsReached;

    /// <summary>Two of door, phone and mail domain.</summary>
    bool IsSameTwice => IsSameDoorAndReach || (domain is Likeness.Same && phone is Likeness.Same);

    /// <summary>Something of the name is spelt the same, and few in town have it in theirs. Words left out and misspelt as well are another name.</summary>
    bool IsNameTelling => OrganisationKeys.KeptNames(known.Names, known.Town).Intersect(OrganisationKeys.AskedNames(entered.Names, entered.Town)).Except(entered.Crowded).Any();

    Verdict? Decide()
    {
        if (kvk is Likeness.Same || (kvk is not Likeness.Different && (rsin is Likeness.Same || branch is Likeness.Same)))
            return branch is Likeness.Different ? Duplicates.Verdict.OtherBranch : Duplicates.Verdict.Certain;
        // Another number in the register is another company, however alike: a holding beside its works.
        if (kvk is Likeness.Different)
            return rsin is Likeness.Same || (name >= NameLikeness.Turned && IsNear) ? Duplicates.Verdict.Possible : null;
        return name switch
        {
            >= NameLikeness.Misspelt when door is Likeness.Same or Likeness.Similar || IsReached || vat is Likeness.Same => Duplicates.Verdict.Certain,
            NameLikeness.Garbled when IsSameTwice => Duplicates.Verdict.Certain,
            >= NameLikeness.Turned when town is Likeness.Same => Duplicates.Verdict.Likely,
            NameLikeness.Word or NameLikeness.Part when door is Likeness.Same || IsReached => Duplicates.Verdict.Likely,
            _ when vat is Likeness.Same => Duplicates.Verdict.Likely,
            >= NameLikeness.Turned when town is null => Duplicates.Verdict.Possible,
            NameLikeness.Misspelt or NameLikeness.Part when town is Likeness.Same && IsNameTelling => Duplicates.Verdict.Possible,
            <= NameLikeness.Garbled when IsSameDoorAndReach => Duplicates.Verdict.Possible,
            _ => null,
        };
    }

    static Evidence? Told(LocalText field, string? value, Likeness? likeness) => likeness is { } known ? new(field, value ?? "", known) : null;

    static string? Shown(IReadOnlyList<string> some, IReadOnlyList<string> others) => others.FirstOrDefault(some.Contains) ?? (others.Count > 0 ? others[0] : null);

    /// <summary>Null when either side does not know: that is no evidence.</summary>
    static Likeness? Same(string? one, string? other) => string.IsNullOrEmpty(one) || string.IsNullOrEmpty(other) ? null : one == other ? Likeness.Same : Likeness.Different;

    static Likeness? Number(string? one, string? other) => Same(one, other) is Likeness.Different && TypingErrors.InNumber(one!, other!) ? Likeness.Similar : Same(one, other);

    static Likeness? Shared(IReadOnlyList<string> some, IReadOnlyList<string> others)
    {
        if (some.Count == 0 || others.Count == 0)
            return null;
        foreach (var one in some)
        {
            if (others.Contains(one))
                return Likeness.Same;
        }
        return Likeness.Different;
    }

    Likeness? Door()
    {
        var isOtherDoor = entered.Addition.Length > 0 && known.Addition.Length > 0 && entered.Addition != known.Addition;
        return Same(entered.Door, known.Door) is Likeness.Same && isOtherDoor ? Likeness.Similar : Same(entered.Door, known.Door);
    }

    string PrintedDoor => known.Organisation.Address is var at && at.Addition.Length > 0
        ? $"{at.Street} {at.HouseNumber} {at.Addition}, {DutchNumbers.PrintedPostalCode(at.PostalCode)}"
        : $"{at.Street} {at.HouseNumber}, {DutchNumbers.PrintedPostalCode(at.PostalCode)}";
}
