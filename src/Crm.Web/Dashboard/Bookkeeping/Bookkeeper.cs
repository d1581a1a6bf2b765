using System.Diagnostics;
using Crm.Data;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>
/// Keeps the <see cref="Ledger"/>, and brings it up to date before each time that it is asked for: it is never behind the last commit, of this server or another,
/// and what has not changed is not read again.
/// </summary>
public sealed class Bookkeeper(IDbContextFactory<CrmDbContext> contexts, CrmDatabase database, TimeProvider clock, ILogger<Bookkeeper> logger) : BackgroundService
{
    /// <summary>Also when nobody asks, so that whoever does need not wait for all that happened since.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    static readonly TimeSpan ChangesAreKept = TimeSpan.FromDays(1);
    /// <summary>Who has not looked for longer reads all anew: what it missed may have been forgotten. Well within the time that changes are kept, as a transaction may have been under way for long.</summary>
    static readonly TimeSpan LongestUnseen = ChangesAreKept / 2;

    readonly SemaphoreSlim turn = new(1);
    readonly Dictionary<Guid, int> places = [];
    Ledger? ledger;
    SeenChanges? seen;
    long seenAt;

    /// <summary>False while all of it is read for the first time, which takes about a minute for a million forecasts.</summary>
    public bool IsReady => Volatile.Read(ref ledger) is not null;

    public async Task<Ledger> UpToDateAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await SeenChanges.BeginAsync(db, cancellationToken);
            var now = await SeenChanges.NowAsync(db, cancellationToken);
            if (now != seen || HasBeenAway)
                Volatile.Write(ref ledger, await ReadAsync(db, cancellationToken));
            seen = now;
            seenAt = clock.GetTimestamp();
            return ledger!;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Changes that every server has seen, or reads past. Told by the clock of the database: another one may be behind or ahead.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (await db.FigureChanges.MaxAsync(change => (DateTime?)change.At, cancellationToken) is not { } last)
            return;
        var kept = last - ChangesAreKept;
        await db.FigureChanges.Where(change => change.At < kept).ExecuteDeleteAsync(cancellationToken);
    }, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await UpToDateAsync(stoppingToken);
                await ForgetAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "The figures could not be brought up to date; it is tried again");
            }
            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    bool HasBeenAway => clock.GetElapsedTime(seenAt) > LongestUnseen;

    async Task<Ledger> ReadAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var changed = ledger is null || HasBeenAway ? [Guid.Empty] : await seen!.LaterAsync(db, cancellationToken);
        if (changed.Contains(Guid.Empty))
            return await AnewAsync(db, cancellationToken);
        if (changed.Count == 0)
            return ledger!;
        var drafts = await new LedgerReader(db, ledger!.Codes).OfAsync(changed, cancellationToken);
        return ledger.With([.. drafts.Select(draft => (PlaceOf(draft.Id), draft))]);
    }

    async Task<Ledger> AnewAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var (begun, codes) = (Stopwatch.GetTimestamp(), new Codes());
        var drafts = await new LedgerReader(db, codes).AllAsync(cancellationToken);
        places.Clear();
        foreach (var draft in drafts)
            PlaceOf(draft.Id);
        logger.LogInformation("The figures of {Count} forecasts and relations were read in {Milliseconds:0} ms", drafts.Count, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        return Ledger.Of(drafts, codes);
    }

    int PlaceOf(Guid id)
    {
        if (!places.TryGetValue(id, out var place))
            places[id] = place = places.Count;
        return place;
    }
}
