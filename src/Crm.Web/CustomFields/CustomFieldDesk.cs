using Crm.Data;

namespace Crm.CustomFields;

/// <summary>Makes and changes custom fields.</summary>
public sealed class CustomFieldDesk(CrmDatabase database)
{
    /// <param name="Uses">On how many records something stands in it.</param>
    public sealed record Row(Guid Id, CustomRecord Record, string Key, LocalText Name, CustomType Type, IReadOnlyList<CustomChoice> Choices, bool IsPrivate, bool IsArchived, int Uses);

    public Task<IReadOnlyList<Row>> ListAsync(CustomRecord record, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<Row>>(async db =>
    {
        var fields = await db.CustomFields.AsNoTracking().Where(field => field.Record == record).OrderBy(field => field.IsArchived).ThenBy(field => field.Order).ThenBy(field => field.Id).ToListAsync(cancellationToken);
        var keys = fields.Select(field => field.Key).ToList();
        var uses = await db.CustomKeys.Where(key => keys.Contains(key.Field)).GroupBy(key => key.Field).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(same => same.Key, same => same.Count, cancellationToken);
        return [.. fields.Select(field => new Row(field.Id, field.Record, field.Key, field.Name, field.Type, field.Choices, field.IsPrivate, field.IsArchived, uses.GetValueOrDefault(field.Key)))];
    }, cancellationToken);

    /// <summary>For pages that ask or show them.</summary>
    public Task<CustomFieldSet> AllAsync(CancellationToken cancellationToken = default) => database.ReadAsync(db => CustomFieldSet.ReadAsync(db, cancellationToken), cancellationToken);

    public Task<Guid> AddAsync(CustomFieldEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        entry.RefuseWrong();
        var last = await db.CustomFields.Where(other => other.Record == entry.Record).MaxAsync(other => (int?)other.Order, cancellationToken) ?? 0;
        var field = new CustomField
        {
            Record = entry.Record, Key = await FreeKeyAsync(db, entry.KeyOf(), cancellationToken), Name = entry.Name, Type = entry.Type,
            Choices = entry.ChoicesAfter([]), IsPrivate = entry.IsPrivate, Order = last + 1,
        };
        db.CustomFields.Add(field);
        return field.Id;
    }, cancellationToken);

    /// <summary>Its record, its type and its key stay: what stands in it would mean something else.</summary>
    public Task EditAsync(Guid id, CustomFieldEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var field = await FindAsync(db, id, cancellationToken);
        var edited = entry with { Record = field.Record, Type = field.Type };
        edited.RefuseWrong();
        (field.Name, field.IsPrivate, field.Choices) = (edited.Name, edited.IsPrivate, edited.ChoicesAfter(field.Choices));
    }, cancellationToken);

    /// <param name="ids">Those of one record, in the order they are to stand.</param>
    public Task OrderAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        foreach (var field in await db.CustomFields.Where(field => ids.Contains(field.Id)).ToListAsync(cancellationToken))
            field.Order = ids.ToList().IndexOf(field.Id) + 1;
    }, cancellationToken);

    public Task ArchiveAsync(Guid id, bool isArchived, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
        (await FindAsync(db, id, cancellationToken)).IsArchived = isArchived, cancellationToken);

    static async Task<string> FreeKeyAsync(CrmDbContext db, string wanted, CancellationToken cancellationToken)
    {
        var taken = await db.CustomFields.Where(field => field.Key.StartsWith(wanted)).Select(field => field.Key).ToListAsync(cancellationToken);
        return taken.Contains(wanted) ? Enumerable.Range(2, taken.Count + 1).Select(number => $"{wanted}_{number}").First(key => !taken.Contains(key)) : wanted;
    }

    static async Task<CustomField> FindAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.CustomFields.SingleOrDefaultAsync(field => field.Id == id, cancellationToken) ?? throw RefusedException.NotFound("Dit veld bestaat niet.", "This field does not exist.");
}
