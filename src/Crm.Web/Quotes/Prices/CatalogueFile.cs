using Crm.Data;
using Crm.Documents;
using Crm.Relations;

namespace Crm.Quotes.Prices;

/// <summary>What a row of a price list does to the catalogue.</summary>
public enum CatalogueChange { Added, Changed, Same, Rejected }

/// <param name="Line">As a person counts in the file.</param>
/// <param name="Remarks">Why it is rejected, or what becomes what.</param>
public sealed record CatalogueRow(int Line, string Code, string Name, CatalogueChange Change, IReadOnlyList<string> Remarks)
{
    /// <summary>The item as it will be.</summary>
    internal CatalogueEntry? Entry { get; init; }
}

/// <summary>A price list, by the names of its columns. A column that is not there, and an empty cell, leave what is known as it is.</summary>
public sealed class CatalogueFile
{
    const int MostRows = 20_000;

    static readonly (string Field, string[] Headings)[] Known =
    [
        ("code", ["code", "artikelcode", "artikelnummer", "itemcode", "item code", "nummer"]),
        ("nameNl", ["naam", "omschrijving", "artikel", "name", "description"]),
        ("nameEn", ["naam engels", "naam in het engels", "omschrijving engels", "english name", "name in english", "name english"]),
        ("textNl", ["tekst", "tekst voor de klant", "text", "text for the customer"]),
        ("textEn", ["tekst engels", "tekst in het engels", "text in english", "text english"]),
        ("kind", ["soort", "type", "kind"]),
        ("unit", ["eenheid", "unit"]),
        ("price", ["prijs", "verkoopprijs", "price", "sales price"]),
        ("costPrice", ["kostprijs", "inkoopprijs", "cost price", "cost"]),
        ("vatCode", ["btw", "btw tarief", "vat", "vat rate"]),
        ("validFrom", ["geldig vanaf", "ingangsdatum", "vanaf", "valid from", "from"]),
    ];

    readonly SheetFile sheet;
    readonly DateOnly today;
    readonly Dictionary<string, int> columns = [];

    CatalogueFile(SheetFile sheet, DateOnly today)
    {
        (this.sheet, this.today) = (sheet, today);
        var names = sheet.Columns.Select(column => string.Join(' ', SearchName.AllWords(column))).ToList();
        foreach (var (field, headings) in Known)
        {
            if (names.FindIndex(headings.Contains) is >= 0 and var at)
                columns[field] = at;
        }
    }

    public static CatalogueFile Read(BroughtFile brought, DateOnly today)
    {
        var file = new CatalogueFile(SheetFile.Read(brought), today);
        if (!file.columns.ContainsKey("code"))
            throw RefusedException.Invalid("file", "Er is geen kolom ‘Code’. De eerste rij noemt de kolommen: Code, Naam, Soort, Eenheid, Prijs, Kostprijs, Btw, Geldig vanaf, Tekst.",
                "There is no column ‘Code’. The first row names the columns: Code, Name, Kind, Unit, Price, Cost price, VAT, Valid from, Text.");
        return file.sheet.Rows.Count <= MostRows ? file : throw RefusedException.Invalid("file", $"Een prijslijst heeft hooguit {MostRows} rijen; splits het bestand.", $"A price list has at most {MostRows} rows; split the file.");
    }

    /// <summary>Whoever types a code does not mind capitals.</summary>
    public static Dictionary<string, CatalogueItem> ByCode(IEnumerable<CatalogueItem> catalogue) =>
        catalogue.GroupBy(item => item.Code, StringComparer.OrdinalIgnoreCase).ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);

    /// <summary>What each row does to the catalogue as it stands.</summary>
    public List<CatalogueRow> Against(IEnumerable<CatalogueItem> catalogue)
    {
        var items = ByCode(catalogue);
        Dictionary<string, int> seen = new(StringComparer.OrdinalIgnoreCase);
        List<CatalogueRow> rows = [];
        foreach (var row in sheet.Rows)
        {
            var code = Cell(row, "code");
            rows.Add(seen.TryGetValue(code, out var earlier) && code.Length > 0
                ? Rejected(row, [Say($"{code} staat ook op regel {earlier}.", $"{code} stands on line {earlier} too.")])
                : Against(row, items.GetValueOrDefault(code)));
            seen.TryAdd(code, row.Line);
        }
        return rows;
    }

    CatalogueRow Against(SheetFile.Row row, CatalogueItem? item)
    {
        if (item is { IsArchived: true })
            return Rejected(row, [Say("Staat in het archief; zet het daar eerst uit terug.", "Is archived; restore it first.")]);
        List<string> faults = [];
        var before = item is null ? new CatalogueEntry(Cell(row, "code"), LineKind.Article, "", "", "st", 0, 0, VatRates.High, CataloguePrices.None) : CatalogueEntry.Of(item);
        var entry = Filled(row, before, isNew: item is null, faults);
        faults.AddRange(entry.Faults().Select(fault => fault.ToString()));
        if (faults.Count > 0)
            return Rejected(row, faults);
        var change = item is null ? CatalogueChange.Added : entry == before ? CatalogueChange.Same : CatalogueChange.Changed;
        return new(row.Line, entry.Code!, entry.NameNl!, change, change == CatalogueChange.Changed ? [.. Differences(before, entry)] : []) { Entry = entry };
    }

    CatalogueEntry Filled(SheetFile.Row row, CatalogueEntry before, bool isNew, List<string> faults)
    {
        if (isNew && Cell(row, "price").Length == 0)
            faults.Add(Say("Een nieuw artikel heeft een prijs nodig.", "A new item needs a price."));
        var kind = Read("kind", before.Kind, KindOf);
        if (!isNew && kind != before.Kind)
            faults.Add(Say($"De soort blijft {before.Kind.Name().ToLowerInvariant()}: regels van offertes verwijzen ernaar.", $"The kind stays {before.Kind.Name().ToLowerInvariant()}: lines of quotes refer to it."));
        var vat = Cell(row, "vatCode") is { Length: > 0 } typed ? VatOf(typed) : before.VatCode;
        if (vat is null)
            faults.Add(Misfit(row, "vatCode"));
        var name = Text("nameNl", before.NameNl);
        var text = Text("textNl", before.TextNl ?? "");
        // An item without an English name or text of its own goes by its Dutch one.
        var entry = before with { Kind = kind, NameNl = name, NameEn = Text("nameEn", before.NameEn == before.NameNl ? name : before.NameEn), TextNl = text, TextEn = Text("textEn", before.TextEn == before.TextNl ? text : before.TextEn), Unit = Text("unit", before.Unit), VatCode = vat ?? before.VatCode };
        DateOnly? from = Cell(row, "validFrom").Length > 0 ? Read("validFrom", today, cell => Entries.Date(cell, today)) : null;
        var later = before.Prices!.On(from ?? today);
        var held = later ?? new(DateOnly.MinValue, before.Price, before.CostPrice);
        var price = held with { Price = Read("price", held.Price, cell => Entries.Figure(cell)), CostPrice = Read("costPrice", held.CostPrice, cell => Entries.Figure(cell)) };
        if (price == held)
            return entry;
        // Without a day it is the price that holds today; what is new has none before its first.
        return isNew || later is null && from is null ? entry with { Price = price.Price, CostPrice = price.CostPrice } : entry with { Prices = before.Prices.With(price with { ValidFrom = from ?? held.ValidFrom }) };

        string? Text(string field, string? known) => Cell(row, field) is { Length: > 0 } cell ? cell : known;

        T Read<T>(string field, T known, Func<string, T?> read) where T : struct
        {
            if (Cell(row, field) is not { Length: > 0 } cell)
                return known;
            if (read(cell) is { } value)
                return value;
            faults.Add(Misfit(row, field));
            return known;
        }
    }

    static LineKind? KindOf(string cell) => cell.ToUpperInvariant() switch
    {
        "WERKSOORT" or "WORK TYPE" or "WORKTYPE" or "UREN" or "HOURS" => LineKind.WorkType,
        "ARTIKEL" or "ARTICLE" => LineKind.Article,
        "KOSTEN" or "COST" => LineKind.Cost,
        "SAMENSTELLING" or "COMPOSITION" => LineKind.Composition,
        _ => null,
    };

    static string? VatOf(string cell) => cell.ToUpperInvariant() switch
    {
        "HOOG" or "HIGH" or "H" => VatRates.High,
        "LAAG" or "LOW" or "L" => VatRates.Low,
        "NUL" or "ZERO" or "0" or "0%" => "zero",
        "VRIJGESTELD" or "EXEMPT" => "exempt",
        "VERLEGD" or "REVERSED" or "REVERSE-CHARGED" => "reversed",
        _ => null,
    };

    static IEnumerable<string> Differences(CatalogueEntry before, CatalogueEntry after)
    {
        (string Name, string Before, string After)[] fields =
        [
            (Say("naam", "name"), before.NameNl ?? "", after.NameNl ?? ""), (Say("naam (Engels)", "name (English)"), before.NameEn ?? "", after.NameEn ?? ""), (Say("eenheid", "unit"), before.Unit ?? "", after.Unit ?? ""),
            (Say("tekst", "text"), before.TextNl ?? "", after.TextNl ?? ""), (Say("tekst (Engels)", "text (English)"), before.TextEn ?? "", after.TextEn ?? ""),
            (Say("prijs", "price"), Formats.Euro(before.Price), Formats.Euro(after.Price)), (Say("kostprijs", "cost price"), Formats.Euro(before.CostPrice), Formats.Euro(after.CostPrice)), (Say("btw", "VAT"), before.VatCode ?? "", after.VatCode ?? ""),
        ];
        return fields.Where(field => field.Before != field.After).Select(field => $"{field.Name} {field.Before} → {field.After}")
            .Concat((after.Prices?.All ?? []).Except(before.Prices?.All ?? []).Select(price =>
                Say($"vanaf {Formats.Date(price.ValidFrom)}: prijs {Formats.Euro(price.Price)}, kostprijs {Formats.Euro(price.CostPrice)}", $"from {Formats.Date(price.ValidFrom)}: price {Formats.Euro(price.Price)}, cost price {Formats.Euro(price.CostPrice)}")));
    }

    CatalogueRow Rejected(SheetFile.Row row, IReadOnlyList<string> why) => new(row.Line, Cell(row, "code"), Cell(row, "nameNl"), CatalogueChange.Rejected, why);

    string Misfit(SheetFile.Row row, string field)
    {
        var (cell, column) = (Cell(row, field), sheet.Columns[columns[field]]);
        return Say($"‘{cell}’ kan niet in de kolom {column}.", $"‘{cell}’ does not fit in the column {column}.");
    }

    string Cell(SheetFile.Row row, string field) => columns.TryGetValue(field, out var at) ? row.Cells[at] : "";
}
