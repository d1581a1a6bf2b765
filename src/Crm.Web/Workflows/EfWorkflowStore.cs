using System.Data;
using System.Text.Json;
using Crm.Data;
using Crm.Engine;
using Crm.Engine.Definitions;

namespace Crm.Workflows;

/// <summary>Keeps workflows in the CRM's own database, so that a burst commits together with everything its activities changed.</summary>
/// <remarks>
/// Rows are read without tracking and changed in place: what another transaction wrote is seen, and nothing is written twice.
/// SQLite needs no row locks, because a write transaction there is the only one.
/// </remarks>
public sealed class EfWorkflowStore(CrmDatabase database, TimeProvider clock) : IWorkflowStore
{
    // Asked at every start.
    readonly Func<CrmDbContext, string, Task<VersionHead?>> published = EF.CompileAsyncQuery((CrmDbContext db, string definitionId) => db.WorkflowDefinitions
        .Where(row => row.DefinitionId == definitionId && row.IsPublished)
        .Select(row => new VersionHead(row.Id, row.DefinitionId, row.Version, row.Name, row.ActivityType, row.IsLatest, row.IsPublished, row.CreatedAt))
        .SingleOrDefault());

    public Task<T> TransactAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) =>
        database.WriteAsync(_ => work(), cancellationToken);

    public bool IsInTransaction => database.IsInWrite;

    public Task HoldAsync(string name, CancellationToken cancellationToken) => database.ReadAsync(db => db.Database.IsNpgsql()
        ? db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellationToken)
        : Task.FromResult(0), cancellationToken);

    /// <summary>What went before is written first, so that going back to the savepoint undoes this activity and nothing else.</summary>
    public Task AttemptAsync(Func<Task> step) => database.WriteAsync(async db =>
    {
        const string Before = "activity";
        await db.SaveChangesAsync();
        await db.Database.CurrentTransaction!.CreateSavepointAsync(Before);
        try
        {
            await step();
            await db.SaveChangesAsync();
            await db.Database.CurrentTransaction.ReleaseSavepointAsync(Before);
        }
        catch
        {
            await db.Database.CurrentTransaction.RollbackToSavepointAsync(Before);
            db.ChangeTracker.Clear();
            throw;
        }
    });

    public Task<DefinitionVersion?> FindVersionAsync(string versionId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
        await db.WorkflowDefinitions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == versionId, cancellationToken) is { } row
            ? new DefinitionVersion(HeadOf(row), row.Json)
            : null, cancellationToken);

    public Task<IReadOnlyList<VersionHead>> ListVersionsAsync(VersionFilter filter, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<VersionHead>>(async db =>
        {
            var rows = db.WorkflowDefinitions.AsNoTracking();
            if (filter.DefinitionId is { } definitionId)
                rows = rows.Where(row => row.DefinitionId == definitionId);
            if (filter.Version is { } version)
                rows = rows.Where(row => row.Version == version);
            if (filter.ActivityType is { } activityType)
                rows = rows.Where(row => row.ActivityType == activityType);
            if (filter.IsLatest is { } isLatest)
                rows = rows.Where(row => row.IsLatest == isLatest);
            if (filter.Mentions is { } text)
                rows = rows.Where(row => row.Json.Contains(text));
            return await rows.OrderByDescending(row => row.Version)
                .Select(row => new VersionHead(row.Id, row.DefinitionId, row.Version, row.Name, row.ActivityType, row.IsLatest, row.IsPublished, row.CreatedAt))
                .ToListAsync(cancellationToken);
        }, cancellationToken);

    public Task<VersionHead?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        database.ReadAsync(db => published(db, definitionId), cancellationToken);

    public Task<bool> HasRunAsync(string versionId, CancellationToken cancellationToken) =>
        database.ReadAsync(db => db.WorkflowInstances.AnyAsync(row => row.DefinitionVersionId == versionId, cancellationToken), cancellationToken);

    public Task SaveVersionAsync(DefinitionVersion version, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var head = version.Head;
        var changed = await db.WorkflowDefinitions.Where(row => row.Id == head.Id).ExecuteUpdateAsync(row => row
            .SetProperty(r => r.Name, head.Name)
            .SetProperty(r => r.ActivityType, head.ActivityType)
            .SetProperty(r => r.IsLatest, head.IsLatest)
            .SetProperty(r => r.IsPublished, head.IsPublished)
            .SetProperty(r => r.Json, version.Json), cancellationToken);
        if (changed == 0)
            db.WorkflowDefinitions.Add(RowOf(version));
    }, cancellationToken);

    public Task MarkVersionAsync(string versionId, bool isLatest, bool isPublished, CancellationToken cancellationToken) => database.WriteAsync(db =>
        db.WorkflowDefinitions.Where(row => row.Id == versionId).ExecuteUpdateAsync(row => row
            .SetProperty(r => r.IsLatest, isLatest)
            .SetProperty(r => r.IsPublished, isPublished), cancellationToken), cancellationToken);

    public Task ReplaceTriggersAsync(string definitionId, IReadOnlyList<Trigger> triggers, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        await db.WorkflowTriggers.Where(row => row.DefinitionId == definitionId).ExecuteDeleteAsync(cancellationToken);
        db.WorkflowTriggers.AddRange(triggers.Select(RowOf));
    }, cancellationToken);

    public Task<IReadOnlyList<Trigger>> FindTriggersAsync(string hash, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Trigger>>(async db =>
        (await db.WorkflowTriggers.AsNoTracking().Where(row => row.Hash == hash).OrderBy(row => row.Id).ToListAsync(cancellationToken)).ConvertAll(TriggerOf), cancellationToken);

    public Task<IReadOnlyList<object?>> ListPayloadsAsync(string name, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<object?>>(async db =>
    {
        var triggers = db.WorkflowTriggers.Where(row => row.Name == name).Select(row => row.Json);
        var bookmarks = db.WorkflowBookmarks.Where(row => row.Name == name).GroupBy(row => row.Hash).Select(same => same.Min(row => row.Json)!);
        return [.. (await triggers.ToListAsync(cancellationToken)).Select(json => TriggerJson(json).Payload),
            .. (await bookmarks.ToListAsync(cancellationToken)).Select(json => JsonSerializer.Deserialize<Bookmark>(json, JsonSerializerOptions.Web)!.Payload)];
    }, cancellationToken);

    public Task<WorkflowInstance?> LockInstanceAsync(string instanceId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        await using var statements = new Statements(db);
        statements.Add($"SELECT \"State\" FROM \"WorkflowInstances\" WHERE \"Id\" = {statements.Text(instanceId)} {(db.Database.IsNpgsql() ? "FOR UPDATE" : "")}");
        return await statements.RunAsync(reader => reader.GetString(0), cancellationToken) is { } state ? await InstanceStates.ReadAsync(db, instanceId, state, cancellationToken) : null;
    }, cancellationToken);

    public Task SaveInstanceAsync(InstanceChange change, CancellationToken cancellationToken) =>
        database.WriteAsync(db => BurstStatements.WriteAsync(db, change, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<string>> FindUnfinishedAsync(InstanceFilter filter, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<string>>(async db =>
    {
        var running = nameof(WorkflowStatus.Running);
        var rows = db.WorkflowInstances.Where(row => row.Status == running);
        if (filter.DefinitionId is { } definitionId)
            rows = rows.Where(row => row.DefinitionId == definitionId);
        if (filter.CorrelationId is { } correlationId)
            rows = rows.Where(row => row.CorrelationId == correlationId);
        if (filter.ParentInstanceId is { } parentId)
            rows = rows.Where(row => row.ParentInstanceId == parentId);
        return await rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken);
    }, cancellationToken);

    public Task<IReadOnlyList<BookmarkKey>> FindBookmarksAsync(string hash, string? correlationId, string? instanceId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<BookmarkKey>>(async db =>
        {
            var rows = db.WorkflowBookmarks.Where(row => row.Hash == hash);
            if (correlationId is not null)
                rows = rows.Where(row => row.CorrelationId == correlationId);
            if (instanceId is not null)
                rows = rows.Where(row => row.InstanceId == instanceId);
            return await rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => new BookmarkKey(row.InstanceId, row.Id)).ToListAsync(cancellationToken);
        }, cancellationToken);

    public Task KeepStimulusAsync(KeptStimulus stimulus, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var now = clock.UtcNow();
        await db.WorkflowStimuli.Where(row => row.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        db.WorkflowStimuli.Add(new StimulusRow
        {
            Id = stimulus.Id,
            Hash = stimulus.Hash,
            CorrelationId = stimulus.CorrelationId,
            InstanceId = stimulus.InstanceId,
            InputJson = stimulus.InputJson,
            ExpiresAt = stimulus.ExpiresAt.UtcDateTime,
        });
    }, cancellationToken);

    /// <summary>Whoever deletes it has it: two instances that begin to wait at once do not both get it.</summary>
    public Task<KeptStimulus?> TakeStimulusAsync(StimulusFilter filter, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        await using var statements = new Statements(db);
        if (db.Database.IsNpgsql())
            statements.Add($"SELECT pg_advisory_xact_lock_shared(hashtextextended({statements.Text(filter.Hash)}, 0))");
        statements.Add($"""
            DELETE FROM "WorkflowStimuli" WHERE "Id" = (
              SELECT "Id" FROM "WorkflowStimuli" WHERE "Hash" = {statements.Text(filter.Hash)} AND "ExpiresAt" > {statements.Value(DbType.DateTime, filter.Now.UtcDateTime)}
              AND ("CorrelationId" IS NULL OR "CorrelationId" = {statements.Text(filter.CorrelationId)}) AND ("InstanceId" IS NULL OR "InstanceId" = {statements.Text(filter.InstanceId)})
              ORDER BY "ExpiresAt", "Id" LIMIT 1 {(db.Database.IsNpgsql() ? "FOR UPDATE SKIP LOCKED" : "")})
            RETURNING "Id", "InputJson"
            """);
        return await statements.RunAsync(row => row.FieldCount == 1 ? null : new KeptStimulus(row.GetString(0), filter.Hash, filter.CorrelationId, filter.InstanceId, row.GetString(1), filter.Now), cancellationToken);
    }, cancellationToken);

    public Task<DueWork?> ClaimDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var due = now.UtcDateTime;
        var bookmark = await DueBookmarkAsync(db, due, cancellationToken);
        if (await DueTriggerAsync(db, bookmark?.DueAt ?? due, cancellationToken) is { } trigger)
            return new DueWork(null, TriggerOf(trigger));
        return bookmark is null ? null : new DueWork(new BookmarkKey(bookmark.InstanceId, bookmark.Id), null);
    }, cancellationToken);

    public Task SetDueAsync(DueWork due, DateTimeOffset? dueAt, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var at = dueAt?.UtcDateTime;
        if (due.Bookmark is { } bookmark)
            await db.WorkflowBookmarks.Where(row => row.Id == bookmark.BookmarkId).ExecuteUpdateAsync(row => row.SetProperty(r => r.DueAt, at), cancellationToken);
        if (due.Trigger is { } trigger)
            await db.WorkflowTriggers.Where(row => row.Id == trigger.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.DueAt, at), cancellationToken);
    }, cancellationToken);

    /// <summary>Skips instances that are running this moment: they hold their row, and whoever runs them takes the bookmark away.</summary>
    static Task<BookmarkRow?> DueBookmarkAsync(CrmDbContext db, DateTime due, CancellationToken cancellationToken) => db.Database.IsNpgsql()
        ? FirstAsync(db.WorkflowBookmarks.FromSql($"""
            SELECT b.* FROM "WorkflowBookmarks" b JOIN "WorkflowInstances" i ON i."Id" = b."InstanceId"
            WHERE b."DueAt" <= {due} ORDER BY b."DueAt", b."Id" LIMIT 1 FOR UPDATE OF b, i SKIP LOCKED
            """), cancellationToken)
        : db.WorkflowBookmarks.AsNoTracking().Where(row => row.DueAt <= due).OrderBy(row => row.DueAt).ThenBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);

    static Task<TriggerRow?> DueTriggerAsync(CrmDbContext db, DateTime due, CancellationToken cancellationToken) => db.Database.IsNpgsql()
        ? FirstAsync(db.WorkflowTriggers.FromSql($"""
            SELECT * FROM "WorkflowTriggers" WHERE "DueAt" <= {due} ORDER BY "DueAt", "Id" LIMIT 1 FOR UPDATE SKIP LOCKED
            """), cancellationToken)
        : db.WorkflowTriggers.AsNoTracking().Where(row => row.DueAt <= due).OrderBy(row => row.DueAt).ThenBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);

    static Task<T?> FirstAsync<T>(IQueryable<T> locking, CancellationToken cancellationToken) where T : class =>
        locking.AsNoTracking().AsAsyncEnumerable().FirstOrDefaultAsync(cancellationToken).AsTask();

    static VersionHead HeadOf(DefinitionRow row) => new(row.Id, row.DefinitionId, row.Version, row.Name, row.ActivityType, row.IsLatest, row.IsPublished, row.CreatedAt);

    static DefinitionRow RowOf(DefinitionVersion version) => new()
    {
        Id = version.Head.Id,
        DefinitionId = version.Head.DefinitionId,
        Name = version.Head.Name,
        Version = version.Head.Version,
        ActivityType = version.Head.ActivityType,
        IsLatest = version.Head.IsLatest,
        IsPublished = version.Head.IsPublished,
        Json = version.Json,
        CreatedAt = version.Head.CreatedAt.UtcDateTime,
    };

    static TriggerRow RowOf(Trigger trigger) => new()
    {
        Id = trigger.Id,
        DefinitionId = trigger.DefinitionId,
        DefinitionVersionId = trigger.DefinitionVersionId,
        Name = trigger.Name,
        ActivityId = trigger.ActivityId,
        Hash = trigger.Hash,
        Json = JsonSerializer.Serialize(trigger, JsonSerializerOptions.Web),
        DueAt = trigger.DueAt?.UtcDateTime,
    };

    static Trigger TriggerOf(TriggerRow row) => TriggerJson(row.Json) with { DueAt = row.DueAt };

    static Trigger TriggerJson(string json) => JsonSerializer.Deserialize<Trigger>(json, JsonSerializerOptions.Web)!;
}
