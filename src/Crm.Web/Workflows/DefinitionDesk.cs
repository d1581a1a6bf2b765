using Crm.Data;
using Crm.Engine;
using Crm.Engine.Definitions;
using Crm.Users;

namespace Crm.Workflows;

/// <summary>What a process owner does with definitions: save a draft, publish, take back, return to an older version, throw away.</summary>
public sealed class DefinitionDesk(CrmDatabase database, WorkflowRuntime runtime, ActivityRegistry activities, DefinitionCheck check, SignOff signOff, TimeProvider clock, ILogger<DefinitionDesk> logger)
{
    /// <param name="VersionId">The version that now holds it.</param>
    /// <param name="WasThere">This very definition was the published version already, so nothing changed.</param>
    public sealed record Saved(string VersionId, bool WasThere)
    {
        /// <summary>The definitions that use this one and went along to its new version.</summary>
        public IReadOnlyList<string> Consumers { get; init; } = [];
        /// <summary>It was to be published, but a second process owner has to: it is kept and offered to the others.</summary>
        public bool IsOffered { get; init; }
    }

    /// <summary>
    /// Keeps the definition as the draft of its next version, and publishes that when asked to. Saving what is there already changes
    /// nothing, so that a save may be sent again.
    /// </summary>
    public Task<Saved> SaveAsync(string json, bool publish, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var definitionId = new DefinitionReader(activities).Read(json).Definition.DefinitionId;
        var latest = await db.WorkflowDefinitions.AsNoTracking().SingleOrDefaultAsync(row => row.DefinitionId == definitionId && row.IsLatest, cancellationToken);
        if (latest is { IsPublished: true } && latest.Json == json)
            return new Saved(latest.Id, WasThere: true);
        // Whoever publishes a draft as it is has not changed it.
        if (latest is { IsPublished: false } && DefinitionSameness.AreSame(latest.Json, json))
            return publish ? await PublishAsync(db, latest.Id, "", actor, cancellationToken) : new Saved(latest.Id, WasThere: false);
        if (latest is { IsPublished: false } && await db.WorkflowInstances.AnyAsync(row => row.DefinitionVersionId == latest.Id, cancellationToken))
            await LeaveAsync(db, latest.Id, cancellationToken);
        var head = await runtime.Definitions.ImportAsync(json, publish: false, cancellationToken);
        await SignAsync(db, head.Id, actor, cancellationToken);
        return publish ? await PublishAsync(db, head.Id, "", actor, cancellationToken) : new Saved(head.Id, WasThere: false);
    }, cancellationToken);

    /// <summary>Publishes the latest version.</summary>
    public Task<Saved> PublishLatestAsync(string definitionId, Actor actor, CancellationToken cancellationToken) => PublishLatestAsync(definitionId, "", actor, cancellationToken);

    /// <param name="note">Why, for whoever reads the versions later.</param>
    public Task<Saved> PublishLatestAsync(string definitionId, string note, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var latest = await LatestAsync(db, definitionId, cancellationToken);
        if (latest.IsPublished)
            return new Saved(latest.Id, WasThere: true);
        return await PublishAsync(db, latest.Id, note.Trim(), actor, cancellationToken);
    }, cancellationToken);

    /// <summary>Lets those that use a definition use its published version; those that were published are published again.</summary>
    /// <param name="only">Only these, by definition id; all when there are none.</param>
    public Task<IReadOnlyList<string>> UpdateConsumersAsync(string definitionId, IReadOnlyCollection<string> only, Actor actor, CancellationToken cancellationToken) =>
        database.WriteAsync(async db => await SignAsync(db, await runtime.Definitions.UpdateConsumersAsync(definitionId, only, cancellationToken), "", actor, cancellationToken), cancellationToken);

    /// <summary>With a reason, and only when the check finds nothing that would go wrong.</summary>
    /// <param name="seen">When what the person looked at was changed: if it was changed since, it is not what they mean.</param>
    public Task<Saved> PublishCheckedAsync(string definitionId, DateTime seen, string note, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (note.Trim().Length == 0)
            throw RefusedException.Invalid("note", "Zeg wat er verandert.", "Say what changes.");
        var latest = await LatestAsync(db, definitionId, cancellationToken);
        if ((latest.ChangedAt ?? latest.CreatedAt) != seen)
            throw RefusedException.Conflict("Het proces is intussen gewijzigd. Bekijk de nieuwste versie.", "The process was changed in the meantime. Look at the newest version.");
        if ((await check.OfAsync(latest.Json, cancellationToken)).Where(finding => finding.IsFault).ToList() is { Count: > 0 } faults)
            throw new RefusedException(Refusal.Conflict, faults.ConvertAll(fault => new Fault("", $"{fault.Step}: {fault.Text}", $"{fault.Step}: {fault.Text}")));
        return await PublishLatestAsync(definitionId, note, actor, cancellationToken);
    }, cancellationToken);

    /// <summary>Nothing starts from it any more; what runs goes on.</summary>
    public Task<string> RetractAsync(string definitionId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var published = await db.WorkflowDefinitions.Where(row => row.DefinitionId == definitionId && row.IsPublished).Select(row => row.Id).SingleOrDefaultAsync(cancellationToken)
            ?? throw RefusedException.Conflict("Dit proces is niet gepubliceerd.", "This workflow is not published.");
        await runtime.Definitions.RetractAsync(definitionId, cancellationToken);
        logger.LogInformation("{Who} retracted workflow definition {Definition}", actor.Name, definitionId);
        return published;
    }, cancellationToken);

    /// <summary>Makes a copy of an older version the draft to go on with.</summary>
    public Task<string> RevertAsync(string definitionId, int version, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var copy = await runtime.Definitions.RevertAsync(definitionId, version, cancellationToken);
        await SignAsync(db, copy.Id, actor, cancellationToken);
        logger.LogInformation("{Who} took workflow definition {Definition} back to version {Version}, as version {Copy}", actor.Name, definitionId, version, copy.Version);
        return copy.Id;
    }, cancellationToken);

    /// <summary>Throws a definition away with all its versions. False when there is none.</summary>
    public Task<bool> DeleteAsync(string definitionId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (!await db.WorkflowDefinitions.AnyAsync(row => row.DefinitionId == definitionId, cancellationToken))
            return false;
        if (await db.WorkflowInstances.AnyAsync(row => row.DefinitionId == definitionId, cancellationToken))
            throw InUse(definitionId, "er zijn processen van gestart; trek het in", "instances of it exist; retract it instead");
        if (await db.WorkflowDefinitions.AnyAsync(row => row.DefinitionId == definitionId && row.FileHash != "", cancellationToken))
            throw InUse(definitionId, "het hoort bij het product; trek het in", "it belongs to the product; retract it instead");
        if (await IsChosenAsync(db, definitionId, cancellationToken))
            throw InUse(definitionId, "een instuurprofiel of contactvorm start het", "an entry profile or form of contact starts it");
        await runtime.Definitions.RetractAsync(definitionId, cancellationToken);
        await db.WorkflowDefinitions.Where(row => row.DefinitionId == definitionId).ExecuteDeleteAsync(cancellationToken);
        logger.LogInformation("{Who} deleted workflow definition {Definition}", actor.Name, definitionId);
        return true;
    }, cancellationToken);

    /// <summary>Throws one version away; the highest that stays is the latest then. False when there is none.</summary>
    public Task<bool> DeleteVersionAsync(string versionId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (await db.WorkflowDefinitions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == versionId, cancellationToken) is not { } version)
            return false;
        if (version.IsPublished)
            throw InUse($"{version.DefinitionId} {version.Version}", "deze versie is gepubliceerd", "this version is published");
        if (await db.WorkflowInstances.AnyAsync(row => row.DefinitionVersionId == versionId, cancellationToken))
            throw InUse($"{version.DefinitionId} {version.Version}", "er zijn processen van gestart", "instances of it exist");
        await db.WorkflowDefinitions.Where(row => row.Id == versionId).ExecuteDeleteAsync(cancellationToken);
        if (version.IsLatest && await HighestAsync(db, version.DefinitionId, cancellationToken) is { } highest)
            await db.WorkflowDefinitions.Where(row => row.Id == highest).ExecuteUpdateAsync(row => row.SetProperty(r => r.IsLatest, true), cancellationToken);
        logger.LogInformation("{Who} deleted version {Version} of workflow definition {Definition}", actor.Name, version.Version, version.DefinitionId);
        return true;
    }, cancellationToken);

    // What has run must stay what it was, so a draft that was tried becomes a version of its own and the next save another.
    static Task<int> LeaveAsync(CrmDbContext db, string versionId, CancellationToken cancellationToken) =>
        db.WorkflowDefinitions.Where(row => row.Id == versionId).ExecuteUpdateAsync(row => row.SetProperty(r => r.IsLatest, false), cancellationToken);

    static Task<string?> HighestAsync(CrmDbContext db, string definitionId, CancellationToken cancellationToken) =>
        db.WorkflowDefinitions.Where(row => row.DefinitionId == definitionId).OrderByDescending(row => row.Version).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken);

    static async Task<bool> IsChosenAsync(CrmDbContext db, string definitionId, CancellationToken cancellationToken) =>
        await db.EntryProfiles.AnyAsync(profile => profile.ReviewDefinitionId == definitionId, cancellationToken)
        || await db.ContactForms.AnyAsync(form => form.FollowUpDefinitionId == definitionId, cancellationToken);

    static RefusedException InUse(string what, string nl, string en) =>
        RefusedException.Conflict($"'{what}' kan niet weg: {nl}.", $"'{what}' cannot be deleted: {en}.");

    Task<int> SignAsync(CrmDbContext db, string versionId, Actor actor, CancellationToken cancellationToken) =>
        db.WorkflowDefinitions.Where(row => row.Id == versionId).ExecuteUpdateAsync(row => row
            .SetProperty(r => r.ChangedBy, actor.Name).SetProperty(r => r.ChangedById, actor.UserId).SetProperty(r => r.ChangedAt, clock.UtcNow()).SetProperty(r => r.Note, "")
            .SetProperty(r => r.OfferedBy, "").SetProperty(r => r.OfferedAt, (DateTime?)null).SetProperty(r => r.SentBack, "").SetProperty(r => r.SentBackBy, ""), cancellationToken);

    // What was said when it was offered stays, when nothing is said at putting it in use.
    Task<int> SignPublishedAsync(CrmDbContext db, string versionId, string note, Actor actor, CancellationToken cancellationToken) =>
        db.WorkflowDefinitions.Where(row => row.Id == versionId).ExecuteUpdateAsync(row => row
            .SetProperty(r => r.PublishedBy, actor.Name).SetProperty(r => r.PublishedAt, clock.UtcNow()).SetProperty(r => r.Note, r => note == "" ? r.Note : note)
            .SetProperty(r => r.OfferedBy, "").SetProperty(r => r.OfferedAt, (DateTime?)null), cancellationToken);

    async Task<IReadOnlyList<string>> SignAsync(CrmDbContext db, IReadOnlyList<VersionHead> consumers, string note, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var head in consumers)
        {
            await SignAsync(db, head.Id, actor, cancellationToken);
            if (head.IsPublished)
                await SignPublishedAsync(db, head.Id, note, actor, cancellationToken);
            logger.LogInformation("Workflow definition {Definition} went along, as version {Version}", head.DefinitionId, head.Version);
        }
        return [.. consumers.Select(head => head.DefinitionId)];
    }

    async Task<Saved> PublishAsync(CrmDbContext db, string versionId, string note, Actor actor, CancellationToken cancellationToken)
    {
        var graph = await runtime.Definitions.BuildAsync(versionId, cancellationToken);
        if (graph.Missing is { Count: > 0 } missing)
            throw new RefusedException(Refusal.Invalid, [.. missing.Select(Unknown), .. await OthersAsync(db, versionId, cancellationToken)]);
        if (await SignOff.IsOwedAsync(db, versionId, actor, cancellationToken))
        {
            await signOff.OfferAsync(versionId, note, actor, cancellationToken);
            return new Saved(versionId, WasThere: false) { IsOffered = true };
        }
        var consumers = await runtime.Definitions.PublishAsync(versionId, cancellationToken);
        await SignPublishedAsync(db, versionId, note, actor, cancellationToken);
        logger.LogInformation("{Who} published version {Version} of workflow definition {Definition}", actor.Name, graph.Definition.Version, graph.Definition.DefinitionId);
        return new Saved(versionId, WasThere: false) { Consumers = await SignAsync(db, consumers, note, actor, cancellationToken) };
    }

    async Task<IEnumerable<Fault>> OthersAsync(CrmDbContext db, string versionId, CancellationToken cancellationToken)
    {
        var json = await db.WorkflowDefinitions.Where(row => row.Id == versionId).Select(row => row.Json).SingleAsync(cancellationToken);
        return (await runtime.Definitions.ValidateAsync(json, cancellationToken)).Select(fault => new Fault("", fault.Message, fault.Message));
    }

    static Fault Unknown(MissingActivity missing) => new("",
        $"'{missing.ActivityId}' is van het type {missing.Type}, dat deze server niet kent. Vervang of verwijder die stap; als concept blijft hij bewaard.",
        $"'{missing.ActivityId}' is of type {missing.Type}, which this server does not know. Replace or remove that activity; it is kept in the draft.");

    static async Task<DefinitionRow> LatestAsync(CrmDbContext db, string definitionId, CancellationToken cancellationToken) =>
        await db.WorkflowDefinitions.AsNoTracking().SingleOrDefaultAsync(row => row.DefinitionId == definitionId && row.IsLatest, cancellationToken)
        ?? throw RefusedException.NotFound("Deze procesdefinitie bestaat niet.", "This workflow definition does not exist.");
}
