using Crm.Data;

namespace Crm.Quotes.Templates;

/// <summary>
/// Takes in the templates that come with the product when the server starts: what changed becomes a new version. Where a process
/// owner has made a version of their own, theirs stays in use and the shipped one is offered beside it.
/// </summary>
public sealed class TemplateImport(CrmDatabase database, TimeProvider clock)
{
    // Any number, the same on every server.
    const long ImportLock = 20_261_124;

    public Task RunAsync(CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ImportLock})", cancellationToken);
        foreach (var (key, content) in ShippedTemplates.All)
            await ImportAsync(db, key, content, cancellationToken);
    }, cancellationToken);

    async Task ImportAsync(CrmDbContext db, string key, TemplateContent content, CancellationToken cancellationToken)
    {
        var hash = ShippedTemplates.HashOf(content);
        var versions = await db.TemplateVersions.Where(version => version.Key == key).Select(version => new { version.Version, version.PublishedAt, version.FileHash }).ToListAsync(cancellationToken);
        if (versions.Where(version => version.FileHash.Length > 0).MaxBy(version => version.Version)?.FileHash == hash)
            return;
        var isTheirs = versions.Any(version => version.Version == TemplateVersion.Draft) || versions.Where(version => version.PublishedAt is not null).MaxBy(version => version.Version)?.FileHash == "";
        var now = clock.UtcNow();
        db.TemplateVersions.Add(new()
        {
            Key = key, Version = versions.Select(version => version.Version).Append(0).Max() + 1, Content = content, FileHash = hash, SavedAt = now, PublishedAt = isTheirs ? null : now,
        });
    }
}
