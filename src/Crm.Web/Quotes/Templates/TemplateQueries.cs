using Crm.CustomFields;
using Crm.Data;
using Crm.Documents;
using Crm.Users;

namespace Crm.Quotes.Templates;

/// <summary>A template in the list.</summary>
/// <param name="PublishedAt">Null: a new one that nobody can choose yet.</param>
public sealed record TemplateRow(string Key, LocalText Name, int Version, string Note, string SavedBy, DateTime? PublishedAt, bool IsShipped, bool HasDraft, bool HasOffer);

/// <param name="IsInUse">The version that new quotes are made with.</param>
/// <param name="Quotes">How many quotes keep this version.</param>
public sealed record TemplateEdition(int Version, string Note, string SavedBy, DateTime SavedAt, DateTime? PublishedAt, bool IsShipped, bool IsInUse, int Quotes);

/// <summary>A template as it is being worked on.</summary>
/// <param name="Content">Of the draft, or else of the version in use.</param>
/// <param name="Revision">Of the draft; null when there is none.</param>
public sealed record TemplateDetails(string Key, TemplateContent Content, int? Revision, IReadOnlyList<TemplateEdition> Versions);

/// <summary>A document as it would become, or why it would not.</summary>
public sealed record TemplateTry(string? Html, IReadOnlyList<TemplateFault> Faults);

/// <summary>Reads templates, and tries them on a quote.</summary>
public sealed class TemplateQueries(CrmDatabase database, QuoteDocuments documents, TemplateCheck check)
{
    public Task<IReadOnlyList<TemplateRow>> ListAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<TemplateRow>>(async db =>
    {
        var inUse = await db.TemplatesInUse().ToListAsync(cancellationToken);
        var begun = await db.TemplateVersions.AsNoTracking().Where(draft => draft.Version == TemplateVersion.Draft && !db.TemplateVersions.Any(other => other.Key == draft.Key && other.PublishedAt != null)).ToListAsync(cancellationToken);
        var unused = await db.TemplateVersions.Where(version => version.PublishedAt == null).Select(version => new { version.Key, version.Version }).ToListAsync(cancellationToken);
        return
        [
            .. inUse.Concat(begun).OrderByDescending(version => version.Key == TemplateVersion.House).ThenBy(version => version.Key, StringComparer.Ordinal).Select(version => new TemplateRow(
                version.Key, version.Content.Name, version.Version, version.Note, version.SavedBy, version.PublishedAt, version.FileHash.Length > 0,
                unused.Contains(new { version.Key, Version = TemplateVersion.Draft }), unused.Any(other => other.Key == version.Key && other.Version > version.Version))),
        ];
    }, cancellationToken);

    public Task<TemplateDetails> GetAsync(string key, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var rows = await db.TemplateVersions.AsNoTracking().Where(version => version.Key == key).OrderByDescending(version => version.Version).ToListAsync(cancellationToken);
        var inUse = rows.FirstOrDefault(version => version.PublishedAt is not null);
        var draft = rows.Find(version => version.Version == TemplateVersion.Draft);
        var kept = await KeptAsync(db, key, cancellationToken);
        return new TemplateDetails(key, (draft ?? inUse ?? throw TemplateDesk.NoTemplate()).Content, draft?.Revision,
        [
            .. rows.Where(version => version != draft).Select(version => new TemplateEdition(
                version.Version, version.Note, version.SavedBy, version.SavedAt, version.PublishedAt, version.FileHash.Length > 0, version == inUse, kept.GetValueOrDefault(version.Version))),
        ]);
    }, cancellationToken);

    public Task<TemplateContent> ReadAsync(string key, int version, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
        await db.TemplateVersions.AsNoTracking().Where(row => row.Key == key && row.Version == version).Select(row => row.Content).SingleOrDefaultAsync(cancellationToken) ?? throw TemplateDesk.NoTemplate(), cancellationToken);

    /// <summary>What is written, shown on a real quote, or on none when there is no quote yet.</summary>
    public Task<TemplateTry> TryAsync(string key, TemplateContent content, Guid? quoteId, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        await TemplateDesk.EnsureFitsAsync(db, key, content, cancellationToken);
        var pairs = await db.PairsOfAsync(key, content, cancellationToken);
        var company = await db.Companies.AsNoTracking().SingleAsync(cancellationToken);
        var custom = await CustomFieldSet.ReadAsync(db, cancellationToken);
        // A loop without end holds a processor until its time is up; not the one that answers the page.
        var faults = await Task.Run(() => pairs.SelectMany(pair => check.FaultsOf(pair, company, custom)).Distinct().ToList(), cancellationToken);
        if (faults.Count > 0 || quoteId is not { } quote)
            return new TemplateTry(null, faults);
        return await OnQuoteAsync(db, key, pairs, quote, cancellationToken);
    }, cancellationToken);

    async Task<TemplateTry> OnQuoteAsync(CrmDbContext db, string key, IReadOnlyList<TemplatePair> pairs, Guid quote, CancellationToken cancellationToken)
    {
        var itsKey = await db.Quotes.Where(q => q.Id == quote).Select(q => q.TemplateKey).SingleOrDefaultAsync(cancellationToken) ?? throw QuoteAccess.NotFound();
        var pair = key == TemplateVersion.House ? pairs[0] with { Template = await db.TemplateAsync(itsKey, null, cancellationToken) } : pairs[0];
        try
        {
            return new(await documents.TryOnScreenAsync(quote, pair, cancellationToken), []);
        }
        catch (TemplateFaultException wrong)
        {
            return new(null, [TemplateFault.Of(wrong)]);
        }
    }

    static Task<Dictionary<int, int>> KeptAsync(CrmDbContext db, string key, CancellationToken cancellationToken)
    {
        var versions = key == TemplateVersion.House ? db.Quotes.Select(quote => quote.HouseVersion) : db.Quotes.Where(quote => quote.TemplateKey == key).Select(quote => quote.TemplateVersion);
        return versions.Where(version => version != null).GroupBy(version => version!.Value).ToDictionaryAsync(group => group.Key, group => group.Count(), cancellationToken);
    }
}
