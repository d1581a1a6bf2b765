using System.Text.Json.Serialization;
using Crm.CustomFields;
using Crm.Data;
using Crm.Users;

namespace Crm.Relations;

/// <summary>Relations as pages and programs see them.</summary>
public sealed class RelationQueries(CrmDatabase database)
{
    // About where both ways take as long, among a million: a page of one way, all of the other.
    const int Few = 7_000;

    public sealed record Row(
        Guid Id, int Number, string Name, string Town, string? KvkNumber, string? Industry, Guid? ResponsibleId, string ResponsibleName, bool IsDebtor, bool IsBlocked, bool IsArchived, DateTime CreatedAt)
    {
        public required int Revision { get; init; }
        public required string PostalCode { get; init; }
        public string? LegalForm { get; init; }
        public string? Email { get; init; }
        public string? Phone { get; init; }
        public string? Website { get; init; }
        /// <summary>Values of custom fields, by their key; private ones are not in a list.</summary>
        public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();

        [JsonIgnore]
        public IReadOnlyDictionary<string, string> OfOrganisation { get; init; } = new Dictionary<string, string>();

        public Row WithOpen(CustomFieldSet fields) => Custom.Count + OfOrganisation.Count == 0 ? this : this with { Custom = fields.Open(Custom.Concat(OfOrganisation).ToDictionary()) };
    }

    /// <param name="Total">All that the filter lets through, not only these.</param>
    /// <param name="Next">What to ask the next part after; null at the end.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int Total, Guid? Next);

    public sealed record ContactRow(Guid Id, string FirstName, string Prefix, string LastName, string Function, string? Email, string? Phone, string? Mobile, bool IsBlocked, bool MayUsePortal, Guid PersonId)
    {
        /// <summary>What stands in the custom fields of the person.</summary>
        public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();

        public string Name => string.Join(' ', new[] { FirstName, Prefix, LastName }.Where(part => part.Length > 0));
    }

    public sealed record Sibling(Guid RelationId, string Name, string Town);

    public sealed record Record(
        Guid Id, int Number, int Revision, IReadOnlyDictionary<string, string> Values, string ResponsibleName, string Source, DateOnly? SourceDate,
        bool IsDebtor, bool IsArchived, DateTime CreatedAt, string CreatedBy, IReadOnlyList<ContactRow> Contacts, IReadOnlyList<Sibling> Branches, int Forecasts)
    {
        public string Name => Values[RelationFields.Name];
    }

    public sealed record Change(string Field, string? Old, string? New, DateTime At, string ByName)
    {
        /// <summary>In the reader's language.</summary>
        public string FieldName { get; init; } = "";
        public Door Door { get; init; }
    }

    public sealed record Employee(Guid Id, string Name);

    public Task<Page> ListAsync(RelationFilter filter, Actor reader, Guid? after, int take, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var total = await CountAsync(db, filter, reader, cancellationToken);
        var all = await FromAsync(db, filter, reader, after, take + 1, total, cancellationToken);
        var part = await RowsOf(db, Ordered(all, filter.Order).Take(take + 1)).ToListAsync(cancellationToken);
        var fields = await CustomFieldSet.ReadAsync(db, cancellationToken);
        return new Page([.. part.Take(take).Select(row => row.WithOpen(fields))], total, part.Count > take ? part[take - 1].Id : null);
    }, cancellationToken);

    /// <summary>All pages of the list, read while they are written somewhere: nobody keeps a million of them.</summary>
    public Task EachAsync(RelationFilter filter, Actor reader, int most, Func<IEnumerable<Row>, Task> work, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var fields = await CustomFieldSet.ReadAsync(db, cancellationToken);
        await work(RowsOf(db, Ordered(Filtered(db, filter, reader), filter.Order).Take(most)).AsEnumerable().Select(row => row.WithOpen(fields)));
        return true;
    }, cancellationToken);

    public Task<Record?> FindAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var relation = await db.Relations.Include(r => r.Organisation).FirstOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (relation is null)
            return null;
        var contacts = await db.Contacts.Where(c => c.OrganisationId == relation.OrganisationId)
            .OrderBy(c => c.IsBlocked).ThenBy(c => c.Id)
            .Select(c => new ContactRow(c.Id, c.Person!.FirstName, c.Person.Prefix, c.Person.LastName, c.Function, c.Email, c.Phone, c.Mobile, c.IsBlocked, c.MayUsePortal, c.PersonId) { Custom = c.Person.Custom })
            .ToListAsync(cancellationToken);
        var fields = await RelationFieldSet.ReadAsync(db, cancellationToken);
        return new Record(
            relation.Id, relation.Number, relation.Revision, fields.All.ToDictionary(field => field.Key, field => field.Read(relation)),
            await db.Users.Where(user => user.Id == relation.ResponsibleId).Select(user => user.Name).FirstOrDefaultAsync(cancellationToken) ?? "",
            relation.Organisation!.Source, relation.Organisation.SourceDate, relation.IsDebtor, relation.IsArchived, relation.CreatedAt, relation.CreatedBy,
            contacts, await BranchesAsync(db, relation, cancellationToken), await db.Forecasts.CountAsync(forecast => forecast.RelationId == id, cancellationToken));
    }, cancellationToken);

    /// <summary>What was changed and by whom, newest first, with names in place of ids.</summary>
    public Task<IReadOnlyList<Change>> HistoryAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Change>>(async db =>
    {
        var changes = await db.FieldChanges.Where(change => change.RecordId == id).OrderByDescending(change => change.At).ThenByDescending(change => change.Id).Take(200).ToListAsync(cancellationToken);
        var names = await db.Users.ToDictionaryAsync(user => user.Id.ToString("D"), user => user.Name, cancellationToken);
        string? Named(string? value) => value is null ? null : names.GetValueOrDefault(value, value);
        var custom = await CustomFieldSet.ReadAsync(db, cancellationToken);
        string? Shown(string field, string? value) => value is not null && custom.Find(field) is { } own ? CustomValue.Shown(own, value) : Named(value);
        return [.. changes.Select(change => new Change(change.Field, Shown(change.Field, change.Old), Shown(change.Field, change.New), change.At, change.ByName)
        {
            FieldName = custom.Find(change.Field)?.Name.ToString() ?? RelationFields.NameOf(change.Field),
            Door = change.Door,
        })];
    }, cancellationToken);

    public Task<IReadOnlyList<Employee>> EmployeesAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Employee>>(
        async db => await db.Users.Where(user => user.IsActive).OrderBy(user => user.Name).Select(user => new Employee(user.Id, user.Name)).ToListAsync(cancellationToken), cancellationToken);

    static IQueryable<Row> RowsOf(CrmDbContext db, IQueryable<Relation> relations) => relations.Select(r => new Row(
        r.Id, r.Number, r.Organisation!.Name, r.Organisation.Address.Town, r.Organisation.KvkNumber, r.Organisation.Industry, r.ResponsibleId,
        db.Users.Where(user => user.Id == r.ResponsibleId).Select(user => user.Name).FirstOrDefault() ?? "", r.IsDebtor, r.IsBlocked, r.IsArchived, r.CreatedAt)
    {
        Revision = r.Revision,
        PostalCode = r.Organisation.Address.PostalCode,
        LegalForm = r.Organisation.LegalForm,
        Email = r.Organisation.Email,
        Phone = r.Organisation.Phone,
        Website = r.Organisation.Website,
        Custom = r.Custom,
        OfOrganisation = r.Organisation.Custom,
    });

    /// <summary>From what the database keeps count of, or from the index of words, where that answers it.</summary>
    static async Task<int> CountAsync(CrmDbContext db, RelationFilter filter, Actor reader, CancellationToken cancellationToken) =>
        await RelationTally.OfAsync(db, filter, reader, cancellationToken)
        ?? (filter.AsksWordsOnly ? await RelationSearch.CountAsync(db, filter.Search, cancellationToken) : (int?)null)
        ?? await Filtered(db, filter, reader).CountAsync(cancellationToken);

    static IQueryable<Relation> Filtered(CrmDbContext db, RelationFilter filter, Actor reader)
    {
        var relations = filter.State switch
        {
            RelationState.Archived => db.Relations.Where(r => r.IsArchived),
            RelationState.Blocked => db.Relations.Where(r => !r.IsArchived && r.IsBlocked),
            _ => db.Relations.Where(r => !r.IsArchived),
        };
        relations = filter.Whose switch
        {
            Whose.Mine => relations.Where(r => r.ResponsibleId == reader.UserId),
            Whose.Team => relations.Where(r => db.TeamOf(reader).Contains(r.ResponsibleId!.Value)),
            _ => relations,
        };
        if (filter.ResponsibleId is { } responsible)
            relations = relations.Where(r => r.ResponsibleId == responsible);
        if (int.TryParse(filter.Search, out var number) && db.Relations.Any(r => r.Number == number))
            return relations.Where(r => r.Number == number);
        foreach (var (field, asked) in filter.Custom)
        {
            var having = CustomFilters.Having(db, field, asked);
            relations = CustomField.RecordOf(field) == CustomRecord.Organisation
                ? relations.Where(r => having.Contains(r.OrganisationId))
                : relations.Where(r => having.Contains(r.Id));
        }
        return RelationSearch.WithWords(db, relations, filter.Search, filter.State == RelationState.Archived);
    }

    static IQueryable<Relation> Ordered(IQueryable<Relation> relations, RelationOrder order) => order == RelationOrder.Newest
        ? relations.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id)
        : relations.OrderBy(r => r.Organisation!.SearchName).ThenBy(r => r.OrganisationId);

    sealed record Last(Guid Id, DateTime CreatedAt, string SearchName, Guid OrganisationId)
    {
        // By name the first page comes after this as well: without a name to begin at, SQLite reads a million relations and sorts them.
        public static readonly Last None = new(Guid.Empty, DateTime.MaxValue, "", Guid.Empty);
    }

    /// <summary>What comes after the last page, of which at least the first so many. Where that page ended is read first: against values the index answers, against a subquery it does not.</summary>
    static async Task<IQueryable<Relation>> FromAsync(CrmDbContext db, RelationFilter filter, Actor reader, Guid? after, int take, int total, CancellationToken cancellationToken)
    {
        var last = after is null ? null
            : await db.Relations.Where(r => r.Id == after).Select(r => new Last(r.Id, r.CreatedAt, r.Organisation!.SearchName, r.OrganisationId)).FirstOrDefaultAsync(cancellationToken);
        if (filter is { AsksWordsOnly: true, Order: RelationOrder.Name })
        {
            var found = await RelationSearch.PageAsync(db, filter.Search, last is null ? null : (last.SearchName, last.OrganisationId), take, cancellationToken);
            return db.Relations.Where(r => found.Contains(r.OrganisationId));
        }
        // Few are put in order by themselves; else the databases walk along all names there are, in hope of coming across them soon.
        var relations = total < Few ? Filtered(db, filter, reader).OrderBy(r => r.Id).Take(int.MaxValue) : Filtered(db, filter, reader);
        return last is null && filter.Order == RelationOrder.Newest ? relations : After(relations, last ?? Last.None, filter.Order);
    }

    // The database compares, so there is no culture to choose: ordinal overloads do not translate.
#pragma warning disable CA1309
    static IQueryable<Relation> After(IQueryable<Relation> relations, Last last, RelationOrder order) => order == RelationOrder.Newest
        ? relations.Where(r => r.CreatedAt <= last.CreatedAt && (r.CreatedAt < last.CreatedAt || r.Id < last.Id))
        : relations.Where(r => string.Compare(r.Organisation!.SearchName, last.SearchName) >= 0 && (r.Organisation!.SearchName != last.SearchName || r.OrganisationId > last.OrganisationId));

#pragma warning restore CA1309

    /// <summary>The other relations with the same KVK number.</summary>
    static async Task<IReadOnlyList<Sibling>> BranchesAsync(CrmDbContext db, Relation relation, CancellationToken cancellationToken) =>
        relation.Organisation!.KvkNumber is not { } kvk
            ? []
            : await db.Relations.Where(r => r.Organisation!.KvkNumber == kvk && r.Id != relation.Id && !r.IsArchived)
                .Select(r => new Sibling(r.Id, r.Organisation!.Name, r.Organisation.Address.Town)).ToListAsync(cancellationToken);
}
