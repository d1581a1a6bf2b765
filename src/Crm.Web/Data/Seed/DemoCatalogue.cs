using Crm.Quotes;
using Crm.Quotes.Prices;

namespace Crm.Data.Seed;

/// <summary>What the demo company sells: hours, parts and costs, with what they cost it.</summary>
public static class DemoCatalogue
{
    public static IReadOnlyList<CatalogueItem> Items =>
    [
        Work("W010", "Engineering", "Engineering", 92, 61),
        Work("W020", "Projectleiding", "Project management", 98, 66),
        Work("W100", "Montage koeltechniek", "Refrigeration installation", 74.5m, 48),
        Work("W110", "Montage leidingwerk", "Pipework installation", 69, 45),
        Work("W120", "Elektrisch aansluiten", "Electrical connection", 72, 46.5m),
        Work("W130", "Isoleren", "Insulation", 62, 39),
        Work("W200", "Inregelen en in bedrijf stellen", "Commissioning", 84, 54),
        Work("W300", "Servicemonteur", "Service engineer", 78, 49),
        Told(From2027(Article("A100", "Koelunit 12 kW, CO2", "Cooling unit 12 kW, CO2", "st", 9_850, 7_240), 10_240, 7_530),
            "Transkritische CO2-unit met frequentiegeregelde compressor. Geluid 42 dB(A) op 10 meter.", "Transcritical CO2 unit with a speed-controlled compressor. Sound 42 dB(A) at 10 metres."),
        Article("A110", "Koelunit 24 kW, CO2", "Cooling unit 24 kW, CO2", "st", 16_400, 12_150),
        Article("A120", "Condensor dak, 30 kW", "Roof condenser, 30 kW", "st", 7_350, 5_480),
        Article("A130", "Verdamper plafond", "Ceiling evaporator", "st", 2_180, 1_560),
        Told(Article("A140", "Koelcel 18 m², panelen 100 mm", "Cold room 18 m², 100 mm panels", "st", 8_640, 6_390),
            "Wanden en plafond van PIR-panelen, brandklasse B-s2,d0, met hygiënische plint en antislipvloer.", "Walls and ceiling of PIR panels, fire class B-s2,d0, with hygienic skirting and a non-slip floor."),
        Told(Article("A150", "Vriesdeur, schuivend", "Freezer door, sliding", "st", 3_275, 2_410),
            "Vrije doorgang 1.200 × 2.200 mm, met drempelverwarming en noodontgrendeling aan de binnenzijde.", "Clear opening 1,200 × 2,200 mm, with a heated threshold and an emergency release inside."),
        Told(Article("A200", "Warmtepomp lucht-water 45 kW", "Heat pump air-water 45 kW", "st", 18_900, 14_200),
            "SCOP 4,1 bij 35 °C. Komt in aanmerking voor energie-investeringsaftrek (EIA).", "SCOP 4.1 at 35 °C. Qualifies for the Dutch energy investment allowance (EIA)."),
        Article("A210", "Luchtbehandelingskast 8.000 m³/h", "Air handling unit 8,000 m³/h", "st", 21_750, 16_300),
        Article("A220", "VRF-buitendeel 28 kW", "VRF outdoor unit 28 kW", "st", 12_600, 9_350),
        Article("A230", "VRF-binnendeel, cassette", "VRF indoor unit, cassette", "st", 1_485, 1_060),
        Article("A300", "Koperleiding 22 mm", "Copper pipe 22 mm", "m", 18.75m, 11.2m),
        Article("A310", "Isolatieschaal 22 mm", "Pipe insulation 22 mm", "m", 6.4m, 3.6m),
        Article("A320", "Kabel 5G6", "Cable 5G6", "m", 7.9m, 4.75m),
        Article("A400", "Regelkast met afstandbewaking", "Control cabinet with remote monitoring", "st", 4_950, 3_420),
        Article("A410", "Temperatuurlogger, HACCP", "Temperature logger, HACCP", "st", 265, 168),
        Cost("K100", "Hoogwerker, per dag", "Aerial platform, per day", "dag", 285, 215),
        Cost("K110", "Kraan, per dagdeel", "Crane, per half day", "dagdeel", 640, 495),
        Cost("K120", "Afvoer oud koudemiddel", "Disposal of old refrigerant", "kg", 14.5m, 9),
        Cost("K130", "Reiskosten", "Travel", "km", 0.65m, 0.42m),
        Composition("S100", "Koelcel 18 m², compleet gemonteerd", "Cold room 18 m², installed complete", new("A140", 1), new("A100", 1), new("A150", 1), new("W100", 24), new("W200", 4)),
    ];

    /// <summary>With what the customer reads about it.</summary>
    static CatalogueItem Told(CatalogueItem item, string nl, string en)
    {
        item.Text = new(nl, en);
        return item;
    }

    static CatalogueItem From2027(CatalogueItem item, decimal price, decimal cost)
    {
        item.Prices = new([new(new(2027, 1, 1), price, cost)]);
        return item;
    }

    /// <summary>Costs what its parts cost.</summary>
    static CatalogueItem Composition(string code, string nl, string en, params CataloguePart[] parts)
    {
        var item = Item(code, LineKind.Composition, nl, en, "st", 0, 0);
        item.Parts = new(parts);
        return item;
    }

    static CatalogueItem Work(string code, string nl, string en, decimal price, decimal cost) => Item(code, LineKind.WorkType, nl, en, "uur", price, cost);

    static CatalogueItem Article(string code, string nl, string en, string unit, decimal price, decimal cost) => Item(code, LineKind.Article, nl, en, unit, price, cost);

    static CatalogueItem Cost(string code, string nl, string en, string unit, decimal price, decimal cost) => Item(code, LineKind.Cost, nl, en, unit, price, cost);

    static CatalogueItem Item(string code, LineKind kind, string nl, string en, string unit, decimal price, decimal cost) =>
        new() { Code = code, Kind = kind, Name = new(nl, en), Unit = unit, Price = price, CostPrice = cost, VatCode = "high" };
}
