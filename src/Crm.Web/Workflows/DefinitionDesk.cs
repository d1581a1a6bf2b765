using Crm.Data;
using Crm.Engine;
using Crm.Engine.Definitions;
using Crm.Users;

namespace Crm.Workflows;

/// <summary>What a process owner does with definitions: save a draft, publish, take back, return to an older version, throw away.</summary>
public sealed class DefinitionDesk(CrmDatabase database, WorkflowRuntime runtime, ActivityRegistry activities, ILogger<DefinitionDesk> logger)
{
    /// <param name="VersionId">The version that now holds it.</param>
    /// <param name="WasThere">This very definition was the published version already, so nothing changed.</param>
    public sealed record Saved(string VersionId, bool WasThere);

    /// <summary>
    /// Keeps the definition as the draft of its next version, and publishes that when asked to. Saving what is there already changes
    /// nothing, so that a save may be sent again.
    /// </summary>
    public Task<Saved> SaveAsync(string json, bool publish, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        new DefinitionReader(activities).Read(json);
        var definitionId = DefinitionReader.ReadHead(json).DefinitionId;
        var latest = await db.WorkflowDefinitions.AsNoTracking().SingleOrDefaultAsync(row => row.DefinitionId == definitionId && row.IsLatest, cancellationToken);
        if (latest is { IsPublished: true } && latest.Json == json)
            return new Saved(latest.Id, WasThere: true);
        var head = await runtime.Definitions.ImportAsync(json, publish: false, cancellationToken);
        if (publish)
            await PublishAsync(head.Id, actor, cancellationToken);
        return new Saved(head.Id, WasThere: false);
    }, cancellationToken);

    /// <summary>Publishes the latest version. True when it was published already.</summary>
    public Task<Saved> PublishLatestAsync(string definitionId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var latest = await LatestAsync(db, definitionId, cancellationToken);
        if (latest.IsPublished)
            return new Saved(latest.Id, WasThere: true);
        await PublishAsync(latest.Id, actor, cancellationToken);
        return new Saved(latest.Id, WasThere: false);
    }, cancellationToken);

    async Task PublishAsync(string versionId, Actor actor, CancellationToken cancellationToken)
    {
        var graph = await runtime.Definitions.BuildAsync(versionId, cancellationToken);
        if (graph.Missing is { Count: > 0 } missing)
            throw new RefusedException(Refusal.Invalid, [.. missing.Select(Unknown)]);
        await runtime.Definitions.PublishAsync(versionId, cancellationToken);
        logger.LogInformation("{Who} published version {Version} of workflow definition {Definition}", actor.Name, graph.Definition.Version, graph.Definition.DefinitionId);
    }

    static Fault Unknown(MissingActivity missing) => new("",
        $"'{missing.ActivityId}' is van het type {missing.Type}, dat deze server niet kent. Vervang of verwijder die stap; als concept blijft hij bewaard.",
        $"'{missing.ActivityId}' is of type {missing.Type}, which this server does not know. Replace or remove that activity; it is kept in the draft.");

    static async Task<DefinitionRow> LatestAsync(CrmDbContext db, string definitionId, CancellationToken cancellationToken) =>
        await db.WorkflowDefinitions.AsNoTracking().SingleOrDefaultAsync(row => row.DefinitionId == definitionId && row.IsLatest, cancellationToken)
        ?? throw RefusedException.NotFound("Deze procesdefinitie bestaat niet.", "This workflow definition does not exist.");
}
