using System.Data.Common;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;
using Crm.Data;

namespace Crm.Benchmarks.Duplicates;

/// <summary>What the databases themselves offer to find a name that is spelt otherwise: an index of its trigrams, most alike first.</summary>
public sealed class TrigramSearch(CrmDbContext db)
{
    public const int Most = 20;

    public string Name => db.Database.IsNpgsql() ? "pg_trgm" : "FTS5 (trigram)";

    public async Task<TrigramSearch> PrepareAsync()
    {
        foreach (var statement in db.Database.IsNpgsql() ? Postgres : Sqlite)
            await db.Database.ExecuteSqlRawAsync(statement);
        return this;
    }

    public async Task<IReadOnlyList<Guid>> FindAsync(string typed)
    {
        var name = SearchName.Of(typed);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = db.Database.IsNpgsql()
            ? $"""SELECT "Id" FROM "Organisations" WHERE "SearchName" % @name ORDER BY similarity("SearchName", @name) DESC LIMIT {Most}"""
            : $"""SELECT "Id" FROM "BenchNames" WHERE "BenchNames" MATCH @name ORDER BY rank LIMIT {Most}""";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@name", db.Database.IsNpgsql() ? name : string.Join(" OR ", Trigrams(name).Select(trigram => $"\"{trigram}\"")));
        command.Parameters.Add(parameter);
        return await ReadAsync(command);
    }

    static readonly string[] Postgres =
    [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        """CREATE INDEX "BenchNames" ON "Organisations" USING gin ("SearchName" gin_trgm_ops)""",
        "ANALYZE \"Organisations\"",
    ];

    static readonly string[] Sqlite =
    [
        """CREATE VIRTUAL TABLE "BenchNames" USING fts5("Id" UNINDEXED, "SearchName", tokenize='trigram')""",
        """INSERT INTO "BenchNames" SELECT "Id", "SearchName" FROM "Organisations" """,
    ];

    static async Task<IReadOnlyList<Guid>> ReadAsync(DbCommand command)
    {
        List<Guid> found = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            found.Add(reader.GetGuid(0));
        return found;
    }

    static IEnumerable<string> Trigrams(string name) => name.Length < 3 ? [name] : Enumerable.Range(0, name.Length - 2).Select(at => name.Substring(at, 3)).Distinct();
}
