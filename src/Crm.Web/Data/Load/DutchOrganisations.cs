using System.Globalization;
using Crm.Data.Seed;
using Crm.Relations;

namespace Crm.Data.Load;

/// <summary>Makes Dutch organisations with their contact persons: believable, valid by every check, and nobody's. The index keeps their numbers apart.</summary>
public sealed class DutchOrganisations(LoadChance chance)
{
    /// <summary>As many as have a number of their own.</summary>
    public const int Most = 1_000_000;

    sealed record Town(string Name, int Postcode, string AreaCode);

    static readonly Town[] Towns =
    [
        new("Amsterdam", 1011, "20"), new("Rotterdam", 3011, "10"), new("Utrecht", 3511, "30"), new("Den Haag", 2511, "70"), new("Eindhoven", 5611, "40"), new("Tilburg", 5011, "13"), new("Groningen", 9711, "50"),
        new("Almere", 1311, "36"), new("Breda", 4811, "76"), new("Nijmegen", 6511, "24"), new("Apeldoorn", 7311, "55"), new("Haarlem", 2011, "23"), new("Arnhem", 6811, "26"), new("Enschede", 7511, "53"),
        new("Amersfoort", 3811, "33"), new("'s-Hertogenbosch", 5211, "73"), new("Zwolle", 8011, "38"), new("Leiden", 2311, "71"), new("Leeuwarden", 8911, "58"), new("Maastricht", 6211, "43"), new("Dordrecht", 3311, "78"),
        new("Ede", 6711, "318"), new("Alphen aan den Rijn", 2401, "172"), new("Alkmaar", 1811, "72"), new("Emmen", 7811, "591"), new("Delft", 2611, "15"), new("Deventer", 7411, "570"), new("Helmond", 5701, "492"),
        new("Venlo", 5911, "77"), new("Hilversum", 1211, "35"), new("Oss", 5341, "412"), new("Roosendaal", 4701, "165"), new("Hoorn", 1621, "229"), new("Assen", 9401, "592"), new("Gouda", 2801, "182"), new("Veenendaal", 3901, "318"),
        new("Meppel", 7941, "522"), new("Goes", 4461, "113"), new("Middelburg", 4331, "118"), new("Doetinchem", 7001, "314"), new("Sneek", 8601, "515"), new("Tiel", 4001, "344"), new("Waalwijk", 5141, "416"), new("Boxtel", 5281, "411"),
    ];

    static readonly string[] Streets =
    [
        "Dorpsstraat", "Stationsweg", "Industrieweg", "Kerkstraat", "Molenweg", "Havenkade", "Nijverheidsweg", "Ambachtsweg", "Handelskade", "Marktplein", "Spoorlaan", "Schoolstraat", "Julianalaan", "Wilhelminastraat",
        "Energieweg", "Transportweg", "Dijkweg", "Kanaalstraat", "Parallelweg", "Zuidergracht", "Noordersingel", "Lindenlaan", "Beukenlaan", "Eikenhorst", "Weverstraat", "Smidsweg", "Veilingweg", "Techniekweg", "Rijksstraatweg", "Gildeplein",
    ];

    static readonly (string Name, string Ending, int Share)[] LegalForms =
    [
        ("Besloten Vennootschap", " B.V.", 62), ("Eenmanszaak", "", 16), ("Vennootschap onder firma", " V.O.F.", 10), ("Stichting", "", 6), ("Naamloze Vennootschap", " N.V.", 2), ("Coöperatie", " U.A.", 2), ("Maatschap", "", 2),
    ];

    public Organisation Organisation(int index, DateTime at)
    {
        var (town, trade, form) = (chance.Pick(Towns), chance.Pick(DutchNames.Trades), LegalForm());
        var bare = DutchNames.Company(chance, trade, town.Name);
        var domain = DemoNumbers.Slug(bare) + ".example";
        var rsin = Rsin(index);
        var organisation = new Organisation
        {
            Id = chance.Id(at),
            Name = form.Name == "Stichting" ? "Stichting " + bare : bare + form.Ending,
            KvkNumber = Kvk(index),
            BranchNumber = Branch(index),
            Rsin = form.Name == "Eenmanszaak" ? null : rsin,
            VatId = form.Name is "Eenmanszaak" or "Stichting" ? null : $"NL{rsin}B01",
            LegalForm = form.Name,
            SbiCode = trade.Sbi,
            Industry = trade.Industry,
            Email = chance.Percent(85) ? "info@" + domain : null,
            Phone = chance.Percent(90) ? Phone(town.AreaCode, index) : null,
            Website = chance.Percent(80) ? "www." + domain : null,
            Address = AddressIn(town),
            IsNonMailing = chance.Percent(12),
            Source = "KVK",
            SourceDate = Clock.DayOf(at),
        };
        return organisation;
    }

    public Guid Id(DateTime at) => chance.Id(at);

    /// <summary>One to three people.</summary>
    public IReadOnlyList<Contact> ContactsOf(Organisation organisation, int index, DateTime at)
    {
        var domain = OrganisationKeys.DomainOf(organisation.Email) ?? "bedrijfspost.example";
        return [.. Enumerable.Range(0, chance.Pick([1, 1, 1, 2, 2, 3])).Select(number => ContactAt(organisation, index, number, domain, at))];
    }

    Contact ContactAt(Organisation organisation, int index, int number, string domain, DateTime at)
    {
        var person = DutchNames.Person(chance, at);
        return new()
        {
            Id = chance.Id(at),
            OrganisationId = organisation.Id,
            PersonId = person.Id,
            Person = person,
            Function = chance.Pick(DemoRelations.Functions),
            Email = chance.Percent(92) ? $"{DemoNumbers.Slug(person.FirstName)}.{DemoNumbers.Slug(person.Prefix + person.LastName)}@{domain}" : null,
            Mobile = chance.Percent(80) ? string.Create(CultureInfo.InvariantCulture, $"+316{10_000_000 + index * 3 + number}") : null,
        };
    }

    (string Name, string Ending, int Share) LegalForm()
    {
        var left = chance.Below(100);
        return LegalForms.First(form => (left -= form.Share) < 0);
    }

    Address AddressIn(Town town) => new()
    {
        Street = chance.Pick(Streets),
        HouseNumber = chance.Between(1, 320),
        Addition = chance.Percent(12) ? $"{(char)('A' + chance.Below(4))}" : "",
        PostalCode = string.Create(CultureInfo.InvariantCulture, $"{town.Postcode + chance.Below(60)}{Letter()}{"ABCDEFGHKLMNPRTVWXZ"[chance.Below(19)]}"),
        Town = town.Name,
    };

    // SA, SD and SS are not given out.
    char Letter() => "ABCDEFGHJKLMNPRTVWXZ"[chance.Below(20)];

    // From 99,000,000 on the trade register has given out none; 137 goes round a million before it comes back.
    static string Kvk(int index) => string.Create(CultureInfo.InvariantCulture, $"{99_000_000 + (index * 137L + 21) % 1_000_000}");

    static string Branch(int index) => string.Create(CultureInfo.InvariantCulture, $"0009{90_000_000 + index * 211L % 10_000_000}");

    static string Phone(string areaCode, int index)
    {
        var digits = 8 - areaCode.Length;
        var room = (int)Math.Pow(10, digits);
        return $"+31{areaCode}5{(index % room).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')}";
    }

    /// <summary>Nine digits that pass the eleven test.</summary>
    static string Rsin(int index)
    {
        for (var first = 8; ; first--)
        {
            var digits = string.Create(CultureInfo.InvariantCulture, $"{first}{index:0000000}");
            var last = digits.Select((digit, place) => (digit - '0') * (9 - place)).Sum() % 11;
            if (last < 10)
                return digits + last;
        }
    }
}
