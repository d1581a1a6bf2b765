using Crm.Relations;

namespace Crm.Data.Load;

/// <summary>Names of Dutch people and companies that sound right and are nobody's; enough of them for a million.</summary>
public static class DutchNames
{
    public sealed record Trade(string Name, string Sbi, string Industry);

    public static readonly IReadOnlyList<Trade> Trades =
    [
        new("Bakkerij", "10710", "Brood en banket"), new("Slagerij", "47220", "Slagerij"), new("Kaasmakerij", "10510", "Zuivelindustrie"), new("Brouwerij", "11050", "Brouwerij"),
        new("Bouwbedrijf", "41200", "Bouw van woningen en utiliteit"), new("Aannemersbedrijf", "41200", "Bouw van woningen en utiliteit"), new("Schildersbedrijf", "43340", "Schilderwerk"),
        new("Loodgietersbedrijf", "43220", "Loodgieterswerk"), new("Installatietechniek", "43220", "Installatie van verwarming en koeling"), new("Elektrotechniek", "43210", "Elektrotechnische installatie"),
        new("Transport", "49410", "Goederenvervoer over de weg"), new("Logistiek", "52290", "Expediteurs"), new("Koelhuis", "52100", "Opslag in koelhuizen"), new("Garage", "45200", "Autoreparatie"),
        new("Autobedrijf", "45110", "Autohandel"), new("Tuincentrum", "47760", "Tuincentra"), new("Kwekerij", "01300", "Teelt van sierplanten"), new("Loonbedrijf", "01610", "Dienstverlening landbouw"),
        new("Zuivelhandel", "46330", "Groothandel in zuivel"), new("Groothandel", "46390", "Groothandel in voedingsmiddelen"), new("Vishandel", "46380", "Groothandel in vis"), new("Bloemisterij", "47760", "Bloemenwinkels"),
        new("Hotel", "55101", "Hotel-restaurant"), new("Restaurant", "56101", "Restaurants"), new("Café", "56300", "Cafés"), new("Cateringbedrijf", "56210", "Eventcatering"),
        new("Apotheek", "47730", "Apotheken"), new("Tandartspraktijk", "86231", "Tandartsen"), new("Fysiotherapie", "86913", "Fysiotherapeuten"), new("Kinderopvang", "88911", "Kinderopvang"),
        new("Administratiekantoor", "69202", "Boekhoudkantoren"), new("Accountants", "69201", "Accountants"), new("Notariskantoor", "69102", "Notariskantoren"), new("Advocaten", "69101", "Advocatenkantoren"),
        new("Architecten", "71110", "Architecten"), new("Ingenieursbureau", "71120", "Ingenieurs"), new("Drukkerij", "18120", "Drukkerijen"), new("Uitgeverij", "58110", "Uitgeverijen"),
        new("Software", "62010", "Ontwikkelen van software"), new("Automatisering", "62020", "Advies informatietechnologie"), new("Makelaardij", "68310", "Bemiddeling onroerend goed"), new("Verzekeringen", "66220", "Assurantietussenpersonen"),
        new("Metaalbewerking", "25620", "Metaalbewerking"), new("Machinefabriek", "28990", "Machinebouw"), new("Kunststoffen", "22290", "Kunststofindustrie"), new("Houthandel", "46731", "Groothandel in hout"),
        new("Meubelmakerij", "31010", "Meubelindustrie"), new("Schoonmaakbedrijf", "81210", "Schoonmaak"), new("Beveiliging", "80100", "Beveiliging"), new("Uitzendbureau", "78201", "Uitzendbureaus"),
        new("Rijschool", "85530", "Auto- en motorrijscholen"), new("Sportschool", "93130", "Fitnesscentra"), new("Kapsalon", "96021", "Haarverzorging"), new("Dierenkliniek", "75000", "Dierenartsen"),
    ];

    static readonly string[] Surnames =
    [
        "Jansen", "De Vries", "Bakker", "Visser", "Smit", "Meijer", "De Boer", "Mulder", "De Groot", "Bos", "Vos", "Peters", "Hendriks", "Dekker", "Brouwer", "De Wit", "Dijkstra", "Smits", "De Graaf",
        "Kok", "Jacobs", "De Haan", "Vermeulen", "Willems", "Hoekstra", "Koster", "Prins", "Huisman", "Peeters", "Kuipers", "Veenstra", "Postma", "Martens", "Scholten", "Wolters", "Sanders", "Kuiper",
        "Bosch", "Schouten", "Blom", "Timmermans", "Groen", "Hermans", "Molenaar", "Verhoeven", "Gerritsen", "Wiersma", "Bouwman", "Yilmaz", "El Amrani", "Kaya", "Okafor", "Nguyen", "Kowalski",
    ];

    static readonly string[] PlaceStarts =
    [
        "Aar", "Berk", "Boek", "Bron", "Dalm", "Deur", "Dries", "Eem", "Eik", "Elz", "Erm", "Gaas", "Geld", "Gras", "Groen", "Haar", "Has", "Heem", "Hil", "Hoog", "Hulst", "IJssel", "Kamp", "Kerk", "Klaar",
        "Knip", "Kolk", "Kraan", "Laar", "Lang", "Leen", "Lin", "Lut", "Maas", "Meer", "Mees", "Moer", "Nieuw", "Noord", "Olm", "Oud", "Pap", "Rijs", "Ros", "Schaap", "Schoon", "Slot", "Sont", "Steen",
        "Terp", "Tol", "Uil", "Veen", "Vlier", "Waal", "Weert", "Wester", "Wild", "Wit", "Zand", "Zuid", "Zwaan",
    ];

    static readonly string[] PlaceEnds =
        ["beek", "berg", "bergen", "broek", "dam", "dijk", "donk", "drecht", "haven", "hem", "horst", "hout", "huizen", "kerk", "laar", "loo", "lo", "oord", "rade", "schot", "stede", "veld", "voort", "wijk", "zand"];

    static readonly string[] Syllables =
        ["al", "ar", "bel", "ca", "cor", "da", "del", "do", "el", "en", "fa", "fi", "ga", "har", "in", "ka", "kor", "la", "lo", "lu", "ma", "mi", "na", "no", "or", "pro", "qua", "ra", "ri", "sa", "so", "ta", "tri", "va", "vi", "xe", "zo", "zen"];

    static readonly string[] BrandEnds = ["tec", "via", "nova", "lux", "plan", "form", "gro", "fin", "med", "dex", "lin", "tron", "mar", "vita", "cel", "max", "pur", "sol", "tra", "zon"];

    static readonly string[] Sectors =
        ["Techniek", "Groep", "Advies", "Beheer", "Projecten", "Services", "Solutions", "Trading", "Vastgoed", "Systems", "Nederland", "Food", "Bouw", "Energie", "Verpakkingen", "Zorg"];

    static readonly string[] Things =
        ["Gouden Leeuw", "Zwarte Molen", "Oude Haven", "Vier Linden", "Witte Zwaan", "Blauwe Reiger", "Hoge Brug", "Nieuwe Aanleg", "Rode Toren", "Groene Poort", "Kleine Akker", "Drie Kronen", "Lange Dreef", "Stille Hoek", "Zilveren Maan"];

    public static readonly IReadOnlyList<string> FirstNames =
    [
        "Jorrit", "Esther", "Henk", "Marloes", "Ahmed", "Ingrid", "Peter", "Fatima", "Wouter", "Lieke", "Kees", "Samira", "Joost", "Anouk", "Gerard", "Nienke", "Rachid", "Monique", "Tom", "Willemijn",
        "Daan", "Emma", "Bram", "Sophie", "Lars", "Julia", "Thijs", "Eva", "Ruben", "Noor", "Jeroen", "Sanne", "Martijn", "Femke", "Erik", "Karin", "Bart", "Marieke", "Sjoerd", "Ilse", "Arjan", "Yvonne",
        "Mehmet", "Aylin", "Pim", "Roos", "Stijn", "Floor", "Hugo", "Tessa", "Maarten", "Linda", "Dennis", "Petra", "Frank", "Astrid", "Niels", "Judith", "Guus", "Hanneke",
    ];

    static readonly string[] Prefixes = ["van", "van", "van der", "van den", "van de", "ter", "te", "in 't", "op de"];

    public static string Place(LoadChance chance) => chance.Pick(PlaceStarts) + chance.Pick(PlaceEnds);

    /// <summary>As it stands in a company's name: "De Boer", "Van Berkhorst".</summary>
    public static string Family(LoadChance chance) => chance.Percent(35) ? chance.Pick(Surnames) : chance.Percent(55) ? $"Van {Place(chance)}" : $"{Place(chance)}s";

    public static string Brand(LoadChance chance)
    {
        var word = chance.Pick(Syllables) + chance.Pick(Syllables) + (chance.Percent(40) ? chance.Pick(Syllables) : "") + chance.Pick(BrandEnds);
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    /// <summary>Without the legal form.</summary>
    public static string Company(LoadChance chance, Trade trade, string town) => chance.Below(20) switch
    {
        < 4 => $"{trade.Name} {Family(chance)}",
        < 7 => $"{Family(chance)} {trade.Name}",
        < 9 => $"Gebroeders {Family(chance)} {trade.Name}",
        < 11 => $"{trade.Name} {Family(chance)} & Zonen",
        < 15 => $"{Brand(chance)} {chance.Pick(Sectors)}",
        < 16 => Brand(chance),
        < 17 => $"{trade.Name} De {chance.Pick(Things)} {Place(chance)}",
        < 18 => $"{trade.Name} {town} {Place(chance)}",
        < 19 => $"{Family(chance)} en {Family(chance)} {trade.Name}",
        _ => $"{Place(chance)} {Brand(chance)} {trade.Name}",
    };

    public static Person Person(LoadChance chance, DateTime at)
    {
        var (prefix, last) = chance.Percent(45) ? Split(chance.Pick(Surnames)) : (chance.Percent(60) ? chance.Pick(Prefixes) : "", Place(chance));
        return new() { Id = chance.Id(at), FirstName = chance.Pick(FirstNames), Prefix = prefix, LastName = last };
    }

    static (string Prefix, string Last) Split(string surname) => surname.StartsWith("De ", StringComparison.Ordinal) ? ("de", surname[3..]) : ("", surname);
}
