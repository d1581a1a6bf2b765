using System.Text.Json.Nodes;

namespace Crm.Studio;

/// <summary>Variables that get what an activity gives and its definition keeps out of the log: what the log may not tell, they do not tell either.</summary>
public static class UntoldVariables
{
    public static HashSet<string> Of(IEnumerable<JsonObject> activities) => [.. activities.SelectMany(Of)];

    static IEnumerable<string> Of(JsonObject activity) => (activity["customProperties"].Object("logPersistenceConfig").Object("outputs") ?? [])
        .Where(rule => IsExclude(rule.Value)).Select(rule => activity[rule.Key].Object("memoryReference").Text("id")).OfType<string>();

    static bool IsExclude(JsonNode? rule) => rule.Text("strategyType")?.Contains(".Exclude,", StringComparison.Ordinal) == true;
}
