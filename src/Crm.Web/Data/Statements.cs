using System.Data;
using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Data;

/// <summary>
/// Statements that go to the database in one message, inside the context's transaction. For what happens so often that the change tracker
/// would cost more than the work.
/// </summary>
public sealed class Statements : IAsyncDisposable
{
    // Beyond it the texts differ too much to be worth remembering.
    const int MaxPrepared = 300;
    readonly CrmDbContext db;
    readonly DbCommand command;
    readonly StringBuilder text = new();

    public Statements(CrmDbContext db)
    {
        this.db = db;
        command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
    }

    /// <summary>Adds a statement; its values stand in it as <see cref="Value"/> has named them.</summary>
    public void Add(string statement) => text.Append(statement).Append(";\n");

    /// <summary>The name under which a statement can use this value.</summary>
    public string Value(DbType type, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.DbType, parameter.Value) = ($"@p{command.Parameters.Count}", type, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }

    public string Text(string? value) => Value(DbType.String, value);

    public void Insert<T>(string table, IReadOnlyList<Column<T>> columns, IReadOnlyCollection<T> rows)
    {
        if (rows.Count == 0)
            return;
        var values = rows.Select(row => $"({string.Join(',', columns.Select(column => Value(column.Type, column.Get(row))))})");
        Add($"INSERT INTO \"{table}\" ({string.Join(',', columns.Select(column => $"\"{column.Name}\""))}) VALUES {string.Join(',', values)}");
    }

    /// <summary>Runs them all. The answer is read from the last of them that gives a row, e.g. an UPDATE … RETURNING.</summary>
    public async Task<T?> RunAsync<T>(Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        command.CommandText = text.ToString();
        // PostgreSQL then need not plan them again; SQLite does so in no time.
        if (db.Database.IsNpgsql() && command.Parameters.Count <= MaxPrepared)
            await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        T? answer = default;
        do
        {
            if (await reader.ReadAsync(cancellationToken))
                answer = read(reader);
        }
        while (await reader.NextResultAsync(cancellationToken));
        return answer;
    }

    public ValueTask DisposeAsync() => command.DisposeAsync();
}

/// <summary>A column of a table and where its value comes from.</summary>
public sealed record Column<T>(string Name, DbType Type, Func<T, object?> Get);
