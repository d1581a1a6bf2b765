using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Reads instances as Elsa's API asks for them.</summary>
public sealed class InstanceQueries(CrmDatabase database)
{
    const int MaxPageSize = 500;

    public Task<JsonObject> ListAsync(InstanceQuestion question, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var rows = question.Among(db.WorkflowInstances);
        var size = Math.Clamp(question.PageSize ?? MaxPageSize, 1, MaxPageSize);
        // A list needs no state, which is most of a row.
        var page = await question.Ordered(rows).Skip(Math.Max(question.Page ?? 0, 0) * size).Take(size).Select(row => new InstanceRow
        {
            Id = row.Id, DefinitionId = row.DefinitionId, DefinitionVersionId = row.DefinitionVersionId, DefinitionVersion = row.DefinitionVersion,
            ParentInstanceId = row.ParentInstanceId, CorrelationId = row.CorrelationId, Name = row.Name, Status = row.Status, SubStatus = row.SubStatus,
            IncidentCount = row.IncidentCount, State = "", CreatedAt = row.CreatedAt, UpdatedAt = row.UpdatedAt, FinishedAt = row.FinishedAt,
        }).ToListAsync(cancellationToken);
        return new JsonObject
        {
            ["items"] = new JsonArray([.. page.Select(ShownInstance.Summary)]),
            ["totalCount"] = await rows.CountAsync(cancellationToken),
            ["links"] = new JsonArray(),
        };
    }, cancellationToken);

    public Task<InstanceRow?> FindAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(db =>
        db.WorkflowInstances.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken), cancellationToken);

    /// <summary>The instance with its state, as Studio shows it.</summary>
    public Task<JsonObject> WholeAsync(InstanceRow row, CancellationToken cancellationToken) => database.ReadAsync(async db =>
        ShownInstance.Of(row, await InstanceStates.ReadAsync(db, row.Id, row.State, cancellationToken)), cancellationToken);

    public Task<List<string>> IdsAsync(InstanceQuestion question, CancellationToken cancellationToken) => database.ReadAsync(db =>
        question.Among(db.WorkflowInstances).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<string>> IdsAsync(AlterationFilter filter, CancellationToken cancellationToken) =>
        filter.Question() is { } question ? await IdsAsync(question, cancellationToken) : [];

    /// <summary>The variables of the definition, and of the containers that are running, with the values they have now.</summary>
    public Task<IReadOnlyList<VariableValue>> VariablesAsync(InstanceRow row, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<VariableValue>>(async db =>
    {
        var definition = StudioJson.Parse(await db.WorkflowDefinitions.Where(version => version.Id == row.DefinitionVersionId).Select(version => version.Json).SingleAsync(cancellationToken));
        var values = (await InstanceStates.ReadAsync(db, row.Id, row.State, cancellationToken)).Activities.SelectMany(activity => activity.Variables).DistinctBy(pair => pair.Key).ToDictionary();
        List<JsonObject> activities = definition.Object("root") is { } root ? [.. ActivityJson.SelfAndWithin(root)] : [];
        foreach (var untold in UntoldVariables.Of(activities))
            values[untold] = null;
        var containers = activities.SelectMany(activity => activity.Objects("variables"));
        return [.. definition.Objects("variables").Concat(containers.Where(variable => values.ContainsKey(IdOf(variable))))
            .DistinctBy(IdOf).Select(variable => new VariableValue(IdOf(variable), variable.Text("name") ?? "", KeptValues.Of(values.GetValueOrDefault(IdOf(variable)))))];
    }, cancellationToken);

    static string IdOf(JsonObject variable) => variable.Text("id") ?? variable.Text("name") ?? "";

    public sealed record VariableValue(string Id, string Name, JsonNode? Value);
}
