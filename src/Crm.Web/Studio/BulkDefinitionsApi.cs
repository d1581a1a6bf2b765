using System.Security.Claims;
using Crm.Data;
using Crm.Engine.Definitions;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>What the list does with several definitions at once. Each is done by itself: one that cannot be done does not stop the others.</summary>
public static class BulkDefinitionsApi
{
    public sealed record ManyDefinitions(string[]? DefinitionIds);

    public sealed record ManyVersions(string[]? Ids);

    public sealed record Deletion(int Deleted);

    public sealed record Publication(
        IReadOnlyList<string> Published, IReadOnlyList<string> AlreadyPublished, IReadOnlyList<string> NotFound, IReadOnlyList<string> Skipped,
        IReadOnlyList<string> UpdatedConsumers, IReadOnlyList<string> Failed, IReadOnlyDictionary<string, string> Warnings);

    public sealed record Retraction(IReadOnlyList<string> Retracted, IReadOnlyList<string> AlreadyRetracted, IReadOnlyList<string> NotFound);

    public static void MapBulkDefinitions(this IEndpointRouteBuilder api)
    {
        var bulk = api.MapGroup("/bulk-actions");
        bulk.MapPost("/delete/workflow-definitions/by-definition-id", DeleteAsync).WithSummary("Deletes definitions that have never run.");
        bulk.MapPost("/delete/workflow-definitions/by-id", DeleteVersionsAsync).WithSummary("Deletes versions that have never run.");
        bulk.MapPost("/publish/workflow-definitions/by-definition-ids", PublishAsync).WithSummary("Publishes the latest version of each.");
        bulk.MapPost("/retract/workflow-definitions/by-definition-ids", RetractAsync).WithSummary("Retracts each.");
    }

    static async Task<IResult> DeleteAsync(ManyDefinitions many, ClaimsPrincipal user, DefinitionDesk desk, CancellationToken cancellationToken) =>
        StudioJson.Answer(new Deletion(await CountAsync(many.DefinitionIds, id => desk.DeleteAsync(id, user.AsActor(Door.Api), cancellationToken))));

    static async Task<IResult> DeleteVersionsAsync(ManyVersions many, ClaimsPrincipal user, DefinitionDesk desk, CancellationToken cancellationToken) =>
        StudioJson.Answer(new Deletion(await CountAsync(many.Ids, id => desk.DeleteVersionAsync(id, user.AsActor(Door.Api), cancellationToken))));

    static async Task<IResult> PublishAsync(ManyDefinitions many, ClaimsPrincipal user, DefinitionDesk desk, CancellationToken cancellationToken)
    {
        var (done, before, missing, consumers, failed, warnings) =
            (new List<string>(), new List<string>(), new List<string>(), new List<string>(), new List<string>(), new Dictionary<string, string>());
        foreach (var id in Distinct(many.DefinitionIds))
        {
            try
            {
                var saved = await desk.PublishLatestAsync(id, user.AsActor(Door.Api), cancellationToken);
                if (saved.IsOffered)
                    throw SignOff.Offered;
                (saved.WasThere ? before : done).Add(id);
                consumers.AddRange(saved.Consumers.Except(consumers));
            }
            catch (RefusedException refused) when (refused.Refusal == Refusal.NotFound)
            {
                missing.Add(id);
            }
            catch (Exception fault) when (fault is RefusedException or DefinitionException)
            {
                failed.Add(id);
                warnings[id] = (fault as RefusedException)?.Told ?? fault.Message;
            }
        }
        return StudioJson.Answer(new Publication(done, before, missing, [], consumers, failed, warnings));
    }

    static async Task<IResult> RetractAsync(ManyDefinitions many, ClaimsPrincipal user, DefinitionDesk desk, DefinitionQueries queries, CancellationToken cancellationToken)
    {
        var (done, before, missing) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var id in Distinct(many.DefinitionIds))
        {
            if (await queries.FindAsync(id, "Latest", cancellationToken) is null)
                missing.Add(id);
            else if (await queries.FindAsync(id, "Published", cancellationToken) is null)
                before.Add(id);
            else
            {
                await desk.RetractAsync(id, user.AsActor(Door.Api), cancellationToken);
                done.Add(id);
            }
        }
        return StudioJson.Answer(new Retraction(done, before, missing));
    }

    /// <summary>How many could be deleted; when none could, the first reason is the answer.</summary>
    static async Task<int> CountAsync(string[]? ids, Func<string, Task<bool>> deleteAsync)
    {
        var (deleted, refusal) = (0, (RefusedException?)null);
        foreach (var id in Distinct(ids))
        {
            try
            {
                deleted += await deleteAsync(id) ? 1 : 0;
            }
            catch (RefusedException refused)
            {
                refusal ??= refused;
            }
        }
        return deleted == 0 && refusal is not null ? throw refusal : deleted;
    }

    static IEnumerable<string> Distinct(string[]? ids) => (ids ?? []).Distinct();
}
