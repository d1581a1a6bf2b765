using Crm.Data;

namespace Crm.Workflows;

/// <summary>A workflow that is in use, to choose from.</summary>
public sealed record DefinitionChoice(string Id, string Name);

public static class DefinitionChoices
{
    /// <summary>By name.</summary>
    public static async Task<IReadOnlyList<DefinitionChoice>> DefinitionChoicesAsync(this CrmDbContext db, CancellationToken cancellationToken) =>
        await db.WorkflowDefinitions.Where(row => row.IsPublished).OrderBy(row => row.Name).Select(row => new DefinitionChoice(row.DefinitionId, row.Name ?? row.DefinitionId)).ToListAsync(cancellationToken);
}
