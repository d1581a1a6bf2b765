using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Data;
using Crm.Engine.Definitions;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>
/// Every activity type and version that a definition may show: the server's own with the company's lists in their drop-downs, the workflows that are used as
/// activities, and the one that stands for those nobody knows. Studio asks for it after every save, so it is only put together anew when it has changed.
/// </summary>
public sealed class ActivityCatalogue(CrmDatabase database, ActivityRegistry registry, LiveChoices choices)
{
    readonly ConcurrentDictionary<string, Edition> current = new();

    /// <summary>The catalogue at one moment in one language, ready to be sent.</summary>
    public sealed record Edition(string Signature, IReadOnlyList<ShownActivity> Activities, byte[] Body, string ETag);

    sealed record Version(string Id, bool IsPublished, string? Draft);

    public async Task<Edition> NowAsync(CancellationToken cancellationToken)
    {
        var versions = await database.ReadAsync(db => db.WorkflowDefinitions.Where(row => row.ActivityType != null).OrderByDescending(row => row.IsPublished).ThenBy(row => row.Id)
            .Select(row => new Version(row.Id, row.IsPublished, row.IsLatest && !row.IsPublished ? row.Json : null)).ToListAsync(cancellationToken), cancellationToken);
        var lists = await choices.FittingAsync(cancellationToken);
        var signature = string.Join('\n', [.. versions, .. lists.SelectMany(list => list.Value.Select(choice => $"{list.Key} {choice}"))]);
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return current.TryGetValue(language, out var known) && known.Signature == signature ? known : current[language] = await PrintAsync(signature, lists, cancellationToken);
    }

    /// <summary>The types and versions that are in it.</summary>
    public async Task<IReadOnlySet<(string Type, int Version)>> KnownAsync(CancellationToken cancellationToken)
    {
        var used = await database.ReadAsync(db => db.WorkflowDefinitions.Where(row => row.ActivityType != null).Select(row => new { row.ActivityType, row.Version }).ToListAsync(cancellationToken), cancellationToken);
        return registry.Activities.Select(activity => (activity.TypeName, activity.Version)).Append((NotFound.Type, NotFound.Activity.Version)).Concat(used.Select(row => (row.ActivityType!, row.Version))).ToHashSet();
    }

    async Task<Edition> PrintAsync(string signature, IReadOnlyDictionary<string, List<InputEditor.Choice>> lists, CancellationToken cancellationToken)
    {
        var used = await database.ReadAsync(db => db.WorkflowDefinitions.Where(row => row.ActivityType != null).OrderByDescending(row => row.IsPublished).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken), cancellationToken);
        // Two workflows of one name would be one activity type: the published one has it.
        var activities = registry.Activities.Select(activity => ShownActivities.Of(activity, lists)).Append(NotFound.Activity).Concat(used.Select(UsedWorkflows.Of)).DistinctBy(activity => (activity.TypeName, activity.Version)).ToList();
        var body = JsonSerializer.SerializeToUtf8Bytes(new StudioJson.Items<ShownActivity>(activities, activities.Count), StudioJson.Options);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";
        return new(signature, activities, body, tag);
    }
}
