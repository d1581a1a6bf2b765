using Crm.Data;
using Crm.Documents;
using Crm.Users;

namespace Crm.Quotes.Prices;

/// <summary>What a price list does to the catalogue, row by row.</summary>
public sealed record CatalogueLook(IReadOnlyList<CatalogueRow> Rows)
{
    public int Added => Count(CatalogueChange.Added);
    public int Changed => Count(CatalogueChange.Changed);
    public int Same => Count(CatalogueChange.Same);
    public int Rejected => Count(CatalogueChange.Rejected);

    int Count(CatalogueChange change) => Rows.Count(row => row.Change == change);
}

/// <summary>What was taken over, and what it was before.</summary>
public sealed record CatalogueTaken(CatalogueLook Look, IReadOnlyList<CatalogueTaken.Step> Steps)
{
    /// <param name="Before">Null for an item that was added.</param>
    public sealed record Step(Guid ItemId, CatalogueEntry? Before, CatalogueEntry After);
}

/// <summary>Takes a price list over into the catalogue: what is new is added, what is known changes in the columns of the file, what is wrong stays out.</summary>
public sealed class CatalogueImport(CrmDatabase database, VirusScanner scanner, TimeProvider clock)
{
    /// <summary>Changes nothing.</summary>
    public async Task<CatalogueLook> LookAsync(BroughtFile brought, Actor actor, CancellationToken cancellationToken = default)
    {
        var file = await ReadAsync(brought, actor, cancellationToken);
        return new(file.Against(await database.ReadAsync(db => db.Catalogue.AsNoTracking().ToListAsync(cancellationToken), cancellationToken)));
    }

    /// <summary>Looks again, because the world went on, and takes over what is not rejected: all of it or nothing.</summary>
    public async Task<CatalogueTaken> TakeAsync(BroughtFile brought, Actor actor, CancellationToken cancellationToken = default)
    {
        var file = await ReadAsync(brought, actor, cancellationToken);
        return await database.WriteAsync(async db =>
        {
            var items = await db.Catalogue.ToListAsync(cancellationToken);
            var look = new CatalogueLook(file.Against(items));
            var byCode = CatalogueFile.ByCode(items);
            return new CatalogueTaken(look, [.. look.Rows.Where(row => row.Change is CatalogueChange.Added or CatalogueChange.Changed).Select(row => Take(db, byCode, row.Entry!))]);
        }, cancellationToken);
    }

    /// <summary>As it was. An item that was added is archived, for a quote may have it already; what somebody changed since stays.</summary>
    public Task UndoAsync(CatalogueTaken taken, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        CatalogueDesk.EnsureMay(actor);
        var items = await db.Catalogue.ToDictionaryAsync(item => item.Id, cancellationToken);
        foreach (var step in taken.Steps.Where(step => items.TryGetValue(step.ItemId, out var item) && CatalogueEntry.Of(item) == step.After))
        {
            if (step.Before is null)
                items[step.ItemId].IsArchived = true;
            else
                step.Before.Fill(items[step.ItemId]);
        }
    }, cancellationToken);

    async Task<CatalogueFile> ReadAsync(BroughtFile brought, Actor actor, CancellationToken cancellationToken)
    {
        CatalogueDesk.EnsureMay(actor);
        await scanner.RefuseInfectedAsync([brought], cancellationToken);
        return CatalogueFile.Read(brought, clock.Today());
    }

    static CatalogueTaken.Step Take(CrmDbContext db, Dictionary<string, CatalogueItem> byCode, CatalogueEntry entry)
    {
        var before = byCode.TryGetValue(entry.Code!, out var item) ? CatalogueEntry.Of(item) : null;
        if (item is null)
            db.Catalogue.Add(item = new CatalogueItem { Code = entry.Code!.Trim(), Kind = entry.Kind, Name = new("", ""), Unit = "", VatCode = VatRates.High });
        entry.Fill(item);
        return new(item.Id, before, CatalogueEntry.Of(item));
    }
}
