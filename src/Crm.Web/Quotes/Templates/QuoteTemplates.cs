using Crm.Data;

namespace Crm.Quotes.Templates;

/// <summary>A template as one chooses it for a quote.</summary>
public sealed record QuoteTemplate(string Key, LocalText Name, TemplateTexts Nl, TemplateTexts En)
{
    public static QuoteTemplate Of(string key, TemplateContent content) => new(key, content.Name, content.Nl!, content.En!);

    public TemplateTexts In(string language) => language == "en" ? En : Nl;
}

/// <summary>The templates a quote can be made with: of each the version that is in use.</summary>
public sealed class QuoteTemplates(CrmDatabase database)
{
    public const string Usual = "standard";

    public Task<IReadOnlyList<QuoteTemplate>> AllAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<QuoteTemplate>>(async db =>
    {
        var inUse = await db.TemplatesInUse().Where(version => version.Key != TemplateVersion.House).OrderBy(version => version.Key).Select(version => new { version.Key, version.Content }).ToListAsync(cancellationToken);
        return [.. inUse.Select(version => QuoteTemplate.Of(version.Key, version.Content))];
    }, cancellationToken);
}

static class TemplateTables
{
    /// <summary>Of each template the last version that was published.</summary>
    public static IQueryable<TemplateVersion> TemplatesInUse(this CrmDbContext db) => db.TemplateVersions.AsNoTracking().Where(version =>
        version.PublishedAt != null && !db.TemplateVersions.Any(later => later.Key == version.Key && later.PublishedAt != null && later.Version > version.Version));

    /// <summary>That version of a template; without a number the one in use.</summary>
    public static async Task<TemplateContent> TemplateAsync(this CrmDbContext db, string key, int? number, CancellationToken cancellationToken) =>
        await (number is { } kept ? db.TemplateVersions.AsNoTracking().Where(version => version.Version == kept) : db.TemplatesInUse())
            .Where(version => version.Key == key).Select(version => version.Content).SingleAsync(cancellationToken);

    /// <summary>What a template would print together with: itself with the house style in use, or the house style with each template in use.</summary>
    public static async Task<IReadOnlyList<TemplatePair>> PairsOfAsync(this CrmDbContext db, string key, TemplateContent content, CancellationToken cancellationToken)
    {
        if (key != TemplateVersion.House)
            return [new(content, await db.TemplateAsync(TemplateVersion.House, null, cancellationToken))];
        var templates = await db.TemplatesInUse().Where(version => version.Key != TemplateVersion.House).OrderBy(version => version.Key).Select(version => version.Content).ToListAsync(cancellationToken);
        return [.. templates.Select(template => new TemplatePair(template, content))];
    }

    /// <summary>From here on the quote is read as it is now, whatever is published later.</summary>
    public static async Task KeepTemplateAsync(this CrmDbContext db, Quote quote, CancellationToken cancellationToken)
    {
        quote.TemplateVersion = await db.NumberInUseAsync(quote.TemplateKey, cancellationToken);
        quote.HouseVersion = await db.NumberInUseAsync(TemplateVersion.House, cancellationToken);
    }

    static Task<int> NumberInUseAsync(this CrmDbContext db, string key, CancellationToken cancellationToken) =>
        db.TemplatesInUse().Where(version => version.Key == key).Select(version => version.Version).SingleAsync(cancellationToken);
}
