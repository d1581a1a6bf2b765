using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine;
using Crm.Engine.Definitions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Workflows;

/// <summary>
/// Takes in the definitions that lie in the folder "workflows" when the server starts: a changed file becomes a new published version,
/// an unchanged one nothing. Where a process owner has made a version of their own, theirs stays: the file's is offered beside it, to
/// return to. A file that cannot be used is reported, and its last good version stays.
/// </summary>
public sealed class DefinitionFiles(CrmDatabase database, WorkflowRuntime runtime, ActivityRegistry activities, CrmSettings settings, ILogger<DefinitionFiles> logger) : IHealthCheck
{
    /// <summary>Any number will do, as long as every server takes the same.</summary>
    const long ImportLock = 20_261_123;
    readonly List<string> faults = [];

    /// <summary>What is wrong with which file, for the log and the health check.</summary>
    public IReadOnlyList<string> Faults => faults;

    public async Task ImportAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.WorkflowFolder);
        foreach (var file in Directory.GetFiles(settings.WorkflowFolder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                await ImportAsync(file, cancellationToken);
            }
            catch (DefinitionFileException fault)
            {
                faults.Add(fault.Message);
                logger.LogError("The workflow definition {Fault}. Its last good version stays in use.", fault.Message);
            }
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(faults.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(" ", faults)));

    async Task ImportAsync(string file, CancellationToken cancellationToken)
    {
        var json = await File.ReadAllTextAsync(file, cancellationToken);
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(json)));
        var definitionId = Check(file, json);
        try
        {
            await database.WriteAsync(db => ImportAsync(db, file, definitionId, json, hash, cancellationToken), cancellationToken);
        }
        catch (DefinitionException fault)
        {
            throw new DefinitionFileException(file, fault.Place, fault.Fault, fault);
        }
    }

    async Task ImportAsync(CrmDbContext db, string file, string definitionId, string json, string hash, CancellationToken cancellationToken)
    {
        // Two servers that start at once: the second waits here and then finds the work done.
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ImportLock})", cancellationToken);
        var versions = db.WorkflowDefinitions.AsNoTracking().Where(row => row.DefinitionId == definitionId);
        if (await versions.Where(row => row.FileHash != "").OrderByDescending(row => row.Version).Select(row => row.FileHash).FirstOrDefaultAsync(cancellationToken) == hash)
            return;
        var isTheirs = await versions.AnyAsync(row => (row.IsLatest || row.IsPublished) && row.FileHash == "", cancellationToken);
        var version = isTheirs
            ? await OfferAsync(versions, json, cancellationToken)
            : await runtime.Definitions.ImportAsync(json, publish: true, cancellationToken);
        await db.WorkflowDefinitions.Where(row => row.Id == version.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.FileHash, hash), cancellationToken);
        logger.LogInformation("Workflow definition {File} is version {Version} of {Definition}, {Standing}",
            Path.GetFileName(file), version.Version, definitionId, isTheirs ? "offered beside what a process owner made" : "published");
    }

    /// <summary>The next version, without being the latest or the published one.</summary>
    async Task<VersionHead> OfferAsync(IQueryable<DefinitionRow> versions, string json, CancellationToken cancellationToken)
    {
        var offered = JsonNode.Parse(json)!;
        offered["id"] = Guid.CreateVersion7().ToString("N");
        offered["version"] = await versions.MaxAsync(row => row.Version, cancellationToken) + 1;
        return await runtime.Definitions.AddAsStatedAsync(offered.ToJsonString(), isLatest: false, isPublished: false, cancellationToken);
    }

    /// <summary>What the engine accepts but a shipped file must not have: no id of its own, or activities that nobody knows.</summary>
    string Check(string file, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var (type, place) in ActivityTypes(document.RootElement, "$"))
            {
                if (activities.Find(type) is null)
                    throw new DefinitionFileException(file, place, $"names the activity type '{type}', which this server does not know");
            }
            return document.RootElement.TryGetProperty("definitionId", out var id) && id.GetString() is { Length: > 0 } text
                ? text
                : throw new DefinitionFileException(file, "$.definitionId", "has no definitionId");
        }
        catch (JsonException fault)
        {
            throw new DefinitionFileException(file, $"line {fault.LineNumber + 1}, position {fault.BytePositionInLine + 1}", "is not JSON: " + fault.Message, fault);
        }
    }

    static IEnumerable<(string Type, string Place)> ActivityTypes(JsonElement element, string place) => element.ValueKind switch
    {
        JsonValueKind.Object => Own(element, place).Concat(element.EnumerateObject().SelectMany(property => ActivityTypes(property.Value, $"{place}.{property.Name}"))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => ActivityTypes(item, $"{place}[{index}]")),
        _ => [],
    };

    // An activity is an object with a type and a node id; expressions and arguments have a type too.
    static IEnumerable<(string Type, string Place)> Own(JsonElement element, string place) =>
        element.TryGetProperty("nodeId", out _) && element.TryGetProperty("type", out var type) ? [(type.GetString() ?? "", place)] : [];
}

/// <summary>A definition file that cannot be used: which, where in it, and what is wrong.</summary>
public sealed class DefinitionFileException(string file, string place, string fault, Exception? inner = null)
    : Exception($"{Path.GetFileName(file)} at {place} {fault}", inner);
