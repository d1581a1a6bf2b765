using Crm.Data;

namespace Crm.Import;

/// <summary>Checks, imports and takes back, a few rows per transaction: a server that stops half-way goes on where it was, and so does another one.</summary>
public sealed class ImportWorker(CrmDatabase database, ImportRunner runner, ImportUndo undo, ChangeFeed feed, TimeProvider clock, ILogger<ImportWorker> logger) : BackgroundService
{
    // Other people's writes wait for no more than these.
    const int AtOnce = 20;
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);
    static readonly ImportStatus[] Busy = [ImportStatus.Checking, ImportStatus.Importing, ImportStatus.Undoing];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wake = new WakeUp(clock);
        using var listening = feed.Listen([ChangeFeed.Topic<RelationImport>()], wake.Ring);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await WorkAsync(stoppingToken)) { }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "An import could not go on; it is tried again");
            }
            await wake.SleepAsync(LookAgain, stoppingToken);
        }
    }

    async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        var next = await database.ReadAsync(db => db.Imports.Where(import => Busy.Contains(import.Status)).OrderBy(import => import.Number)
            .Select(import => (Guid?)import.Id).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        if (next is not { } id)
            return false;
        await database.WriteAsync(db => PartAsync(db, id, cancellationToken), cancellationToken);
        return true;
    }

    async Task PartAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync<RelationImport>(id, cancellationToken);
        var import = await db.Imports.SingleAsync(import => import.Id == id, cancellationToken);
        var rows = await ToDo(db, import).AsNoTracking().Take(AtOnce).ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            End(import);
            return;
        }
        var setting = await ImportRunner.Setting.ReadAsync(db, import, cancellationToken);
        foreach (var row in rows)
        {
            db.Attach(row);
            await DoAsync(db, setting, row, cancellationToken);
            // What one row made, the next must find, in the database: each save compares all that is held.
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
        db.Touch([id]);
    }

    /// <summary>Undoing goes from the last row to the first: contacts before the relation that they were added to.</summary>
    static IQueryable<ImportRow> ToDo(CrmDbContext db, RelationImport import)
    {
        var rows = db.ImportRows.Where(row => row.ImportId == import.Id);
        return import.Status switch
        {
            ImportStatus.Checking => rows.Where(row => row.State == ImportRowState.Waiting).OrderBy(row => row.Line),
            ImportStatus.Importing => rows.Where(row => row.State == ImportRowState.Ready).OrderBy(row => row.Line),
            ImportStatus.Undoing => rows.Where(row => row.State == ImportRowState.Created || row.State == ImportRowState.Added).OrderByDescending(row => row.Line),
            _ => rows.Where(row => false),
        };
    }

    Task DoAsync(CrmDbContext db, ImportRunner.Setting setting, ImportRow row, CancellationToken cancellationToken) => setting.Import.Status switch
    {
        ImportStatus.Checking => runner.CheckAsync(setting, row, cancellationToken),
        ImportStatus.Importing => runner.ImportAsync(db, setting, row, cancellationToken),
        _ => undo.RunAsync(db, row, cancellationToken),
    };

    void End(RelationImport import)
    {
        import.Status = import.Status switch
        {
            ImportStatus.Checking => ImportStatus.Checked,
            ImportStatus.Importing => ImportStatus.Imported,
            ImportStatus.Undoing => ImportStatus.Undone,
            var status => status,
        };
        import.EndedAt = clock.UtcNow();
    }
}
