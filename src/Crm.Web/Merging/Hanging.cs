using System.Data.Common;
using Crm.Data;
using Crm.Dossiers;
using Crm.Documents;
using Crm.Relations;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Merging;

/// <summary>
/// What hangs on a record: every column of every table that is named after it ("RelationId", "ChosenRelationId"). Found in the model, so
/// that a feature that comes later goes along without anyone thinking of it.
/// </summary>
public static class Hanging
{
    // Keys are made again; a pair of duplicates and the memory of a merge are about the records themselves.
    static readonly Type[] NotMoved = [typeof(OrganisationKey), typeof(MergeTrace), typeof(Merge)];

    /// <param name="OnlyOnceWith">For each unique index on the column, the other columns of that index.</param>
    public sealed record Column(Type Type, string Table, string Name, IReadOnlyList<IReadOnlyList<string>> OnlyOnceWith);

    /// <param name="record">"Relation", "Organisation", "Contact" or "Person".</param>
    public static IReadOnlyList<Column> On(CrmDbContext db, string record) =>
    [
        .. db.Model.GetEntityTypes().Where(type => !type.IsOwned() && !NotMoved.Contains(type.ClrType)).SelectMany(type => type.GetProperties()
            .Where(property => IsReference(property, record)).Select(property => new Column(type.ClrType, type.GetTableName()!, property.GetColumnName(), OnlyOnce(type, property)))),
    ];

    static IReadOnlyList<IReadOnlyList<string>> OnlyOnce(IEntityType type, IProperty property) =>
    [
        .. type.GetIndexes().Where(index => index.IsUnique && index.Properties.Contains(property))
            .Select(index => index.Properties.Where(other => other != property).Select(other => other.GetColumnName()).ToList()),
    ];

    /// <summary>Hangs the rows of all these columns on another record, and tells which those were.</summary>
    public static async Task<List<MovedRows>> MoveAsync(CrmDbContext db, string record, Guid from, Guid to, CancellationToken cancellationToken)
    {
        List<MovedRows> moved = [];
        foreach (var column in On(db, record))
        {
            var ids = await IdsAsync(db, column, from, cancellationToken);
            // An organisation does not become a part of itself.
            if (column.Type == typeof(Organisation))
                ids.Remove(to);
            foreach (var others in column.OnlyOnceWith)
                ids.RemoveAll((await TwiceAsync(db, column, others, from, to, cancellationToken)).Contains);
            if (ids.Count == 0)
                continue;
            moved.Add(new(column.Table, column.Name, from, to, ids));
            await HangAsync(db, moved[^1], from, to, cancellationToken);
        }
        return moved;
    }

    /// <summary>Back to where they hung. What was hung elsewhere or thrown away since stays so.</summary>
    public static Task MoveBackAsync(CrmDbContext db, MovedRows moved, CancellationToken cancellationToken) => HangAsync(db, moved, moved.To, moved.From, cancellationToken);

    /// <summary>How many rows of each kind hang on a record, for those that a person knows by name.</summary>
    public static async Task<IReadOnlyList<(LocalText Name, int Count)>> CountAsync(CrmDbContext db, string record, Guid id, CancellationToken cancellationToken)
    {
        List<(LocalText, int)> counts = [];
        foreach (var column in On(db, record))
        {
            if (NameOf(column.Type) is { } name && await IdsAsync(db, column, id, cancellationToken) is { Count: > 0 } ids)
                counts.Add((name, ids.Count));
        }
        return counts;
    }

    /// <summary>Whether rows of other tables than these hang on a record.</summary>
    public static async Task<bool> AnyAsync(CrmDbContext db, string record, Guid id, Type[] except, CancellationToken cancellationToken)
    {
        foreach (var column in On(db, record).Where(column => !except.Contains(column.Type)))
        {
            if ((await IdsAsync(db, column, id, cancellationToken)).Count > 0)
                return true;
        }
        return false;
    }

    static bool IsReference(IReadOnlyProperty property, string record) =>
        (property.ClrType == typeof(Guid) || property.ClrType == typeof(Guid?))
        && (property.Name.EndsWith(record + "Id", StringComparison.Ordinal)
            || (record == "Organisation" && property.Name == nameof(Organisation.PartOfId))
            || (property.Name == nameof(StoredFile.OwnerId) && property.DeclaringType.ClrType == typeof(StoredFile)));

    static async Task<List<Guid>> IdsAsync(CrmDbContext db, Column column, Guid id, CancellationToken cancellationToken)
    {
        var find = $"SELECT \"Id\" AS \"Value\" FROM \"{column.Table}\" WHERE \"{column.Name}\" = {{0}}";
        return await db.Database.SqlQueryRaw<Guid>(find, id).ToListAsync(cancellationToken);
    }

    /// <summary>Rows that cannot go along because the other record has its own already: both were in the target group of one mailing. They stay as they are, to be found again by an undo.</summary>
    static async Task<HashSet<Guid>> TwiceAsync(CrmDbContext db, Column column, IReadOnlyList<string> others, Guid from, Guid to, CancellationToken cancellationToken)
    {
        var alike = string.Concat(others.Select(other => $" AND own.\"{other}\" = their.\"{other}\""));
        var find = $"SELECT own.\"Id\" AS \"Value\" FROM \"{column.Table}\" own JOIN \"{column.Table}\" their ON their.\"{column.Name}\" = {{1}}{alike} WHERE own.\"{column.Name}\" = {{0}}";
        return await db.Database.SqlQueryRaw<Guid>(find, from, to).ToHashSetAsync(cancellationToken);
    }

    static async Task HangAsync(CrmDbContext db, MovedRows rows, Guid from, Guid to, CancellationToken cancellationToken)
    {
        // Fewer than the parameters that a statement may have.
        foreach (var part in rows.Ids.Chunk(500))
        {
            var places = string.Join(',', part.Select((_, index) => $"{{{index + 2}}}"));
            var hang = $"UPDATE \"{rows.Table}\" SET \"{rows.Column}\" = {{0}} WHERE \"{rows.Column}\" = {{1}} AND \"Id\" IN ({places})";
            await db.Database.ExecuteSqlRawAsync(hang, [to, from, .. part.Cast<object>()], cancellationToken);
        }
    }

    static LocalText? NameOf(Type type) => type.Name switch
    {
        nameof(Contact) => new("contactpersonen", "contact persons"),
        nameof(Forecasts.Forecast) => new("forecasts", "forecasts"),
        nameof(Quotes.Quote) => new("offertes", "quotes"),
        nameof(Projects.Project) => new("projecten", "projects"),
        nameof(ContactMoments.ContactMoment) => new("contactmomenten", "contact moments"),
        nameof(DossierItem) => new("dossieritems", "dossier items"),
        nameof(Tasks.UserTask) => new("taken", "tasks"),
        nameof(Mail.MailMessage) => new("mails", "mails"),
        nameof(Permissions.ConsentEntry) => new("regels over toestemming", "lines about consent"),
        _ => null,
    };
}
