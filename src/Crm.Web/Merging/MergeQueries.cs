using Crm.CustomFields;
using Crm.Data;
using Crm.Relations;

namespace Crm.Merging;

/// <summary>What a merge would do, and what merges did.</summary>
public sealed class MergeQueries(CrmDatabase database)
{
    /// <summary>A value on which the two differ.</summary>
    /// <param name="Key">What to mention in <see cref="MergeRequest.Take"/> to take the source's value.</param>
    /// <param name="IsTaken">Whether that is the proposal.</param>
    public sealed record Line(string Key, string Label, string Source, string Target, bool IsTaken);

    public sealed record Side(Guid Id, string Name, string Told);

    /// <param name="About">Empty for the records themselves; else the organisation where both are contact.</param>
    public sealed record Section(string About, IReadOnlyList<Line> Lines, int Alike);

    public sealed record Counted(string Name, int Count);

    /// <param name="GoesAlong">What hangs on the source and goes along.</param>
    public sealed record Preview(MergeKind Kind, Side Source, Side Target, IReadOnlyList<Section> Sections, IReadOnlyList<Counted> GoesAlong);

    public sealed record Done(Guid Id, MergeKind Kind, string SourceName, string TargetName, DateTime At, string ByName, DateTime? UndoneAt, string UndoneBy);

    public Task<Preview> PreviewAsync(MergeKind kind, Guid sourceId, Guid targetId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(db => kind == MergeKind.Relation ? RelationsAsync(db, sourceId, targetId, cancellationToken) : PersonsAsync(db, sourceId, targetId, cancellationToken), cancellationToken);

    /// <summary>Merges into this relation, or of people who are contact there; newest first.</summary>
    public Task<IReadOnlyList<Done>> OfRelationAsync(Guid relationId, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<Done>>(async db =>
        await db.Merges.Where(merge => merge.TargetId == relationId || (merge.Kind == MergeKind.Person && db.Contacts.Any(contact =>
                contact.PersonId == merge.TargetId && db.Relations.Any(relation => relation.Id == relationId && relation.OrganisationId == contact.OrganisationId))))
            .OrderByDescending(merge => merge.Number).Take(50)
            .Select(merge => new Done(merge.Id, merge.Kind, merge.SourceName, merge.TargetName, merge.At, merge.ByName, merge.UndoneAt, merge.UndoneBy))
            .ToListAsync(cancellationToken), cancellationToken);

    /// <summary>Where a record went that no longer exists; null when it was not merged.</summary>
    public Task<Guid?> WhereWentAsync(Guid id, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        Guid? went = null;
        while (await db.Merges.Where(merge => merge.SourceId == (went ?? id) && merge.UndoneAt == null).Select(merge => (Guid?)merge.TargetId).FirstOrDefaultAsync(cancellationToken) is { } target)
            went = target;
        return went;
    }, cancellationToken);

    static async Task<Preview> RelationsAsync(CrmDbContext db, Guid sourceId, Guid targetId, CancellationToken cancellationToken)
    {
        var (source, target) = (await RelationAsync(db, sourceId, cancellationToken), await RelationAsync(db, targetId, cancellationToken));
        var people = await db.Users.ToDictionaryAsync(user => user.Id.ToString("D"), user => user.Name, cancellationToken);
        var along = await Hanging.CountAsync(db, "Relation", sourceId, cancellationToken);
        var contacts = await db.Contacts.CountAsync(contact => contact.OrganisationId == source.OrganisationId && contact.OrganisationId != target.OrganisationId, cancellationToken);
        return new(MergeKind.Relation, SideOf(source), SideOf(target),
            [SectionOf("", "", MergeFields.OfRelation(await CustomFieldSet.ReadAsync(db, cancellationToken)), source, target, value => people.GetValueOrDefault(value, value))],
            [.. Added((new("contactpersonen", "contact persons"), contacts), along)]);
    }

    static async Task<Preview> PersonsAsync(CrmDbContext db, Guid sourceId, Guid targetId, CancellationToken cancellationToken)
    {
        var (source, target) = (await PersonAsync(db, sourceId, cancellationToken), await PersonAsync(db, targetId, cancellationToken));
        List<Section> sections = [SectionOf("", "", MergeFields.OfPerson(await CustomFieldSet.ReadAsync(db, cancellationToken)), source, target, value => value)];
        foreach (var (from, to) in await PersonMerge.PairsAsync(db, sourceId, targetId, cancellationToken))
        {
            var organisation = await db.Organisations.Where(organisation => organisation.Id == to.OrganisationId).Select(organisation => organisation.Name).SingleAsync(cancellationToken);
            sections.Add(SectionOf(organisation, $"{to.Id:D}.", MergeFields.OfContact, from, to, value => value));
        }
        var along = await Hanging.CountAsync(db, "Person", sourceId, cancellationToken);
        return new(MergeKind.Person, await SideOfAsync(db, source, cancellationToken), await SideOfAsync(db, target, cancellationToken), sections, [.. Added(null, along)]);
    }

    static Section SectionOf<T>(string about, string prefix, IReadOnlyList<MergeChoice<T>> choices, T source, T target, Func<string, string> named)
    {
        var differing = choices.Where(choice => !choice.IsSame(source, target)).ToList();
        string Shown(string value) => value switch { "true" => Say("Ja", "Yes"), "false" => Say("Nee", "No"), _ => named(value) };
        return new(about,
            [.. differing.Select(choice => new Line(prefix + choice.Key, choice.Label.ToString(), Shown(choice.Shown(source)), Shown(choice.Shown(target)), MergeChoices.IsTakenUnlessChosen(choice, source, target)))],
            choices.Count(choice => choice.IsSame(source, target) && choice.Shown(source).Length > 0));
    }

    static IEnumerable<Counted> Added((LocalText Name, int Count)? first, IEnumerable<(LocalText Name, int Count)> counts) =>
        counts.Prepend(first ?? (new("", ""), 0)).Where(count => count.Count > 0).GroupBy(count => count.Name.ToString()).Select(counts => new Counted(counts.Key, counts.Sum(count => count.Count)));

    static Side SideOf(Relation relation) => new(relation.Id, relation.Organisation!.Name, string.Join(" · ",
        new[] { $"{relation.Number}", relation.Organisation.Address.Town, Say("sinds ", "since ") + Formats.Date(relation.CreatedAt) }.Where(part => part.Length > 0)));

    static async Task<Side> SideOfAsync(CrmDbContext db, Person person, CancellationToken cancellationToken) => new(person.Id, person.FullName,
        string.Join(" · ", await db.Contacts.Where(contact => contact.PersonId == person.Id).Select(contact => contact.Organisation!.Name).Distinct().OrderBy(name => name).Take(5).ToListAsync(cancellationToken)));

    static async Task<Relation> RelationAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Relations.Include(relation => relation.Organisation).SingleOrDefaultAsync(relation => relation.Id == id, cancellationToken)
        ?? throw RefusedException.NotFound("Deze relatie bestaat niet (meer).", "This relation does not exist (any more).");

    static async Task<Person> PersonAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Persons.SingleOrDefaultAsync(person => person.Id == id, cancellationToken)
        ?? throw RefusedException.NotFound("Deze persoon bestaat niet (meer).", "This person does not exist (any more).");
}
