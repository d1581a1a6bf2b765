using Crm.Data;
using Crm.Duplicates;
using Crm.EntryProfiles;
using Crm.Relations;
using Crm.Users;

namespace Crm.Import;

/// <summary>Checks and imports single rows, inside the transaction of the worker.</summary>
public sealed class ImportRunner(DuplicateFinder finder, RelationDesk relations, TimeProvider clock)
{
    static readonly ImportRowState[] MadeIt = [ImportRowState.Created, ImportRowState.Added];

    /// <summary>What an import needs to know for each of its rows.</summary>
    public sealed record Setting(RelationImport Import, ImportFields Fields, IReadOnlyDictionary<string, Guid> Employees, Actor Actor)
    {
        public static async Task<Setting> ReadAsync(CrmDbContext db, RelationImport import, CancellationToken cancellationToken) =>
            new(import, await ImportFields.ReadAsync(db, cancellationToken), await ImportFields.EmployeesAsync(db, cancellationToken), new Actor(import.ById, import.ByName, Door.Import, []));
    }

    /// <summary>Ready, or rejected with all that is wrong.</summary>
    public async Task CheckAsync(Setting setting, ImportRow row, CancellationToken cancellationToken)
    {
        try
        {
            var values = Read(setting, row);
            row.Remarks = [];
            row.State = ImportRowState.Ready;
            if (await KnownAsync(values, cancellationToken) is { } known)
                Answer(setting, row, known);
        }
        catch (RefusedException no)
        {
            (row.State, row.Remarks) = (ImportRowState.Rejected, [.. no.Faults]);
        }
    }

    /// <summary>Checks again, because the world went on, and makes the relation or adds the contact.</summary>
    public async Task ImportAsync(CrmDbContext db, Setting setting, ImportRow row, CancellationToken cancellationToken)
    {
        try
        {
            var values = Read(setting, row);
            var known = await KnownAsync(values, cancellationToken);
            var isOwn = known is not null && await db.ImportRows.AnyAsync(other => other.ImportId == row.ImportId && other.RelationId == known.RelationId && MadeIt.Contains(other.State), cancellationToken);
            // Rows of one company in one file are its contacts.
            if (known is not null && !isOwn)
                Answer(setting, row, known);
            if (row.State == ImportRowState.Rejected)
                return;
            if (known is not null && (isOwn || setting.Import.OnDuplicate == OnDuplicate.AddContact))
                await AddContactAsync(db, setting, row, values, known.RelationId!.Value, cancellationToken);
            else
                await CreateAsync(setting, row, values, cancellationToken);
        }
        catch (RefusedException no)
        {
            (row.State, row.Remarks) = (ImportRowState.Rejected, [.. no.Faults]);
        }
    }

    Dictionary<string, string> Read(Setting setting, ImportRow row)
    {
        var values = EntryForm.Checked(setting.Fields.Form, setting.Fields.Asked, setting.Fields.Values(row.Cells, setting.Import.Fields, setting.Employees), setting.Actor, clock);
        if (values.GetValueOrDefault(RelationFields.Responsible) is { Length: > 0 } id && !setting.Employees.Values.Contains(Guid.Parse(id)))
            throw RefusedException.Invalid(RelationFields.Responsible, "Deze medewerker is niet bekend.", "This employee is not known.");
        return values;
    }

    /// <summary>The relation that this row certainly or probably is.</summary>
    async Task<DuplicateHit?> KnownAsync(Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        var (organisation, contacts) = new SubmittedValues(values).ToCompare();
        var hits = await finder.FindAsync(organisation, contacts, null, cancellationToken);
        return hits.FirstOrDefault(hit => hit is { Verdict: Verdict.Certain or Verdict.Likely, RelationId: not null });
    }

    static void Answer(Setting setting, ImportRow row, DuplicateHit known)
    {
        row.Remarks = [new(RelationFields.Name, $"Lijkt op {known.Name} ({string.Join(", ", Alike(known).Select(field => field.Nl.ToLowerInvariant()))} gelijk).",
            $"Is like {known.Name} (same {string.Join(", ", Alike(known).Select(field => field.En))}).")];
        row.State = setting.Import.OnDuplicate == OnDuplicate.Reject ? ImportRowState.Rejected : ImportRowState.Ready;
    }

    static IEnumerable<LocalText> Alike(DuplicateHit known) => known.Evidence.Where(evidence => evidence.Likeness != Likeness.Different).Select(evidence => evidence.Field);

    async Task CreateAsync(Setting setting, ImportRow row, Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        var submitted = new SubmittedValues(values);
        var made = await relations.CreateAsync(new(submitted.ForRelation) { Contact = submitted.Contact }, setting.Actor, cancellationToken);
        (row.State, row.RelationId, row.ContactId) = (ImportRowState.Created, made.Relation.Id, made.Contact?.Id);
    }

    async Task AddContactAsync(CrmDbContext db, Setting setting, ImportRow row, Dictionary<string, string> values, Guid relationId, CancellationToken cancellationToken)
    {
        (row.State, row.RelationId) = (ImportRowState.Added, relationId);
        if (new SubmittedValues(values).Contact is not { } details)
            return;
        var before = await db.Contacts.Where(contact => db.Relations.Any(relation => relation.Id == relationId && relation.OrganisationId == contact.OrganisationId))
            .Select(contact => contact.Id).ToListAsync(cancellationToken);
        var contact = await relations.AddContactAsync(relationId, details, setting.Actor, cancellationToken);
        // One that was there already is not this import's to take back.
        row.ContactId = before.Contains(contact.Id) ? null : contact.Id;
    }
}
