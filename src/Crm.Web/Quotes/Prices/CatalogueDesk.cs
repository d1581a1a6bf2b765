using Crm.Data;
using Crm.Documents;
using Crm.Quotes.Grid;
using Crm.Quotes.Layout;
using Crm.Users;

namespace Crm.Quotes.Prices;

/// <summary>An item as someone entered it.</summary>
/// <param name="Prices">The later prices; null leaves them as they are.</param>
/// <param name="Parts">Of a composition; null leaves them as they are.</param>
/// <param name="TextNl">What the customer reads about it; null leaves both languages as they are.</param>
public sealed record CatalogueEntry(string? Code, LineKind Kind, string? NameNl, string? NameEn, string? Unit, decimal Price, decimal CostPrice, string? VatCode,
    CataloguePrices? Prices = null, CatalogueParts? Parts = null, string? TextNl = null, string? TextEn = null)
{
    public static CatalogueEntry Of(CatalogueItem item) => new(item.Code, item.Kind, item.Name.Nl, item.Name.En, item.Unit, item.Price, item.CostPrice, item.VatCode, item.Prices, item.Parts, item.Text.Nl, item.Text.En);

    public IEnumerable<Fault> Faults()
    {
        if (string.IsNullOrWhiteSpace(Code) || Code.Trim().Length > 30)
            yield return new("code", "Vul een code van hoogstens 30 tekens in.", "Enter a code of at most 30 characters.");
        if (Kind is not (LineKind.WorkType or LineKind.Article or LineKind.Cost or LineKind.Composition))
            yield return new("kind", "Kies werksoort, artikel, kosten of samenstelling.", "Choose work type, article, cost or composition.");
        if (string.IsNullOrWhiteSpace(NameNl) || NameNl.Trim().Length > 200)
            yield return new("nameNl", "Vul een naam van hoogstens 200 tekens in.", "Enter a name of at most 200 characters.");
        if (NameEn?.Trim().Length > 200)
            yield return new("nameEn", "De naam mag hoogstens 200 tekens lang zijn.", "The name may be at most 200 characters long.");
        if (Unit?.Trim().Length > 20)
            yield return new("unit", "De eenheid mag hoogstens 20 tekens lang zijn.", "The unit may be at most 20 characters long.");
        if (!VatRates.Codes.Contains(VatCode))
            yield return new("vatCode", "Kies een btw-tarief.", "Choose a VAT rate.");
        foreach (var fault in TextFaults("textNl", TextNl).Concat(TextFaults("textEn", TextEn)))
            yield return fault;
        foreach (var fault in new CataloguePrice(default, Price, CostPrice).Faults("").Concat(Prices?.Faults() ?? []).Concat(Parts?.Faults(Kind) ?? []))
            yield return fault;
    }

    static IEnumerable<Fault> TextFaults(string field, string? text) => text?.Trim().Length > LineEntry.LongestText
        ? [new(field, $"De tekst mag hoogstens {LineEntry.LongestText} tekens lang zijn.", $"The text may be at most {LineEntry.LongestText} characters long.")]
        : [];

    public void Fill(CatalogueItem item)
    {
        item.Name = LocalText.Entered(NameNl, NameEn);
        (item.Unit, item.Price, item.CostPrice, item.VatCode) = ((Unit ?? "").Trim(), Price, CostPrice, VatCode!);
        if (TextNl is not null)
            item.Text = LocalText.Entered(TextNl, TextEn);
        (item.Prices, item.Parts) = (Prices?.InOrder() ?? item.Prices, Parts ?? item.Parts);
    }
}

/// <summary>Keeps and searches the catalogue. A changed price is for new lines: a line that took it over keeps its own.</summary>
public sealed class CatalogueDesk(CrmDatabase database, QuotePictures pictures)
{
    public Task<CatalogueItem> AddAsync(CatalogueEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        EnsureMay(actor);
        await EnsureAsync(db, entry, cancellationToken);
        var code = entry.Code!.Trim();
        if (await db.Catalogue.AnyAsync(i => i.Code == code, cancellationToken))
            throw RefusedException.Invalid("code", $"De code {code} bestaat al.", $"The code {code} already exists.");
        var item = new CatalogueItem { Code = code, Kind = entry.Kind, Name = new("", ""), Unit = "", VatCode = VatRates.High };
        entry.Fill(item);
        db.Catalogue.Add(item);
        return item;
    }, cancellationToken);

    /// <summary>Code and kind stay: lines of old quotes refer to them.</summary>
    public Task<CatalogueItem> EditAsync(Guid id, CatalogueEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        EnsureMay(actor);
        var item = await ItemAsync(db, id, cancellationToken);
        await EnsureAsync(db, entry with { Code = item.Code, Kind = item.Kind }, cancellationToken);
        entry.Fill(item);
        return item;
    }, cancellationToken);

    /// <summary>Puts a photograph with the item in the place of what was there; null takes it away. Lines that took one over keep it.</summary>
    public Task SetPictureAsync(Guid id, BroughtFile? brought, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        EnsureMay(actor);
        var item = await ItemAsync(db, id, cancellationToken);
        item.PictureId = brought is null ? null : (await pictures.StoreAsync(brought, id, actor, cancellationToken)).Id;
    }, cancellationToken);

    public Task ArchiveAsync(Guid id, bool isArchived, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        EnsureMay(actor);
        (await ItemAsync(db, id, cancellationToken)).IsArchived = isArchived;
    }, cancellationToken);

    /// <summary>As it was entered, with its later prices.</summary>
    public Task<CatalogueItem> FindAsync(Guid id, CancellationToken cancellationToken = default) => database.ReadAsync(db => ItemAsync(db, id, cancellationToken), cancellationToken);

    /// <summary>Items of which the code begins with, or the name contains, what was typed, at what they cost on a day; all when nothing was.</summary>
    public Task<IReadOnlyList<CatalogueItem>> SearchAsync(string? text, bool withArchived, int take, DateOnly day, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<CatalogueItem>>(async db =>
    {
        var items = withArchived ? db.Catalogue : db.Catalogue.Where(i => !i.IsArchived);
        if (!string.IsNullOrWhiteSpace(text))
        {
            var typed = text.Trim().ToUpperInvariant();
#pragma warning disable CA1304, CA1311 // It becomes SQL's upper(); the database knows no cultures.
            items = items.Where(i => EF.Functions.Like(i.Code.ToUpper(), typed + "%")
                || EF.Functions.Like(i.Name.Nl.ToUpper(), "%" + typed + "%") || EF.Functions.Like(i.Name.En.ToUpper(), "%" + typed + "%"));
#pragma warning restore CA1304, CA1311
        }
        return await PricedAsync(db, await items.AsNoTracking().OrderBy(i => i.Code).Take(take).ToListAsync(cancellationToken), day, cancellationToken);
    }, cancellationToken);

    /// <summary>The items with these codes that can still be sold, at what they cost on a day.</summary>
    public Task<Dictionary<string, CatalogueItem>> ByCodeAsync(IReadOnlySet<string> codes, DateOnly day, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
        (await PricedAsync(db, await db.Catalogue.AsNoTracking().Where(i => !i.IsArchived && codes.Contains(i.Code)).ToListAsync(cancellationToken), day, cancellationToken))
            .ToDictionary(i => i.Code, StringComparer.OrdinalIgnoreCase), cancellationToken);

    static async Task<IReadOnlyList<CatalogueItem>> PricedAsync(CrmDbContext db, List<CatalogueItem> items, DateOnly day, CancellationToken cancellationToken)
    {
        var codes = items.SelectMany(item => item.Parts.All).Select(part => part.Code).Distinct().ToList();
        var parts = codes.Count == 0 ? [] : await db.Catalogue.AsNoTracking().Where(item => codes.Contains(item.Code)).ToDictionaryAsync(item => item.Code, cancellationToken);
        foreach (var item in items)
            item.PriceAt(day, parts);
        return items;
    }

    public static void EnsureMay(Actor actor)
    {
        if (!actor.Is(Roles.ProcessOwner))
            throw RefusedException.Forbidden("De catalogus is van de proceseigenaar.", "The catalogue belongs to the process owner.");
    }

    static async Task EnsureAsync(CrmDbContext db, CatalogueEntry entry, CancellationToken cancellationToken)
    {
        var faults = entry.Faults().ToList();
        faults.RefuseIfAny();
        var codes = (entry.Parts?.All ?? []).Select(part => part.Code).ToList();
        var known = codes.Count == 0 ? [] : await db.Catalogue.Where(item => codes.Contains(item.Code) && item.Kind != LineKind.Composition).Select(item => item.Code).ToListAsync(cancellationToken);
        codes.Select((code, at) => (code, at)).Where(part => !known.Contains(part.code))
            .Select(part => new Fault($"parts[{part.at}].code", $"{part.code} staat niet in de catalogus, of is zelf een samenstelling.", $"{part.code} is not in the catalogue, or is a composition itself.")).RefuseIfAny();
    }

    static async Task<CatalogueItem> ItemAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Catalogue.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) ?? throw RefusedException.NotFound("Dit artikel bestaat niet.", "This item does not exist.");
}
