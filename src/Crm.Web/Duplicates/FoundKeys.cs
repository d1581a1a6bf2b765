using System.Text.Json;
using Crm.Data;

namespace Crm.Duplicates;

/// <summary>Who is kept under the keys that were asked for.</summary>
/// <param name="Crowded">The keys that so many share that they tell nothing.</param>
public sealed record FoundKeys(IReadOnlySet<Guid> Organisations, IReadOnlySet<string> Crowded)
{
    public const int Crowd = 60;

    // A key is read up to one beyond a crowd, however many are kept under it. SQLite knows no lateral join, but lets a value look outside.
    static readonly string Sqlite = $$"""
        SELECT asked.value AS "Key", (SELECT group_concat("OrganisationId") FROM (
            SELECT k."OrganisationId" FROM "OrganisationKeys" k WHERE k."Key" = asked.value ORDER BY k."OrganisationId" LIMIT {{Crowd + 1}})) AS "Ids"
        FROM json_each({0}) asked
        """;
    static readonly string Postgres = $$"""
        SELECT asked.value AS "Key", (SELECT string_agg(found."OrganisationId"::text, ',') FROM (
            SELECT k."OrganisationId" FROM "OrganisationKeys" k WHERE k."Key" = asked.value ORDER BY k."OrganisationId" LIMIT {{Crowd + 1}}) found) AS "Ids"
        FROM unnest({0}) asked(value)
        """;

    sealed record Row(string Key, string? Ids);

    public static async Task<FoundKeys> ReadAsync(CrmDbContext db, IEnumerable<string> asked, CancellationToken cancellationToken)
    {
        string[] keys = [.. asked];
        var rows = db.Database.IsNpgsql() ? db.Database.SqlQueryRaw<Row>(Postgres, [keys]) : db.Database.SqlQueryRaw<Row>(Sqlite, JsonSerializer.Serialize(keys));
        var (organisations, crowded) = (new HashSet<Guid>(), new HashSet<string>());
        foreach (var row in await rows.ToListAsync(cancellationToken))
        {
            var ids = row.Ids?.Split(',') ?? [];
            organisations.UnionWith(ids.Take(Crowd).Select(Guid.Parse));
            if (ids.Length > Crowd)
                crowded.Add(row.Key);
        }
        return new(organisations, crowded);
    }
}
