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

    /// <summary>The subject's items before a place, with the files of their contact moments.</summary>
    public Task<IReadOnlyList<Entry>> TimelineAsync(DossierSubject subject, Actor reader, DossierPlace? before, int take, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Entry>>(async db =>
        {
            var items = ReadableBy(reader, About(subject, db.Dossier));
            if (before is not null)
                items = items.Where(i => i.At < before.At || (i.At == before.At && i.Id < before.Id));
            var page = await items.OrderByDescending(i => i.At).ThenByDescending(i => i.Id).Take(take).ToListAsync(cancellationToken);
            var files = await FilesAsync(db, page, cancellationToken);
            return [.. page.Select(item => new Entry(item, [.. files[item.Id], .. files[item.ContactMomentId ?? Guid.Empty]]))];
        }, cancellationToken);

    public Task<int> CountAsync(DossierSubject subject, Actor reader, CancellationToken cancellationToken) =>
        database.ReadAsync(db => ReadableBy(reader, About(subject, db.Dossier)).CountAsync(cancellationToken), cancellationToken);

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
        var owners = items.SelectMany(i => new[] { i.Id, i.ContactMomentId ?? Guid.Empty }).Distinct().ToList();
        var files = await db.Files.Where(f => f.OwnerId != null && owners.Contains(f.OwnerId.Value))
            .OrderBy(f => f.Id)
            .Select(f => new { Owner = f.OwnerId!.Value, File = new Attached(f.Id, f.FileName, f.Size) })
            .ToListAsync(cancellationToken);
        return files.ToLookup(f => f.Owner, f => f.File);
    }
}
