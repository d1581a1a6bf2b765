using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Data;

/// <summary>
/// Lets the writers of one SQLite file take turns, and those that stand in line together share one commit: the disk is asked once for all
/// of them, and nobody gets an answer before it has.
/// </summary>
/// <remarks>SQLite itself would make the ones in line sleep, each holding a thread, and let whoever wakes at the right moment go first.</remarks>
public sealed class SharedCommit(IDbContextFactory<CrmDbContext> contexts) : IDisposable
{
    const int MaxWriters = 64;
    static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(20);
    readonly SemaphoreSlim turn = new(1);
    Group? open;
    int inLine;

    /// <summary>Runs the work in a transaction; when it throws, what it wrote is undone and nothing of the others'.</summary>
    public async Task<T> RunAsync<T>(Func<CrmDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref inLine);
        // Not to be cancelled: whoever stands in line may be the one who has to commit for those before.
        await turn.WaitAsync(CancellationToken.None);
        Interlocked.Decrement(ref inLine);
        Group? group = null;
        T result;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            group = open ??= await Group.BeginAsync(contexts, cancellationToken);
            result = await group.JoinAsync(contexts, work, cancellationToken);
        }
        finally
        {
            if (open is not null && (Volatile.Read(ref inLine) == 0 || open.IsFull))
                await CloseAsync(open);
            turn.Release();
        }
        await group.Committed;
        return result;
    }

    public void Dispose() => turn.Dispose();

    async Task CloseAsync(Group group)
    {
        open = null;
        await group.CommitAsync();
    }

    /// <summary>One transaction of several writers, each in a savepoint of its own.</summary>
    sealed class Group(CrmDbContext leader, IDbContextTransaction transaction)
    {
        const string Writer = "writer";
        readonly TaskCompletionSource committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly long begun = Stopwatch.GetTimestamp();
        int writers;

        public Task Committed => committed.Task;
        public bool IsFull => writers >= MaxWriters || Stopwatch.GetElapsedTime(begun) > MaxAge;
        SqliteConnection Connection => (SqliteConnection)leader.Database.GetDbConnection();

        public static async Task<Group> BeginAsync(IDbContextFactory<CrmDbContext> contexts, CancellationToken cancellationToken)
        {
            var leader = await contexts.CreateDbContextAsync(cancellationToken);
            try
            {
                return new Group(leader, await leader.Database.BeginTransactionAsync(cancellationToken));
            }
            catch
            {
                await leader.DisposeAsync();
                throw;
            }
        }

        public async Task<T> JoinAsync<T>(IDbContextFactory<CrmDbContext> contexts, Func<CrmDbContext, Task<T>> work, CancellationToken cancellationToken)
        {
            ThrowIfLost();
            writers++;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            db.Database.SetDbConnection(Connection);
            await db.Database.UseTransactionAsync(transaction.GetDbTransaction(), cancellationToken);
            await transaction.CreateSavepointAsync(Writer, cancellationToken);
            try
            {
                var result = await work(db);
                await transaction.ReleaseSavepointAsync(Writer, CancellationToken.None);
                return result;
            }
            catch
            {
                if (!IsLost)
                    await transaction.RollbackToSavepointAsync(Writer, CancellationToken.None);
                throw;
            }
        }

        public async Task CommitAsync()
        {
            try
            {
                ThrowIfLost();
                await transaction.CommitAsync();
                committed.SetResult();
            }
            catch (Exception error)
            {
                committed.SetException(error);
                // Who failed before has its own error; nobody may be waiting for this one.
                _ = committed.Task.Exception;
            }
            finally
            {
                await transaction.DisposeAsync();
                await leader.DisposeAsync();
            }
        }

        // A full disk makes SQLite give up the whole transaction; what comes after would be written without one.
        bool IsLost => SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) != 0;

        void ThrowIfLost()
        {
            if (IsLost)
                throw new IOException("SQLite has given up the transaction: is the disk full?");
        }
    }
}
