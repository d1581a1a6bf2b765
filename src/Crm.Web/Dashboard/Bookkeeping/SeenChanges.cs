using System.Data;
using Crm.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>How far a server has read the changes of figures.</summary>
/// <param name="Number">The last that it saw: on SQLite all up to there.</param>
/// <param name="Snapshot">Which transactions it saw: on PostgreSQL, where the one that began first may commit last.</param>
public sealed record SeenChanges(long Number, string Snapshot)
{
    /// <summary>A transaction that reads everything as it is at one moment, and keeps nobody from writing.</summary>
    public static async Task<IDbContextTransaction> BeginAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql())
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        return (await db.Database.UseTransactionAsync(((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true), cancellationToken))!;
    }

    public static async Task<SeenChanges> NowAsync(CrmDbContext db, CancellationToken cancellationToken) => db.Database.IsNpgsql()
        ? new(0, await db.Database.SqlQuery<string>($"""SELECT pg_current_snapshot()::text AS "Value" """).SingleAsync(cancellationToken))
        : new(await db.FigureChanges.MaxAsync(change => (long?)change.Number, cancellationToken) ?? 0, "");

    /// <summary>What changed after this.</summary>
    public Task<List<Guid>> LaterAsync(CrmDbContext db, CancellationToken cancellationToken) => (db.Database.IsNpgsql()
        ? db.Database.SqlQuery<Guid>($"""
            SELECT DISTINCT "Of" AS "Value" FROM "FigureChanges"
            WHERE "Transaction" >= pg_snapshot_xmin({Snapshot}::pg_snapshot) AND NOT pg_visible_in_snapshot("Transaction", {Snapshot}::pg_snapshot)
            """)
        : db.FigureChanges.Where(change => change.Number > Number).Select(change => change.Of).Distinct()).ToListAsync(cancellationToken);
}
