using Crm.Data;
using Crm.Users;

namespace Crm.Quotes;

/// <summary>An item as someone entered it.</summary>
public sealed record CatalogueEntry(string? Code, LineKind Kind, string? NameNl, string? NameEn, string? Unit, decimal Price, decimal CostPrice, string? VatCode)
{
    public static CatalogueEntry Of(CatalogueItem item) => new(item.Code, item.Kind, item.Name.Nl, item.Name.En, item.Unit, item.Price, item.CostPrice, item.VatCode);

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
        if (Price is < 0 or > LineEntry.HighestPrice || decimal.Round(Price, 2) != Price)
            yield return new("price", "De prijs ligt tussen € 0 en € 99.999.999,99, met hoogstens twee decimalen.", "The price is between €0 and €99,999,999.99, with at most two decimals.");
        if (CostPrice is < 0 or > LineEntry.HighestPrice || decimal.Round(CostPrice, 2) != CostPrice)
            yield return new("costPrice", "De kostprijs ligt tussen € 0 en € 99.999.999,99, met hoogstens twee decimalen.", "The cost price is between €0 and €99,999,999.99, with at most two decimals.");
        if (!VatRates.Codes.Contains(VatCode))
            yield return new("vatCode", "Kies een btw-tarief.", "Choose a VAT rate.");
    }

    public void Fill(CatalogueItem item)
    {
        item.Name = LocalText.Entered(NameNl, NameEn);
        (item.Unit, item.Price, item.CostPrice, item.VatCode) = ((Unit ?? "").Trim(), Price, CostPrice, VatCode!);
    }
}

/// <summary>Keeps and searches the catalogue. A changed price is for new lines: a line that took it over keeps its own.</summary>
public sealed class CatalogueDesk(CrmDatabase database)
{
    public Task<CatalogueItem> AddAsync(CatalogueEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        EnsureMay(actor);
        Ensure(entry);
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
        Ensure(entry with { Code = item.Code, Kind = item.Kind });
        entry.Fill(item);
        return item;
    }, cancellationToken);

    public Task ArchiveAsync(Guid id, bool isArchived, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        EnsureMay(actor);
        (await ItemAsync(db, id, cancellationToken)).IsArchived = isArchived;
    }, cancellationToken);

    /// <summary>Items of which the code begins with, or the name contains, what was typed; all when nothing was.</summary>
    public Task<IReadOnlyList<CatalogueItem>> SearchAsync(string? text, bool withArchived, int take, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<CatalogueItem>>(async db =>
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
        return await items.AsNoTracking().OrderBy(i => i.Code).Take(take).ToListAsync(cancellationToken);
    }, cancellationToken);

    /// <summary>The items with these codes that can still be sold.</summary>
    public Task<Dictionary<string, CatalogueItem>> ByCodeAsync(IReadOnlySet<string> codes, CancellationToken cancellationToken = default) => database.ReadAsync(db =>
        db.Catalogue.AsNoTracking().Where(i => !i.IsArchived && codes.Contains(i.Code)).ToDictionaryAsync(i => i.Code, StringComparer.OrdinalIgnoreCase, cancellationToken), cancellationToken);

    public static void EnsureMay(Actor actor)
    {
        if (!actor.Is(Roles.ProcessOwner))
            throw RefusedException.Forbidden("De catalogus is van de proceseigenaar.", "The catalogue belongs to the process owner.");
    }

    static void Ensure(CatalogueEntry entry)
    {
        var faults = entry.Faults().ToList();
        faults.RefuseIfAny();
    }

    static async Task<CatalogueItem> ItemAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Catalogue.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) ?? throw RefusedException.NotFound("Dit artikel bestaat niet.", "This item does not exist.");
}
