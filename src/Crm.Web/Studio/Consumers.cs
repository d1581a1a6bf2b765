using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>The workflows that use another one as an activity.</summary>
public sealed class Consumers(CrmDatabase database, DefinitionDesk desk)
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

    /// <summary>Lets the workflows that use a definition use its published version; those that were published are published again.</summary>
    /// <param name="only">Only these, by definition id; all when there are none.</param>
    public async Task<IReadOnlyList<string>> UpdateAsync(string definitionId, IReadOnlyCollection<string> only, Actor actor, CancellationToken cancellationToken)
    {
        var published = await database.ReadAsync(db => db.WorkflowDefinitions.AsNoTracking().SingleOrDefaultAsync(row => row.DefinitionId == definitionId && row.IsPublished && row.ActivityType != null, cancellationToken), cancellationToken);
        var updated = new List<string>();
        if (published is null)
            return updated;
        foreach (var row in (await OfAsync(definitionId, cancellationToken)).Where(row => only.Count == 0 || only.Contains(row.DefinitionId)))
        {
            var json = StudioJson.Parse(row.Json);
            foreach (var activity in Uses(json, definitionId, published.ActivityType!).ToList())
            {
                activity["version"] = published.Version;
                activity["workflowDefinitionId"] = definitionId;
                activity["workflowDefinitionVersionId"] = published.Id;
            }
            await desk.SaveAsync(StudioJson.Text(json), row.IsPublished, actor, cancellationToken);
            updated.Add(row.DefinitionId);
        }
        return updated;
    }

    static IEnumerable<JsonObject> Uses(JsonObject definition, string definitionId, string type) => definition.Object("root") is { } root
        ? ActivityJson.SelfAndWithin(root).Where(activity => activity.Text("workflowDefinitionId") == definitionId || activity.Text("type") == type)
        : [];
}
