using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>The workflows that use another one as an activity.</summary>
public sealed class Consumers(CrmDatabase database)
{
    /// <summary>Their latest versions.</summary>
    public Task<List<DefinitionRow>> OfAsync(string definitionId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var types = await db.WorkflowDefinitions.Where(row => row.DefinitionId == definitionId && row.ActivityType != null).Select(row => row.ActivityType!).Distinct().ToListAsync(cancellationToken);
        var found = new List<DefinitionRow>();
        foreach (var type in types)
        {
            // The text finds those that may use it, the activities tell whether they do.
            var rows = await db.WorkflowDefinitions.AsNoTracking().Where(row => row.IsLatest && row.DefinitionId != definitionId && row.Json.Contains(type)).ToListAsync(cancellationToken);
            found.AddRange(rows.Where(row => Uses(StudioJson.Parse(row.Json), definitionId, type).Any()));
        }
        return found.DistinctBy(row => row.Id).ToList();
    }, cancellationToken);

    static IEnumerable<JsonObject> Uses(JsonObject definition, string definitionId, string type) => definition.Object("root") is { } root
        ? ActivityJson.SelfAndWithin(root).Where(activity => activity.Text("workflowDefinitionId") == definitionId || activity.Text("type") == type)
        : [];
}
