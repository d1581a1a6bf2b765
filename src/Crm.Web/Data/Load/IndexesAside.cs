namespace Crm.Data.Load;

/// <summary>
/// Takes the indexes of the tables that are loaded away, and makes each of them again at once from all its rows: kept up to date row by row, they have
/// every portion write to all of the file. What was taken away stands in a table, so that a load that was stopped loses none of them.
/// </summary>
public static class IndexesAside
{
    sealed record Index(string Name, string Sql)
    {
        // The name is one of ours, out of the catalogue.
        public string Drop => $"DROP INDEX \"{Name}\"";
    }

    public static async Task TakeAsync(CrmDbContext db, IReadOnlyCollection<string> tables, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("""CREATE TABLE IF NOT EXISTS "IndexesAside" ("Name" TEXT NOT NULL PRIMARY KEY, "Sql" TEXT NOT NULL)""", cancellationToken);
        foreach (var index in await OfAsync(db, tables, cancellationToken))
        {
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "IndexesAside" ("Name", "Sql") VALUES ({index.Name}, {index.Sql})""", cancellationToken);
            await db.Database.ExecuteSqlRawAsync(index.Drop, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Nothing to do when none were taken away.</summary>
    /// <param name="tell">How many are still to be made.</param>
    public static async Task PutBackAsync(CrmDbContext db, Action<int> tell, CancellationToken cancellationToken)
    {
        if (!await AnyAsync(db, cancellationToken))
            return;
        var aside = await db.Database.SqlQuery<Index>($"""SELECT "Name", "Sql" FROM "IndexesAside" ORDER BY "Name" """).ToListAsync(cancellationToken);
        for (var made = 0; made < aside.Count; made++)
        {
            tell(aside.Count - made);
            await MakeAsync(db, aside[made], cancellationToken);
        }
        await db.Database.ExecuteSqlRawAsync("""DROP TABLE "IndexesAside" """, cancellationToken);
        tell(0);
    }

    static async Task MakeAsync(CrmDbContext db, Index index, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(index.Sql, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""DELETE FROM "IndexesAside" WHERE "Name" = {index.Name}""", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    static async Task<bool> AnyAsync(CrmDbContext db, CancellationToken cancellationToken) => await (db.Database.IsNpgsql()
        ? db.Database.SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'IndexesAside'""")
        : db.Database.SqlQuery<int>($"""SELECT count(*) AS "Value" FROM sqlite_master WHERE name = 'IndexesAside'""")).SingleAsync(cancellationToken) > 0;

    /// <summary>Those that can be made again: not what stands behind a key.</summary>
    static async Task<IEnumerable<Index>> OfAsync(CrmDbContext db, IReadOnlyCollection<string> tables, CancellationToken cancellationToken)
    {
        var all = await (db.Database.IsNpgsql()
            ? db.Database.SqlQuery<OfTable>($"""
                SELECT tablename AS "Table", indexname AS "Name", indexdef AS "Sql" FROM pg_indexes
                WHERE schemaname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)
                """)
            : db.Database.SqlQuery<OfTable>($"""SELECT tbl_name AS "Table", name AS "Name", sql AS "Sql" FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL""")).ToListAsync(cancellationToken);
        return all.Where(index => tables.Contains(index.Table)).Select(index => new Index(index.Name, index.Sql));
    }

    sealed record OfTable(string Table, string Name, string Sql);
}
