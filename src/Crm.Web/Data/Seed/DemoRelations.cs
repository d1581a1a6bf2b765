using System.Globalization;
using Crm.Relations;

namespace Crm.Data.Seed;

/// <summary>The demo company's prospects and customers. Names are invented; numbers pass their checks but belong to nobody; mail goes to .example.</summary>
public sealed class DemoRelations(CrmDbContext db, DemoStory story)
{
    const int FirstNumber = 10001;

    sealed record Row(string Name, string Street, int House, string PostalCode, string Town, string AreaCode, string Sbi, string Industry, string Seller, bool IsEntrepreneur = true);

    static readonly Row[] South =
    [
        new("Kaasmakerij Het Anker", "Goudsestraatweg", 14, "2802AB", "Gouda", "182", "1051", "Zuivelindustrie", "Sanne de Wit"),
        new("Bakkerij Van Oirschot", "Molenstraat", 88, "5014NE", "Tilburg", "13", "1071", "Brood en banket", "Sanne de Wit"),
        new("Slagerij De Kempen", "Markt", 31, "5521AM", "Eersel", "497", "4722", "Slagerij", "Sanne de Wit"),
        new("Groothandel Verhoeven Vers", "Spoorlaan", 210, "5017JZ", "Tilburg", "13", "4631", "Groothandel in groente en fruit", "Sanne de Wit"),
        new("Hotel Domein de Leijen", "Bosweg", 5, "5062BC", "Oisterwijk", "13", "5510", "Hotel", "Sanne de Wit"),
        new("Brouwerij Drie Linden", "Kloosterstraat", 19, "5056EE", "Berkel-Enschot", "13", "1105", "Brouwerij", "Sanne de Wit"),
        new("Champignonkwekerij Peelzicht", "Peelweg", 102, "5427RC", "Boekel", "492", "0113", "Teelt van champignons", "Sanne de Wit"),
        new("Stichting Zorgcentrum Sint Jozef", "Jozefplein", 2, "5038LK", "Tilburg", "13", "8710", "Verpleeghuis", "Sanne de Wit", IsEntrepreneur: false),
        new("IJssalon Venezia Breda", "Ginnekenweg", 77, "4818JC", "Breda", "76", "5610", "IJssalon", "Sanne de Wit"),
        new("Logistiek Centrum Moerdijk", "Middenweg", 40, "4782PM", "Moerdijk", "168", "5210", "Opslag in koelhuizen", "Sanne de Wit"),
        new("Patisserie Roelofs", "Haagdijk", 51, "4811TM", "Breda", "76", "1071", "Brood en banket", "Sanne de Wit"),
        new("Tuinderij De Zilte Polder", "Zeedijk", 9, "4671PV", "Dinteloord", "167", "0113", "Groenteteelt", "Sanne de Wit"),
        new("Zuivelfabriek Maasoord", "Havenweg", 16, "5831AP", "Boxmeer", "485", "1051", "Zuivelindustrie", "Bas Kuiper"),
        new("Vleeswaren Gebroeders Cuijpers", "Industriepark", 62, "5431NA", "Cuijk", "485", "1013", "Vleesverwerking", "Bas Kuiper"),
        new("Datacenter Eindhoven Zuid", "High Tech Boulevard", 8, "5656AE", "Eindhoven", "40", "6311", "Datacenter", "Bas Kuiper"),
        new("Maasziekenhuis Land van Cuijk", "Dokter Kopstraat", 1, "5835DV", "Beugen", "485", "8610", "Ziekenhuis", "Bas Kuiper", IsEntrepreneur: false),
        new("Supermarkten Jansen en Zoon", "Stationsstraat", 120, "5701MR", "Helmond", "492", "4711", "Supermarkt", "Bas Kuiper"),
        new("Kunststof Techniek Valkenswaard", "Geenhovensedreef", 27, "5552BL", "Valkenswaard", "40", "2229", "Kunststofindustrie", "Bas Kuiper"),
        new("Farmalab Meerhoven", "Meerhovendreef", 3, "5658GN", "Eindhoven", "40", "2120", "Farmaceutische industrie", "Bas Kuiper"),
        new("Bloemenveiling Brabant", "Veilingweg", 200, "5301WN", "Zaltbommel", "418", "4622", "Bloemenhandel", "Bas Kuiper"),
        new("Visverwerking De Schelde", "Oosterkade", 11, "4401NA", "Yerseke", "113", "1020", "Visverwerking", "Bas Kuiper"),
        new("Congreshotel De Koperwiek", "Parallelweg", 66, "5223AL", "'s-Hertogenbosch", "73", "5510", "Hotel", "Bas Kuiper"),
        new("Aspergebedrijf Janssen-Horst", "Venrayseweg", 140, "5961AJ", "Horst", "77", "0113", "Groenteteelt", "Bas Kuiper"),
        new("Gemeente Heuvelrijk", "Raadhuisplein", 1, "5741GA", "Beek en Donk", "492", "8411", "Openbaar bestuur", "Bas Kuiper", IsEntrepreneur: false),
    ];

    static readonly Row[] NorthAndLarge =
    [
        new("Koel- en Vrieshuis Zwolle", "Rieteweg", 21, "8011AB", "Zwolle", "38", "5210", "Opslag in koelhuizen", "Thijs Dekker"),
        new("Zuivelcoöperatie Drentse Aa", "Stationsweg", 44, "9401LT", "Assen", "592", "1051", "Zuivelindustrie", "Thijs Dekker"),
        new("Bakkerij Hoekstra", "Nieuwestad", 108, "8911CX", "Leeuwarden", "58", "1071", "Brood en banket", "Thijs Dekker"),
        new("Aardappelhandel Veenkolonie", "Kanaalweg", 39, "9641BK", "Veendam", "598", "4631", "Groothandel in aardappelen", "Thijs Dekker"),
        new("Visafslag Lauwershaven", "Haven OZ", 4, "9976VN", "Lauwersoog", "519", "4638", "Vishandel", "Thijs Dekker"),
        new("Poeliersbedrijf Salland", "Deventerstraat", 15, "8102RE", "Raalte", "572", "1012", "Pluimveeverwerking", "Thijs Dekker"),
        new("Scholengroep Noorderlicht", "Hereweg", 75, "9721AA", "Groningen", "50", "8531", "Voortgezet onderwijs", "Thijs Dekker", IsEntrepreneur: false),
        new("Sportcentrum De Meent", "Sportlaan", 6, "7942LZ", "Meppel", "522", "9311", "Sportaccommodatie", "Thijs Dekker"),
        new("Vleesgroep Twente", "Hengelosestraat", 301, "7521PB", "Enschede", "53", "1013", "Vleesverwerking", "Thijs Dekker"),
        new("Groothandel Horeca Noord", "Peizerweg", 128, "9727AN", "Groningen", "50", "4639", "Groothandel in voedingsmiddelen", "Thijs Dekker"),
        new("Laboratorium Biosalis", "Zernikepark", 12, "9747AN", "Groningen", "50", "7211", "Biotechnologisch onderzoek", "Thijs Dekker"),
        new("Kwekerij Emmerzand", "Klazienaveenseweg", 88, "7812TC", "Emmen", "591", "0119", "Glastuinbouw", "Thijs Dekker"),
        new("Distributiecentrum Waalwijk West", "Zanddonkweg", 70, "5144NX", "Waalwijk", "416", "5210", "Opslag en distributie", "Marieke Vos"),
        new("Chemiepark Geertruidenberg", "Centraleweg", 33, "4931NA", "Geertruidenberg", "162", "2014", "Chemie", "Marieke Vos"),
        new("Universitair Sportcentrum Tilburg", "Academielaan", 7, "5037ET", "Tilburg", "13", "9311", "Sportaccommodatie", "Marieke Vos", IsEntrepreneur: false),
        new("Snackfabriek Roos en Van Dam", "Ambachtsweg", 18, "5151NL", "Drunen", "416", "1085", "Maaltijden en snacks", "Marieke Vos"),
        new("Evenementenhal De Lange Straat", "Jaarbeursweg", 1, "5211GC", "'s-Hertogenbosch", "73", "8230", "Congressen en beurzen", "Marieke Vos"),
        new("Wijnimport Bellegarde", "Wilhelminakade", 29, "4811AK", "Breda", "76", "4634", "Groothandel in dranken", "Marieke Vos"),
        new("Chocolaterie Van Lierop", "Heuvelstraat", 140, "5038AE", "Tilburg", "13", "1082", "Chocolade", "Marieke Vos"),
        new("Woningstichting De Kempenaar", "Europalaan", 21, "5531BC", "Bladel", "497", "6820", "Woningcorporatie", "Marieke Vos", IsEntrepreneur: false),
        new("Bierbrouwerij De Roode Toren", "Vestdijk", 60, "5611CA", "Eindhoven", "40", "1105", "Brouwerij", "Bas Kuiper"),
    ];

    static readonly string[] FirstNames =
        ["Jorrit", "Esther", "Henk", "Marloes", "Ahmed", "Ingrid", "Peter", "Fatima", "Wouter", "Lieke", "Kees", "Samira", "Joost", "Anouk", "Gerard", "Nienke", "Rachid", "Monique", "Tom", "Willemijn"];
    static readonly (string Prefix, string Last)[] LastNames =
        [("", "Brandsma"), ("", "Kok"), ("van der", "Meer"), ("", "Jansen"), ("de", "Vries"), ("", "Yilmaz"), ("van", "Dongen"), ("", "Smulders"), ("", "El Amrani"), ("ter", "Horst"),
         ("", "Hoekstra"), ("van den", "Berg"), ("", "Peeters"), ("de", "Bruijn"), ("", "Willems"), ("", "Martens"), ("van", "Gestel"), ("", "Okafor"), ("", "Schouten"), ("in 't", "Veld")];
    public static readonly IReadOnlyList<string> Functions =
        ["Bedrijfsleider", "Inkoper", "Hoofd technische dienst", "Directeur", "Facilitair manager", "Projectleider", "Kwaliteitsmanager", "Controller"];

    public IReadOnlyList<Relation> Add()
    {
        var rows = South.Concat(NorthAndLarge).ToList();
        db.NumberSeries.Add(new() { Series = "relation", Last = FirstNumber + rows.Count - 1 });
        return [.. rows.Select(Add)];
    }

    Relation Add(Row row, int index)
    {
        var organisation = OrganisationOf(row, index);
        var since = story.Today.AddDays(-story.Random.Next(60, 4 * 365));
        var relation = new Relation
        {
            Number = FirstNumber + index,
            OrganisationId = organisation.Id,
            Organisation = organisation,
            ResponsibleId = story.People[row.Seller].Id,
            IsEntrepreneur = row.IsEntrepreneur,
            CreatedAt = story.At(since, 10),
            CreatedBy = row.Seller,
        };
        db.Relations.Add(relation);
        var contacts = Enumerable.Range(0, story.Random.Next(1, 4)).Select(number => ContactOf(organisation, index, number)).ToList();
        db.Contacts.AddRange(contacts);
        organisation.Reindex(contacts);
        story.Contacts[organisation.Id] = contacts;
        return relation;
    }

    Organisation OrganisationOf(Row row, int index)
    {
        var legalForm = LegalFormOf(row);
        var name = legalForm == "Besloten Vennootschap" ? row.Name + " B.V." : row.Name;
        var rsin = DemoNumbers.Rsin(index);
        var website = "www." + DemoNumbers.Domain(row.Name);
        return new()
        {
            Name = name,
            KvkNumber = DemoNumbers.Kvk(index),
            BranchNumber = DemoNumbers.Branch(index),
            Rsin = rsin,
            VatId = $"NL{rsin}B01",
            LegalForm = legalForm,
            SbiCode = row.Sbi,
            Industry = row.Industry,
            Email = "info@" + DemoNumbers.Domain(row.Name),
            Phone = DemoNumbers.Phone(row.AreaCode, index),
            Website = website,
            Address = new() { Street = row.Street, HouseNumber = row.House, PostalCode = row.PostalCode, Town = row.Town },
            Source = "KVK",
            SourceDate = story.Today.AddDays(-story.Random.Next(10, 400)),
        };
    }

    static string LegalFormOf(Row row) =>
        row.Name.Contains("stichting", StringComparison.OrdinalIgnoreCase) ? "Stichting"
        : row.IsEntrepreneur ? "Besloten Vennootschap"
        : "Publiekrechtelijke rechtspersoon";

    Contact ContactOf(Organisation organisation, int index, int number)
    {
        var first = FirstNames[(index * 3 + number * 7) % FirstNames.Length];
        var (prefix, last) = LastNames[(index * 5 + number * 11) % LastNames.Length];
        var person = new Person { FirstName = first, Prefix = prefix, LastName = last };
        var mailbox = DemoNumbers.Slug(first) + "." + DemoNumbers.Slug(prefix + last);
        return new()
        {
            OrganisationId = organisation.Id,
            PersonId = person.Id,
            Person = person,
            Function = Functions[(index + number * 3) % Functions.Count],
            Email = mailbox + "@" + organisation.Website![4..],
            Mobile = string.Create(CultureInfo.InvariantCulture, $"+3165550{index:00}{number:00}"),
        };
    }
}
