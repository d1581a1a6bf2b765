using Crm.Audit;
using Crm.CustomFields;
using Crm.Data;
using Crm.Dossiers;
using Crm.Users;

namespace Crm.Relations;

/// <summary>A relation to be made; its values are those of <see cref="RelationFields"/>.</summary>
public sealed record NewRelation(IReadOnlyDictionary<string, string> Values)
{
    public Guid? PartOfId { get; init; }
    /// <summary>The day the trade register gave the organisation's data; null when they were typed.</summary>
    public DateOnly? FromRegisterOn { get; init; }
    /// <summary>Who asked for it, when that is not who does it: the submitter of what a reviewer approved.</summary>
    public string? AskedBy { get; init; }
    /// <summary>Its first contact person.</summary>
    public ContactDetails? Contact { get; init; }
}

/// <param name="Contact">Null when none was given.</param>
public sealed record MadeRelation(Relation Relation, Contact? Contact);

/// <summary>Everything that can be done with a sales relation and its contacts, whichever door asks for it.</summary>
public sealed class RelationDesk(CrmDatabase database, TimeProvider clock)
{
    const string Series = "relation";

    public Task<MadeRelation> CreateAsync(NewRelation request, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var custom = await CustomFieldSet.ReadAsync(db, cancellationToken);
        var fields = new RelationFieldSet(custom);
        var values = fields.Checked(request.Values);
        var details = request.Contact?.Checked();
        var ofPerson = custom.Checked(CustomRecord.Person, request.Contact?.Custom);
        await RefuseUnknownResponsibleAsync(db, values, cancellationToken);
        // From here on nothing is refused: whoever tries many in one transaction goes on with the next.
        var organisation = new Organisation
        {
            Name = values.GetValueOrDefault(RelationFields.Name, ""),
            PartOfId = request.PartOfId,
            Source = request.FromRegisterOn is null ? "hand" : "KVK",
            SourceDate = request.FromRegisterOn,
        };
        var relation = new Relation
        {
            Number = await db.NextNumberAsync(Series, cancellationToken),
            OrganisationId = organisation.Id,
            Organisation = organisation,
            ResponsibleId = actor.UserId,
            CreatedAt = clock.UtcNow(),
            CreatedBy = request.AskedBy ?? actor.Name,
        };
        foreach (var (key, value) in values)
            fields.Find(key)!.Write(relation, value);
        db.Relations.Add(relation);
        var contact = details is null ? null : AddContact(db, relation, details, ofPerson, actor);
        organisation.Reindex(contact is null ? [] : [contact]);
        db.Dossier.Add(Dossier.Item(DossierKind.RelationCreated, actor, clock, new(relation.Id),
            new() { [Detail.Number] = $"{relation.Number}", [Detail.Name] = organisation.Name }));
        return new MadeRelation(relation, contact);
    }, cancellationToken);

    /// <summary>Gives these fields these values. What others changed since the revision that was read is kept; a field that both changed is a conflict.</summary>
    public Task<int> EditAsync(Guid id, int readAt, IReadOnlyDictionary<string, string> typed, Actor actor, CancellationToken cancellationToken = default) =>
        database.WriteAsync(async db =>
        {
            var relation = await RelationToChangeAsync(db, id, cancellationToken);
            var fields = await RelationFieldSet.ReadAsync(db, cancellationToken);
            var values = fields.Checked(typed, relation.Organisation!.Address.Country);
            await RefuseUnknownResponsibleAsync(db, values, cancellationToken);
            var merge = await EditMerge.SinceAsync(db, id, readAt, cancellationToken);
            foreach (var (key, value) in values)
                Change(db, relation, fields.Find(key)!, merge, value, actor);
            await RelationConflict.RefuseIfAnyAsync(db, merge.Conflicts, clock, cancellationToken);
            await OrganisationIndex.RefreshAsync(db, relation.Organisation, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return relation.Revision;
        }, cancellationToken);

    public Task ArchiveAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => SetArchivedAsync(id, true, actor, cancellationToken);

    public Task RestoreAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => SetArchivedAsync(id, false, actor, cancellationToken);

    /// <summary>Adds a contact person; one with the same name or mail address at this organisation is used as it is.</summary>
    public Task<Contact> AddContactAsync(Guid relationId, ContactDetails typed, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var details = typed.Checked();
        var custom = (await CustomFieldSet.ReadAsync(db, cancellationToken)).Checked(CustomRecord.Person, typed.Custom);
        var relation = await RelationToChangeAsync(db, relationId, cancellationToken);
        var known = await db.Contacts.Include(contact => contact.Person).Where(contact => contact.OrganisationId == relation.OrganisationId).ToListAsync(cancellationToken);
        if (known.Find(contact => IsSame(contact, details)) is { } existing)
            return existing;
        var contact = AddContact(db, relation, details, custom, actor);
        await db.SaveChangesAsync(cancellationToken);
        await OrganisationIndex.RefreshAsync(db, relation.Organisation!, cancellationToken);
        return contact;
    }, cancellationToken);

    public Task EditContactAsync(Guid relationId, Guid contactId, ContactDetails typed, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var details = typed.Checked();
        var custom = (await CustomFieldSet.ReadAsync(db, cancellationToken)).Checked(CustomRecord.Person, typed.Custom);
        var relation = await RelationToChangeAsync(db, relationId, cancellationToken);
        var contact = await db.Contacts.Include(contact => contact.Person)
            .SingleOrDefaultAsync(contact => contact.Id == contactId && contact.OrganisationId == relation.OrganisationId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze contactpersoon bestaat niet bij deze relatie.", "This relation has no such contact person.");
        var before = Told(contact);
        details.ApplyTo(contact);
        if (Told(contact) != before)
            Note(db, relation, "contact", before, Told(contact), actor);
        ChangeCustom(db, relation, contact.Person!, custom, actor);
        await db.SaveChangesAsync(cancellationToken);
        await OrganisationIndex.RefreshAsync(db, relation.Organisation!, cancellationToken);
    }, cancellationToken);

    Contact AddContact(CrmDbContext db, Relation relation, ContactDetails details, Dictionary<string, string> custom, Actor actor)
    {
        var person = new Person { FirstName = details.FirstName, LastName = details.LastName };
        var contact = new Contact { OrganisationId = relation.OrganisationId, PersonId = person.Id, Person = person };
        details.ApplyTo(contact);
        db.Contacts.Add(contact);
        Note(db, relation, "contact", null, person.FullName, actor);
        ChangeCustom(db, relation, person, custom, actor);
        return contact;
    }

    Task SetArchivedAsync(Guid id, bool isArchived, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var relation = await RelationToChangeAsync(db, id, cancellationToken);
        if (relation.IsArchived == isArchived)
            return;
        relation.IsArchived = relation.Organisation!.IsHidden = isArchived;
        await OrganisationIndex.RefreshAsync(db, relation.Organisation, cancellationToken);
        Note(db, relation, "archived", FieldHistory.Text(!isArchived), FieldHistory.Text(isArchived), actor);
    }, cancellationToken);

    void Change(CrmDbContext db, Relation relation, RelationField field, EditMerge merge, string mine, Actor actor)
    {
        var before = field.Read(relation);
        var value = merge.Take(field.Key, mine, before);
        if (value == before)
            return;
        field.Write(relation, value);
        Note(db, relation, field.Key, before, value, actor);
    }

    void ChangeCustom(CrmDbContext db, Relation relation, Person person, Dictionary<string, string> custom, Actor actor)
    {
        foreach (var (key, value) in custom)
        {
            var before = person.ReadCustom(key);
            if (value == before)
                continue;
            person.WriteCustom(key, value);
            Note(db, relation, key, before, value, actor);
        }
    }

    /// <summary>The organisation's fields count as the relation's: whoever edits either is editing this revision.</summary>
    void Note(CrmDbContext db, Relation relation, string field, string? old, string? now, Actor actor)
    {
        if (db.Entry(relation) is { State: EntityState.Unchanged } entry)
            entry.State = EntityState.Modified;
        db.RecordChange(relation, field, FieldHistory.Text(old), FieldHistory.Text(now), actor, clock.UtcNow());
    }

    static async Task<Relation> RelationToChangeAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync<Relation>(id, cancellationToken);
        return await db.Relations.Include(relation => relation.Organisation!.Keys).SingleOrDefaultAsync(relation => relation.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze relatie bestaat niet.", "This relation does not exist.");
    }

    static async Task RefuseUnknownResponsibleAsync(CrmDbContext db, Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(values.GetValueOrDefault(RelationFields.Responsible), out var id) && !await db.Users.AnyAsync(user => user.Id == id && user.IsActive, cancellationToken))
            throw RefusedException.Invalid(RelationFields.Responsible, "Kies een medewerker die nog in dienst is.", "Choose an employee who still works here.");
    }

    static bool IsSame(Contact contact, ContactDetails details) =>
        details.Email.Length > 0 && contact.Email is { Length: > 0 } email
            ? string.Equals(email, details.Email, StringComparison.OrdinalIgnoreCase)
            : string.Equals(contact.Person!.FullName, details.FullName, StringComparison.OrdinalIgnoreCase);

    static string Told(Contact contact) => string.Join(" · ",
        new[] { contact.Person!.FullName, contact.Function, contact.Email, contact.Phone, contact.Mobile, contact.IsBlocked ? Say("geblokkeerd", "blocked") : "", contact.MayUsePortal ? Say("mag in het portaal", "may use the portal") : "" }.Where(part => part is { Length: > 0 }));
}
