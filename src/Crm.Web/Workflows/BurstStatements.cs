using System.Data;
using Crm.Data;
using Crm.Engine;

namespace Crm.Workflows;

/// <summary>What one burst writes, in one message to the database: the instance, the waits that came and went, and its log.</summary>
public static class BurstStatements
{
    const int LinesAtOnce = 500;
    static readonly string Instances = "WorkflowInstances", Values = "WorkflowValues", Bookmarks = "WorkflowBookmarks", Log = "WorkflowLog";

    static readonly Column<InstanceRow>[] ChangingColumns =
    [
        new("DefinitionVersionId", DbType.String, row => row.DefinitionVersionId),
        new("DefinitionVersion", DbType.Int32, row => row.DefinitionVersion),
        new("CorrelationId", DbType.String, row => row.CorrelationId),
        new("Name", DbType.String, row => row.Name),
        new("Status", DbType.String, row => row.Status),
        new("SubStatus", DbType.String, row => row.SubStatus),
        new("IncidentCount", DbType.Int32, row => row.IncidentCount),
        new("State", DbType.String, row => row.State),
        new("UpdatedAt", DbType.DateTime, row => row.UpdatedAt),
        new("FinishedAt", DbType.DateTime, row => row.FinishedAt),
        new("Revision", DbType.Int64, row => row.Revision),
    ];

    static readonly Column<InstanceRow>[] InstanceColumns =
    [
        new("Id", DbType.String, row => row.Id),
        new("DefinitionId", DbType.String, row => row.DefinitionId),
        new("ParentInstanceId", DbType.String, row => row.ParentInstanceId),
        new("CreatedAt", DbType.DateTime, row => row.CreatedAt),
        .. ChangingColumns,
    ];

    static readonly Column<InstanceValueRow>[] ValueColumns =
    [
        new("InstanceId", DbType.String, row => row.InstanceId),
        new("Hash", DbType.String, row => row.Hash),
        new("Json", DbType.String, row => row.Json),
    ];

    static readonly Column<BookmarkRow>[] BookmarkColumns =
    [
        new("Id", DbType.String, row => row.Id),
        new("InstanceId", DbType.String, row => row.InstanceId),
        new("Name", DbType.String, row => row.Name),
        new("Hash", DbType.String, row => row.Hash),
        new("CorrelationId", DbType.String, row => row.CorrelationId),
        new("ActivityId", DbType.String, row => row.ActivityId),
        new("ActivityInstanceId", DbType.String, row => row.ActivityInstanceId),
        new("Json", DbType.String, row => row.Json),
        new("DueAt", DbType.DateTime, row => row.DueAt),
        new("CreatedAt", DbType.DateTime, row => row.CreatedAt),
    ];

    static readonly Column<ExecutionLogRow>[] LogColumns =
    [
        new("InstanceId", DbType.String, row => row.InstanceId),
        new("Sequence", DbType.Int32, row => row.Sequence),
        new("ActivityId", DbType.String, row => row.ActivityId),
        new("ActivityInstanceId", DbType.String, row => row.ActivityInstanceId),
        new("ActivityType", DbType.String, row => row.ActivityType),
        new("Event", DbType.String, row => row.Event),
        new("Json", DbType.String, row => row.Json),
        new("At", DbType.DateTime, row => row.At),
    ];

    public static async Task WriteAsync(CrmDbContext db, InstanceChange change, CancellationToken cancellationToken)
    {
        var instance = change.Instance;
        var log = change.Log.Select(entry => ExecutionLogRow.Of(entry, instance.Id)).ToList();
        await using (var statements = new Statements(db))
        {
            var stored = instance.Store();
            AddInstance(statements, InstanceRow.Of(instance, stored.State), change.IsNew);
            AddValues(statements, instance, stored.Apart);
            AddBookmarks(statements, change);
            statements.Insert(Log, LogColumns, log[..Math.Min(log.Count, LinesAtOnce)]);
            var written = await statements.RunAsync(reader => reader.GetInt64(0), cancellationToken);
            if (written != instance.Revision)
                throw new DbUpdateConcurrencyException($"Workflow instance {instance.Id} was run by someone else meanwhile.");
        }
        foreach (var more in log.Skip(LinesAtOnce).Chunk(LinesAtOnce))
            await WriteMoreAsync(db, more, cancellationToken);
        db.Touched.UnionWith([instance.Id, ChangeFeed.Topic<InstanceRow>(), ChangeFeed.Topic<BookmarkRow>(), ChangeFeed.Topic<ExecutionLogRow>()]);
    }

    static void AddInstance(Statements statements, InstanceRow row, bool isNew)
    {
        if (isNew)
        {
            var values = InstanceColumns.Select(column => statements.Value(column.Type, column.Get(row)));
            statements.Add($"INSERT INTO \"{Instances}\" ({string.Join(',', InstanceColumns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(',', values)}) RETURNING \"Revision\"");
            return;
        }
        var changes = ChangingColumns.Select(column => $"\"{column.Name}\" = {statements.Value(column.Type, column.Get(row))}");
        statements.Add($"""
            UPDATE "{Instances}" SET {string.Join(", ", changes)}
            WHERE "Id" = {statements.Text(row.Id)} AND "Revision" = {statements.Value(DbType.Int64, row.Revision - 1)} RETURNING "Revision"
            """);
    }

    static void AddValues(Statements statements, WorkflowInstance instance, IReadOnlyDictionary<string, string> values)
    {
        var (known, gone) = (instance.KeptApart, instance.KeptApart.Where(hash => !values.ContainsKey(hash)).ToList());
        if (gone.Count > 0)
            statements.Add($"DELETE FROM \"{Values}\" WHERE \"InstanceId\" = {statements.Text(instance.Id)} AND \"Hash\" IN ({string.Join(',', gone.Select(statements.Text))})");
        statements.Insert(Values, ValueColumns, [.. values.Where(value => !known.Contains(value.Key))
            .Select(value => new InstanceValueRow { InstanceId = instance.Id, Hash = value.Key, Json = value.Value })]);
    }

    static void AddBookmarks(Statements statements, InstanceChange change)
    {
        if (change.RemovedBookmarkIds.Count > 0)
            statements.Add($"DELETE FROM \"{Bookmarks}\" WHERE \"Id\" IN ({string.Join(',', change.RemovedBookmarkIds.Select(statements.Text))})");
        if (change.CorrelationChanged)
            statements.Add($"UPDATE \"{Bookmarks}\" SET \"CorrelationId\" = {statements.Text(change.Instance.CorrelationId)} WHERE \"InstanceId\" = {statements.Text(change.Instance.Id)}");
        statements.Insert(Bookmarks, BookmarkColumns, [.. change.Added.Select(bookmark => BookmarkRow.Of(bookmark, change.Instance))]);
    }

    static async Task WriteMoreAsync(CrmDbContext db, ExecutionLogRow[] lines, CancellationToken cancellationToken)
    {
        await using var statements = new Statements(db);
        statements.Insert(Log, LogColumns, lines);
        await statements.RunAsync(_ => true, cancellationToken);
    }
}
