using System.IO.Compression;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>What the list does with several instances at once, and instances as files to look into elsewhere.</summary>
public static class BulkInstancesApi
{
    public sealed record Many(string[]? Ids, string? DefinitionVersionId, string? DefinitionId, string? VersionOptions);

    public sealed record Cancellation(int CancelledCount);

    public sealed record Deletion(int Deleted);

    public static void MapBulkInstances(this IEndpointRouteBuilder api)
    {
        var bulk = api.MapGroup("/bulk-actions");
        bulk.MapPost("/cancel/workflow-instances", CancelAsync).WithSummary("Stops instances.");
        bulk.MapPost("/delete/workflow-instances/by-id", DeleteAsync).WithSummary("Deletes instances that have ended.");
        bulk.MapPost("/export/workflow-instances", ExportManyAsync).WithSummary("Instances as a zip.");
        bulk.MapPost("/import/workflow-instances", () => Refuse()).WithSummary("Not possible here; says why.");
        api.MapGet("/workflow-instances/{id}/export", ExportAsync).WithSummary("An instance with its log as a file.");
    }

    static async Task<IResult> CancelAsync(Many many, ClaimsPrincipal user, ProcessDesk desk, InstanceQueries queries, CancellationToken cancellationToken)
    {
        var ids = many.Ids is { Length: > 0 } given ? [.. given]
            : many is { DefinitionId: null, DefinitionVersionId: null } ? []
            : await queries.IdsAsync(new InstanceQuestion { DefinitionId = many.DefinitionId, DefinitionVersionId = many.DefinitionVersionId, Status = "Running" }, cancellationToken);
        return StudioJson.Answer(new Cancellation(await CountAsync(ids, async id =>
        {
            await desk.CancelAsync(id, Say("Gestopt in Studio", "Stopped in Studio"), user.AsActor(Door.Api), cancellationToken);
            return true;
        })));
    }

    static async Task<IResult> DeleteAsync(Many many, ClaimsPrincipal user, ProcessDesk desk, CancellationToken cancellationToken) =>
        StudioJson.Answer(new Deletion(await CountAsync(many.Ids ?? [], id => desk.DeleteAsync(id, user.AsActor(Door.Api), cancellationToken))));

    static async Task<IResult> ExportAsync(string id, InstanceQueries queries, JournalQueries journal, CancellationToken cancellationToken) =>
        await FileOfAsync(id, queries, journal, cancellationToken) is { } file
            ? TypedResults.File(file, "application/json", $"workflow-instance-{FileNames.Of(id)}.json")
            : TypedResults.NotFound();

    static async Task<IResult> ExportManyAsync(Many many, InstanceQueries queries, JournalQueries journal, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var id in (many.Ids ?? []).Distinct())
            {
                if (await FileOfAsync(id, queries, journal, cancellationToken) is not { } file)
                    continue;
                await using var entry = await zip.CreateEntry($"workflow-instance-{FileNames.Of(id)}.json").OpenAsync(cancellationToken);
                await entry.WriteAsync(file, cancellationToken);
            }
        }
        return TypedResults.File(bytes.ToArray(), "application/zip", "workflow-instances.zip");
    }

    static async Task<byte[]?> FileOfAsync(string id, InstanceQueries queries, JournalQueries journal, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } row)
            return null;
        var shown = await queries.WholeAsync(row, cancellationToken);
        shown["workflowExecutionLogRecords"] = (await journal.ReadAsync(id, new(null, null, null, null), null, null, cancellationToken))["items"]!.DeepClone();
        return System.Text.Encoding.UTF8.GetBytes(StudioJson.Printed(shown));
    }

    /// <summary>How many it succeeded with; when with none, the first reason is the answer.</summary>
    static async Task<int> CountAsync(IEnumerable<string> ids, Func<string, Task<bool>> doAsync)
    {
        var (done, refusal) = (0, (RefusedException?)null);
        foreach (var id in ids.Distinct())
        {
            try
            {
                done += await doAsync(id) ? 1 : 0;
            }
            catch (RefusedException refused)
            {
                refusal ??= refused;
            }
        }
        return done == 0 && refusal is not null ? throw refusal : done;
    }

    static JsonNode Refuse() => throw RefusedException.Invalid("",
        "Een proces van elders kan hier niet verder: zijn taken, offertes en relaties staan daar.", "An instance from elsewhere cannot go on here: its tasks, quotes and relations are there.");
}
