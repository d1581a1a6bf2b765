using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Data.Load;

/// <summary>Writes many rows past the change tracker, as fast as the database takes them: COPY on PostgreSQL, one prepared insert on SQLite.</summary>
public sealed class BulkTable<T>(CrmDbContext db) where T : class
{
    sealed record Column(string Name, Func<T, object?> Read);

    readonly string table = db.Model.FindEntityType(typeof(T))!.GetTableName()!;
    readonly List<Column> columns = [.. ColumnsOf(db.Model.FindEntityType(typeof(T))!, row => row)];

    /// <summary>Inside the context's transaction.</summary>
    public Task WriteAsync(IEnumerable<T> rows, CancellationToken cancellationToken) =>
        db.Database.GetDbConnection() is NpgsqlConnection postgres ? CopyAsync(postgres, rows, cancellationToken) : InsertAsync(rows, cancellationToken);

    async Task CopyAsync(NpgsqlConnection connection, IEnumerable<T> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY \"{table}\" ({Names}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var column in columns)
            {
                if (column.Read(row) is { } value)
                    await copy.WriteAsync(value, TypeOf(value), cancellationToken);
                else
                    await copy.WriteNullAsync(cancellationToken);
            }
        }
        await copy.CompleteAsync(cancellationToken);
    }

    async Task InsertAsync(IEnumerable<T> rows, CancellationToken cancellationToken)
    {
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        insert.CommandText = $"INSERT INTO \"{table}\" ({Names}) VALUES ({string.Join(',', columns.Select((_, place) => $"@p{place}"))})";
        var places = columns.Select((_, place) => Parameter(insert, place)).ToList();
        await insert.PrepareAsync(cancellationToken);
        foreach (var row in rows)
        {
            for (var place = 0; place < places.Count; place++)
                places[place].Value = columns[place].Read(row) ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    string Names => string.Join(',', columns.Select(column => $"\"{column.Name}\""));

    static DbParameter Parameter(DbCommand insert, int place)
    {
        var parameter = insert.CreateParameter();
        parameter.ParameterName = $"@p{place}";
        insert.Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>The columns of the class, and those of the values that lie in the same table, such as an address.</summary>
    static IEnumerable<Column> ColumnsOf(IEntityType type, Func<T, object?> holder) =>
    [
        .. type.GetProperties().Where(property => !property.IsShadowProperty()).Select(property => new Column(property.GetColumnName(StoreObjectIdentifier.Table(type.GetTableName()!))!, Reading(property, holder))),
        .. type.GetNavigations().Where(navigation => navigation.TargetEntityType.IsOwned())
            .SelectMany(navigation => ColumnsOf(navigation.TargetEntityType, row => holder(row) is { } owner ? navigation.GetGetter().GetClrValue(owner) : null)),
    ];

    static Func<T, object?> Reading(IProperty property, Func<T, object?> holder)
    {
        var (getter, converter) = (property.GetGetter(), property.GetTypeMapping().Converter);
        return row =>
        {
            var value = holder(row) is { } owner ? getter.GetClrValue(owner) : null;
            return value is null || converter is null ? value : converter.ConvertToProvider(value);
        };
    }

    static NpgsqlDbType TypeOf(object value) => value switch
    {
        string => NpgsqlDbType.Text,
        Guid => NpgsqlDbType.Uuid,
        int => NpgsqlDbType.Integer,
        long => NpgsqlDbType.Bigint,
        bool => NpgsqlDbType.Boolean,
        DateTime => NpgsqlDbType.TimestampTz,
        DateOnly => NpgsqlDbType.Date,
        _ => throw new NotSupportedException($"{typeof(T).Name} has a value of type {value.GetType().Name}, which is not loaded yet."),
    };
}
