using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Reads versions of definitions as Elsa's API asks for them.</summary>
public sealed class DefinitionQueries(CrmDatabase database, ActivityCatalogue catalogue)
{
    public const int MaxPageSize = 200;

    /// <summary>What a list is asked for. Page numbers begin at 0.</summary>
    public sealed record Question(
        string? VersionOptions, int? Page, int? PageSize, string? SearchTerm, string? OrderBy, string? OrderDirection, string[]? DefinitionIds, string[]? Ids);

    public Task<JsonObject> ListAsync(Question question, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var rows = Matching(db.WorkflowDefinitions, question);
        var size = Math.Clamp(question.PageSize ?? MaxPageSize, 1, MaxPageSize);
        var page = await Ordered(rows, question).Skip(Math.Max(question.Page ?? 0, 0) * size).Take(size).ToListAsync(cancellationToken);
        return new JsonObject
        {
            ["items"] = new JsonArray([.. page.Select(Summary)]),
            ["totalCount"] = await rows.CountAsync(cancellationToken),
            ["links"] = StudioLinks.OfList(),
        };
    }, cancellationToken);

    public Task<DefinitionRow?> FindAsync(string definitionId, string? versionOptions, CancellationToken cancellationToken) => database.ReadAsync(db =>
        VersionChoice.Of(versionOptions).Among(db.WorkflowDefinitions.Where(row => row.DefinitionId == definitionId)).OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken), cancellationToken);

    public Task<DefinitionRow?> FindVersionAsync(string versionId, CancellationToken cancellationToken) => database.ReadAsync(db =>
        db.WorkflowDefinitions.SingleOrDefaultAsync(row => row.Id == versionId, cancellationToken), cancellationToken);

    /// <summary>Every version of a definition, newest first.</summary>
    public Task<List<DefinitionRow>> VersionsAsync(string definitionId, CancellationToken cancellationToken) => database.ReadAsync(db =>
        db.WorkflowDefinitions.Where(row => row.DefinitionId == definitionId).OrderByDescending(row => row.Version).ToListAsync(cancellationToken), cancellationToken);

    public Task<List<DefinitionRow>> FindVersionsAsync(string[] ids, CancellationToken cancellationToken) => database.ReadAsync(db =>
        db.WorkflowDefinitions.Where(row => ids.Contains(row.Id)).OrderBy(row => row.Name).ThenBy(row => row.Version).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>How many definitions there are.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) => database.ReadAsync(db => db.WorkflowDefinitions.CountAsync(row => row.IsLatest, cancellationToken), cancellationToken);

    public async Task<JsonObject> ShownAsync(DefinitionRow row, CancellationToken cancellationToken) =>
        ShownDefinition.Of(row, await catalogue.KnownAsync(cancellationToken));

    public async Task<JsonObject> ShownAsync(string versionId, CancellationToken cancellationToken) =>
        await ShownAsync((await FindVersionAsync(versionId, cancellationToken))!, cancellationToken);

    /// <summary>True when no other definition has the name.</summary>
    public Task<bool> IsNameFreeAsync(string name, string? definitionId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
        !await db.WorkflowDefinitions.AnyAsync(row => row.IsLatest && row.Name == name && row.DefinitionId != definitionId, cancellationToken), cancellationToken);

    public static JsonNode Summary(DefinitionRow row)
    {
        var json = StudioJson.Parse(row.Json);
        return new JsonObject
        {
            ["id"] = row.Id,
            ["definitionId"] = row.DefinitionId,
            ["name"] = row.Name,
            ["description"] = json.Text("description"),
            ["version"] = row.Version,
            ["toolVersion"] = json.Text("toolVersion") ?? ShownDefinition.ToolVersion,
            ["isLatest"] = row.IsLatest,
            ["isPublished"] = row.IsPublished,
            ["isReadonly"] = false,
            ["materializerName"] = "Json",
            ["isMaterializerAvailable"] = true,
            ["createdAt"] = new DateTimeOffset(row.CreatedAt),
            ["links"] = StudioLinks.OfDefinition(row),
        };
    }

    static IQueryable<DefinitionRow> Matching(IQueryable<DefinitionRow> rows, Question question)
    {
        rows = VersionChoice.Of(question.VersionOptions).Among(rows);
        if (question.DefinitionIds is { Length: > 0 } definitionIds)
            rows = rows.Where(row => definitionIds.Contains(row.DefinitionId));
        if (question.Ids is { Length: > 0 } ids)
            rows = rows.Where(row => ids.Contains(row.Id));
        if (question.SearchTerm?.Trim().ToLowerInvariant() is { Length: > 0 } term)
            rows = rows.Where(row => row.Name!.ToLower().Contains(term) || row.DefinitionId.ToLower().Contains(term) || row.Id == term);
        return rows;
    }

    static IOrderedQueryable<DefinitionRow> Ordered(IQueryable<DefinitionRow> rows, Question question)
    {
        var descends = "Descending".Equals(question.OrderDirection, StringComparison.OrdinalIgnoreCase);
        return (question.OrderBy?.ToLowerInvariant(), descends) switch
        {
            ("version", false) => rows.OrderBy(row => row.Version).ThenBy(row => row.Id),
            ("version", true) => rows.OrderByDescending(row => row.Version).ThenBy(row => row.Id),
            ("created" or "createdat", false) => rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id),
            ("created" or "createdat", true) => rows.OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id),
            (_, true) => rows.OrderByDescending(row => row.Name).ThenBy(row => row.Id),
            _ => rows.OrderBy(row => row.Name).ThenBy(row => row.Id),
        };
    }
}
