using Crm.Data;
using Crm.Users;

namespace Crm.Dossiers;

/// <summary>Where the next page of a timeline begins: just before this item.</summary>
public sealed record DossierPlace(DateTime At, Guid Id);

/// <summary>What happened to a record, newest first.</summary>
public sealed class DossierQueries(CrmDatabase database)
{
    public sealed record Attached(Guid Id, string FileName, long Size);

    public sealed record Entry(DossierItem Item, IReadOnlyList<Attached> Files)
    {
        public DossierPlace Place => new(Item.At, Item.Id);
    }

    /// <param name="Total">All that the filter lets through, not only these.</param>
    public sealed record Page(IReadOnlyList<Entry> Entries, int Total);

    /// <summary>The subject's items before a place, newest first, with the files of their contact moments.</summary>
    public Task<Page> TimelineAsync(DossierSubject subject, Actor reader, DossierFilter filter, DossierPlace? before, int take, CancellationToken cancellationToken) =>
        database.ReadAsync(async db =>
        {
            var items = OfTheme(db, filter, ReadableBy(reader, About(subject, db.Dossier)));
            if (filter.HasWords)
                return await SearchAsync(db, items, filter, before, take, cancellationToken);
            var total = await items.CountAsync(cancellationToken);
            if (before is not null)
                items = items.Where(i => i.At < before.At || (i.At == before.At && i.Id < before.Id));
            return new Page(await EntriesAsync(db, items.Take(take), cancellationToken), total);
        }, cancellationToken);

    /// <summary>
    /// Among what is shown, in the reader's words, so the items are read and not asked of the database: one dossier holds thousands, not millions.
    /// </summary>
    static async Task<Page> SearchAsync(CrmDbContext db, IQueryable<DossierItem> items, DossierFilter filter, DossierPlace? before, int take, CancellationToken cancellationToken)
    {
        var forms = await db.ContactForms.ToDictionaryAsync(form => form.Id, form => form.Name.ToString(), cancellationToken);
        var found = (await EntriesAsync(db, items, cancellationToken))
            .Where(entry => filter.Finds(entry.Item, entry.Files.Select(file => file.FileName), id => forms.GetValueOrDefault(id, ""))).ToList();
        var from = before is null ? 0 : found.FindIndex(entry => entry.Place == before) + 1;
        return new([.. found.Skip(from).Take(take)], found.Count);
    }

    static async Task<IReadOnlyList<Entry>> EntriesAsync(CrmDbContext db, IQueryable<DossierItem> items, CancellationToken cancellationToken)
    {
        var page = await items.ToListAsync(cancellationToken);
        var files = await FilesAsync(db, page, cancellationToken);
        return [.. page.Select(item => new Entry(item, [.. files[item.Id], .. files[item.ContactMomentId ?? Guid.Empty]]))];
    }

    static IQueryable<DossierItem> OfTheme(CrmDbContext db, DossierFilter filter, IQueryable<DossierItem> items)
    {
        if (filter.OfKinds is { } kinds)
            items = items.Where(i => kinds.Contains(i.Kind));
        else if (filter.Theme == DossierTheme.Files)
            items = items.Where(i => db.Files.Any(f => f.OwnerId == i.Id || f.OwnerId == i.ContactMomentId));
        return items.OrderByDescending(i => i.At).ThenByDescending(i => i.Id);
    }

    static IQueryable<DossierItem> About(DossierSubject subject, IQueryable<DossierItem> items) => subject switch
    {
        { ProjectId: { } id } => items.Where(i => i.ProjectId == id),
        { QuoteId: { } id } => items.Where(i => i.QuoteId == id),
        { ForecastId: { } id } => items.Where(i => i.ForecastId == id),
        { RelationId: { } id } => items.Where(i => i.RelationId == id),
        { SubmissionId: { } id } => items.Where(i => i.SubmissionId == id),
        { CampaignId: { } id } => items.Where(i => i.CampaignId == id),
        _ => throw new ArgumentException("A timeline is of a project, a quote, a forecast, a relation, a submission or a campaign.", nameof(subject)),
    };

    static IQueryable<DossierItem> ReadableBy(Actor reader, IQueryable<DossierItem> items) =>
        reader.Is(Roles.Reviewer) || reader.Is(Roles.Administrator) ? items : items.Where(i => !i.IsConfidential || i.ById == reader.UserId);

    static async Task<ILookup<Guid, Attached>> FilesAsync(CrmDbContext db, List<DossierItem> items, CancellationToken cancellationToken)
    {
        List<(Guid Owner, Attached File)> files = [];
        // Fewer at once than the parameters that a statement may have.
        foreach (var owners in items.SelectMany(i => new[] { i.Id, i.ContactMomentId ?? Guid.Empty }).Distinct().Chunk(1_000))
        {
            var found = await db.Files.Where(f => f.OwnerId != null && owners.Contains(f.OwnerId.Value)).OrderBy(f => f.Id)
                .Select(f => new { Owner = f.OwnerId!.Value, f.Id, f.FileName, f.Size }).ToListAsync(cancellationToken);
            files.AddRange(found.Select(f => (f.Owner, new Attached(f.Id, f.FileName, f.Size))));
        }
        return files.ToLookup(f => f.Owner, f => f.File);
    }
}
