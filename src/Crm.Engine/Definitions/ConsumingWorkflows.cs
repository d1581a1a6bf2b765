using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Engine.Definitions;

/// <summary>
/// Takes the workflows that use another one as an activity along to its published version: each gets one new version, in which it uses
/// the new versions of all that it uses. What was published is published again, a draft stays a draft.
/// </summary>
sealed class ConsumingWorkflows(IWorkflowStore store)
{
    const int MaxDepth = 256;
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };
    static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth };

    /// <summary>What is in here may look like an activity without being one.</summary>
    static readonly HashSet<string> Closed = new(StringComparer.OrdinalIgnoreCase) { "metadata", "customProperties", "expression", "variables", "connections" };

    /// <summary>Changes only the definitions with these ids, or every one when there are none. Saving keeps one as its next version, published or not.</summary>
    public async Task<IReadOnlyList<VersionHead>> UpdateAsync(
        VersionHead published, IReadOnlyCollection<string> only, Func<string, bool, Task<VersionHead>> save, CancellationToken cancellationToken)
    {
        var targets = new Dictionary<string, VersionHead> { [published.DefinitionId] = published };
        var updated = new List<VersionHead>();
        foreach (var consumer in await InOrderAsync(published, cancellationToken))
        {
            if (only.Count > 0 && !only.Contains(consumer.Head.DefinitionId) || Rewrite(consumer.Json, targets.Values) is not { } json)
                continue;
            var head = await save(json, consumer.Head.IsPublished);
            updated.Add(head);
            if (head.IsPublished)
                targets[head.DefinitionId] = head;
        }
        return updated;
    }

    /// <summary>All that use it, also through another one: each after everything that it uses itself.</summary>
    async Task<IEnumerable<DefinitionVersion>> InOrderAsync(VersionHead start, CancellationToken cancellationToken)
    {
        var (seen, last) = (new HashSet<string> { start.DefinitionId }, new List<DefinitionVersion>());
        await FollowAsync(start);
        return last.AsEnumerable().Reverse();

        async Task FollowAsync(VersionHead used)
        {
            foreach (var consumer in await OfAsync(used, cancellationToken))
            {
                if (!seen.Add(consumer.Head.DefinitionId))
                    continue;
                await FollowAsync(consumer.Head);
                last.Add(consumer);
            }
        }
    }

    /// <summary>The latest versions that use a definition themselves.</summary>
    async Task<List<DefinitionVersion>> OfAsync(VersionHead used, CancellationToken cancellationToken)
    {
        var found = new List<DefinitionVersion>();
        if (used.ActivityType is not { } type)
            return found;
        // The text finds those that may use it, the activities tell whether they do.
        foreach (var head in await store.ListVersionsAsync(new VersionFilter(IsLatest: true, Mentions: type), cancellationToken))
            if (head.DefinitionId != used.DefinitionId && await store.FindVersionAsync(head.Id, cancellationToken) is { } version)
                if (JsonNode.Parse(version.Json, documentOptions: Lenient) is JsonObject json && !IsReadonly(json) && UsesOf(Root(json), [used]).Any())
                    found.Add(version);
        return found;
    }

    static string? Rewrite(string json, IReadOnlyCollection<VersionHead> targets)
    {
        var definition = JsonNode.Parse(json, documentOptions: Lenient)!.AsObject();
        var outdated = UsesOf(Root(definition), targets).Where(use => Text(use.Activity, "workflowDefinitionVersionId") != use.Target.Id).ToList();
        foreach (var (activity, target) in outdated)
        {
            Set(activity, "version", target.Version);
            Set(activity, "workflowDefinitionId", target.DefinitionId);
            Set(activity, "workflowDefinitionVersionId", target.Id);
            Set(activity, "latestAvailablePublishedVersionId", target.Id);
            Set(activity, "latestAvailablePublishedVersion", target.Version);
        }
        return outdated.Count == 0 ? null : definition.ToJsonString(Plain);
    }

    static IEnumerable<(JsonObject Activity, VersionHead Target)> UsesOf(JsonNode? node, IReadOnlyCollection<VersionHead> targets)
    {
        if (node is JsonObject activity && targets.FirstOrDefault(target => IsUse(activity, target)) is { } used)
            yield return (activity, used);
        var inside = node switch
        {
            JsonObject map => map.Where(property => !Closed.Contains(property.Key)).Select(property => property.Value),
            JsonArray list => list,
            _ => Enumerable.Empty<JsonNode?>(),
        };
        foreach (var use in inside.SelectMany(part => UsesOf(part, targets)))
            yield return use;
    }

    static bool IsUse(JsonObject activity, VersionHead used) => Text(activity, "type") is { } type &&
        (Text(activity, "workflowDefinitionId") is { } id ? id == used.DefinitionId : type == used.ActivityType);

    static bool IsReadonly(JsonObject definition) => Find(definition, "isReadonly") is JsonValue flag && flag.TryGetValue<bool>(out var isReadonly) && isReadonly;

    static JsonNode? Root(JsonObject definition) => Find(definition, "root");

    static string? Text(JsonObject json, string name) => Find(json, name) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static JsonNode? Find(JsonObject json, string name) => json[NameIn(json, name)];

    static void Set(JsonObject json, string name, JsonNode value) => json[NameIn(json, name)] = value;

    static string NameIn(JsonObject json, string name) =>
        json.ContainsKey(name) ? name : json.Select(property => property.Key).FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
}
