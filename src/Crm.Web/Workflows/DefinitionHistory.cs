using Crm.Data;
using Crm.Engine;

namespace Crm.Workflows;

/// <summary>A definition with its versions: who changed what, where it is used, and what still runs on which version.</summary>
public sealed class DefinitionHistory(CrmDatabase database, DefinitionCheck check)
{
    /// <param name="Running">Instances on it that have not ended.</param>
    public sealed record Version(string Id, int Number, bool IsLatest, bool IsPublished, bool IsFromFile, string ChangedBy, DateTime ChangedAt, string PublishedBy, DateTime? PublishedAt, string Note, int Running)
    {
        /// <summary>Who may not put it in use themselves, when the company wants a second pair of eyes.</summary>
        public Guid? ChangedById { get; init; }
        public string OfferedBy { get; init; } = "";
        /// <summary>It waits for a second process owner since then.</summary>
        public DateTime? OfferedAt { get; init; }
        public string SentBack { get; init; } = "";
        public string SentBackBy { get; init; } = "";
    }

    public sealed record Use(LocalText What, string Name, string Href);

    public sealed record Whole(string DefinitionId, string Name, IReadOnlyList<Version> Versions, IReadOnlyList<Use> Uses, IReadOnlyList<DefinitionCheck.Finding> Findings, bool NeedsSignOff)
    {
        public Version Latest => Versions.First(version => version.IsLatest);
        public Version? InUse => Versions.FirstOrDefault(version => version.IsPublished);
    }

    public Task<Whole?> FindAsync(string definitionId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var rows = await db.WorkflowDefinitions.Where(row => row.DefinitionId == definitionId).OrderByDescending(row => row.Version).ToListAsync(cancellationToken);
        if (rows.Count == 0)
            return null;
        var running = await db.WorkflowInstances.Where(row => row.DefinitionId == definitionId && row.Status == nameof(WorkflowStatus.Running))
            .GroupBy(row => row.DefinitionVersion).Select(group => new { Version = group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Version, group => group.Count, cancellationToken);
        var latest = rows.FirstOrDefault(row => row.IsLatest) ?? rows[0];
        return new Whole(definitionId, latest.Name ?? definitionId, rows.ConvertAll(row => VersionOf(row, running.GetValueOrDefault(row.Version))), await UsesAsync(db, definitionId, cancellationToken), await check.OfAsync(latest.Json, cancellationToken),
            await db.Companies.AnyAsync(company => company.NeedsSignOff, cancellationToken));
    }, cancellationToken);

    /// <summary>What the later version does otherwise; empty when nothing, or when one of them is not there.</summary>
    public Task<IReadOnlyList<DefinitionDifference.Change>> DifferenceAsync(string definitionId, int earlier, int later, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var json = await db.WorkflowDefinitions.Where(row => row.DefinitionId == definitionId && (row.Version == earlier || row.Version == later)).ToDictionaryAsync(row => row.Version, row => row.Json, cancellationToken);
        return json.Count == 2 ? DefinitionDifference.Between(json[earlier], json[later]) : [];
    }, cancellationToken);

    static Version VersionOf(DefinitionRow row, int running) => new(row.Id, row.Version, row.IsLatest, row.IsPublished, row.FileHash.Length > 0,
        row.ChangedBy, row.ChangedAt ?? row.CreatedAt, row.PublishedBy, row.PublishedAt, row.Note, running)
    {
        ChangedById = row.ChangedById,
        OfferedBy = row.OfferedBy,
        OfferedAt = row.OfferedAt,
        SentBack = row.SentBack,
        SentBackBy = row.SentBackBy,
    };

    static async Task<IReadOnlyList<Use>> UsesAsync(CrmDbContext db, string definitionId, CancellationToken cancellationToken)
    {
        var profiles = await db.EntryProfiles.Where(profile => profile.ReviewDefinitionId == definitionId).OrderBy(profile => profile.Order).ToListAsync(cancellationToken);
        var forms = await db.ContactForms.Where(form => form.FollowUpDefinitionId == definitionId).OrderBy(form => form.Order).ToListAsync(cancellationToken);
        var quotes = definitionId == QuoteDefinition ? await db.Quotes.CountAsync(cancellationToken) : 0;
        return
        [
            .. profiles.Select(profile => new Use(new("Instuurprofiel", "Entry profile"), profile.Name.ToString(), Urls.NewRelation(profile.Key))),
            .. forms.Select(form => new Use(new("Contactvorm", "Form of contact"), form.Name.ToString(), Urls.ContactMoments)),
            .. definitionId == QuoteDefinition ? [new Use(new("Offertes", "Quotes"), Say($"elke offerte, nu {Formats.Number(quotes)}", $"every quote, now {Formats.Number(quotes)}"), Urls.Quotes)] : Array.Empty<Use>(),
        ];
    }

    // Quotes lie above the workflows, so the name stands here too.
    const string QuoteDefinition = "quote-lifecycle";
}
