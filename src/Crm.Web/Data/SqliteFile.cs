using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Crm.Data;

/// <summary>Where the SQLite file is, and how it is opened.</summary>
public static class SqliteFile
{
    public static string ConnectionString(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        return new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, "crm.db"), DefaultTimeout = 30, ForeignKeys = true }.ToString();
    }
}

/// <summary>A completed task must survive a power cut: every commit reaches the disk, and readers do not wait for writers.</summary>
public sealed class SqliteDurability : DbConnectionInterceptor
{
    // A pooled connection keeps what it was told.
    readonly ConditionalWeakTable<sqlite3, object> told = [];

    const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (!told.TryAdd(((SqliteConnection)connection).Handle!, true))
            return;
        // Whoever only reads, as the framework does to see whether there is a database, has nothing to make durable, and may not say so.
        if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly)
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite does nothing asynchronously.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
