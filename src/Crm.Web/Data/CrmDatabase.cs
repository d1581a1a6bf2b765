using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Data;

/// <summary>
/// Opens the database. A verb that writes runs in <see cref="WriteAsync{T}"/>: one transaction. A verb called from inside another
/// joins its transaction, so a completed task, the workflow that goes on and everything its activities do commit together or not at all.
/// </summary>
/// <remarks>The work may run again when the database reports a deadlock, so it must not have effects outside the database: those are outbox rows.</remarks>
public sealed class CrmDatabase(IDbContextFactory<CrmDbContext> contexts, ChangeFeed feed, CrmSettings settings) : IDisposable
{
    const int MaxAttempts = 5;
    readonly SharedCommit sqlite = new(contexts);
    readonly AsyncLocal<CrmDbContext?> joined = new();

    /// <summary>A write is open around the caller: another one joins it.</summary>
    public bool IsInWrite => joined.Value is not null;

    public Task WriteAsync(Func<CrmDbContext, Task> work, CancellationToken cancellationToken = default) =>
        WriteAsync(async db => { await work(db); return true; }, cancellationToken);

    public async Task<T> WriteAsync<T>(Func<CrmDbContext, Task<T>> work, CancellationToken cancellationToken = default)
    {
        if (joined.Value is { } outer)
        {
            var inner = await work(outer);
            await outer.SaveChangesAsync(cancellationToken);
            return inner;
        }
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CommitAsync(work, cancellationToken);
            }
            catch (Exception error) when (attempt < MaxAttempts && MustRunAgain(error))
            {
                await Task.Delay(Random.Shared.Next(10, 60) * attempt, cancellationToken);
            }
        }
    }

    /// <summary>Reads without a transaction and without tracking; inside a write it sees what that write did so far.</summary>
    public async Task<T> ReadAsync<T>(Func<CrmDbContext, Task<T>> work, CancellationToken cancellationToken = default)
    {
        if (joined.Value is { } outer)
            return await work(outer);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await work(db);
    }

    public void Dispose() => sqlite.Dispose();

    async Task<T> CommitAsync<T>(Func<CrmDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        CrmDbContext? used = null;
        var result = settings.Postgres.Length > 0
            ? await CommitAloneAsync(RunAsync, cancellationToken)
            : await sqlite.RunAsync(RunAsync, cancellationToken);
        foreach (var told in used!.ToTellAfterCommit)
            told();
        feed.Publish(used.Touched);
        return result;

        async Task<T> RunAsync(CrmDbContext db)
        {
            used = db;
            joined.Value = db;
            try
            {
                var done = await work(db);
                await db.SaveChangesAsync(cancellationToken);
                return done;
            }
            finally
            {
                joined.Value = null;
            }
        }
    }

    async Task<T> CommitAloneAsync<T>(Func<CrmDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await work(db);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Somebody else was in the way; with what that one left behind, the same work can succeed.</summary>
    public static bool MustRunAgain(Exception error) => error is DbUpdateConcurrencyException || IsTransient(error);

    // 40001 and 40P01: PostgreSQL asks to run the transaction again (serialisation failure, deadlock). 5 and 6: SQLite is busy or locked.
    static bool IsTransient(Exception error) => error switch
    {
        Npgsql.PostgresException { SqlState: "40001" or "40P01" } => true,
        // Two who add the same at once: whoever comes second finds it there, and joins it or says so in words.
        Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation } => true,
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 5 or 6 } => true,
        DbUpdateException { InnerException: { } inner } => IsTransient(inner),
        RetryLimitExceededException { InnerException: { } inner } => IsTransient(inner),
        // Npgsql wraps what could go well another time in advice to have it tried again.
        InvalidOperationException { InnerException: { } inner and (DbUpdateException or DbException) } => IsTransient(inner),
        DbException { IsTransient: true } => true,
        _ => false,
    };
}
