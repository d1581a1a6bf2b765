using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Engine;
using Crm.Engine.Expressions;

namespace Crm.Tool.Conformance;

/// <summary>Compares what was seen with what a case expects.</summary>
static class CaseCheck
{
    /// <summary>A sentence for each difference; none when the case passes.</summary>
    public static IReadOnlyList<string> Differences(ConformanceCase plan, CaseRun run)
    {
        var expected = plan.Expected;
        var found = new List<string>();
        if (run.Error is { } error)
            found.Add(error);
        CompareSets("validation errors", Texts(expected["validationErrors"]) ?? [], run.ValidationErrors, found);
        if (plan.DriverKind == "publish-only")
            return found;
        if (run.Instance is not { } instance)
            return [.. found, "no instance was made"];
        CompareLines(expected, run.Lines, found);
        Compare("status", expected["status"], instance.Status.ToString(), found);
        Compare("sub-status", expected["subStatus"], instance.SubStatus.ToString(), found);
        Compare("incidents", expected["incidents"], instance.Incidents.Count(incident => !IsStuck(incident)), found);
        Compare("instances", expected["instanceCount"], run.Instances.Count, found);
        Compare("name", expected["instanceName"], instance.Name, found);
        CompareIncidents(expected, instance, found);
        CompareValues("output", expected["output"], instance.Output, found);
        CompareValues("variable", expected["variables"], run.Variables, found);
        if (Texts(expected["bookmarks"]) is { } bookmarks)
            CompareSets("bookmarks", bookmarks, [.. run.StoredBookmarks.Select(bookmark => bookmark.ActivityId)], found);
        if (Texts(expected["statuses"]) is { } statuses && !statuses.SequenceEqual(run.Statuses))
            found.Add($"statuses were [{string.Join(", ", run.Statuses)}] instead of [{string.Join(", ", statuses)}]");
        CompareJournal(expected, [.. run.Journal], found);
        CompareResponses(expected["responses"] as JsonArray ?? [], run.Responses, found);
        return found;
    }

    /// <summary>Whether every event happened in the order that was observed.</summary>
    public static bool HasSameJournal(ConformanceCase plan, CaseRun run) =>
        run.Instance is null || Texts(plan.Expected["observed"]?["journal"]) is not { } journal || journal.SequenceEqual(run.Journal);

    // Elsa leaves an instance that nothing can wake without a word; here that is an incident, whichever case it happens in.
    static bool IsStuck(Incident incident) => incident.Message.StartsWith("Nothing can wake this workflow", StringComparison.Ordinal);

    static void CompareLines(JsonObject expected, List<string> lines, List<string> found)
    {
        var wanted = Texts(expected["lines"]) ?? [];
        var matches = expected["lineAssertion"]?.GetValue<string>() switch
        {
            "exact" => lines.SequenceEqual(wanted),
            "set" => lines.Order(StringComparer.Ordinal).SequenceEqual(wanted.Order(StringComparer.Ordinal)),
            "contains" => wanted.All(lines.Contains),
            "contains-substring" => wanted.All(text => lines.Exists(line => line.Contains(text, StringComparison.Ordinal))),
            _ => true,
        };
        if (!matches)
            found.Add($"lines were [{string.Join(" | ", lines)}] instead of [{string.Join(" | ", wanted)}]");
        foreach (var unwanted in (Texts(expected["notLines"]) ?? []).Where(lines.Contains))
            found.Add($"the line '{unwanted}' was written");
    }

    static void CompareIncidents(JsonObject expected, WorkflowInstance instance, List<string> found)
    {
        if (expected["incidents"]?.GetValue<int>() == 0)
            return;
        foreach (var message in Texts(expected["incidentMessages"]) ?? [])
            if (!instance.Incidents.Exists(incident => incident.Message == message || incident.Exception?.Inner?.Message == message))
                found.Add($"no incident says '{message}', but [{string.Join(" | ", instance.Incidents.Select(incident => incident.Message))}]");
    }

    static void CompareJournal(JsonObject expected, List<string> journal, List<string> found)
    {
        foreach (var line in (Texts(expected["journalHas"]) ?? []).Where(line => !journal.Contains(line)))
            found.Add($"the journal lacks {line}");
        foreach (var pair in expected["journalCount"] as JsonArray ?? [])
            if (journal.Count(line => line == pair![0]!.GetValue<string>()) is var count && count != pair![1]!.GetValue<int>())
                found.Add($"{pair[0]} occurred {count} times");
    }

    static void CompareResponses(JsonArray expected, List<JsonObject> responses, List<string> found)
    {
        for (var i = 0; i < expected.Count; i++)
            foreach (var (name, value) in expected[i]!.AsObject())
                if (i >= responses.Count || !JsonNode.DeepEquals(value, responses[i][name]))
                    found.Add($"{name} of response {i + 1} was {responses.ElementAtOrDefault(i)?[name]?.ToJsonString()} instead of {value?.ToJsonString()}");
    }

    static void CompareValues(string what, JsonNode? expected, IReadOnlyDictionary<string, object?> actual, List<string> found)
    {
        foreach (var (name, value) in expected as JsonObject ?? [])
        {
            var seen = JsonNode.Parse(ValueJson.Text(actual.GetValueOrDefault(name)));
            if (!JsonNode.DeepEquals(value, seen))
                found.Add($"{what} {name} was {seen?.ToJsonString() ?? "null"} instead of {value?.ToJsonString() ?? "null"}");
        }
    }

    static void CompareSets(string what, IReadOnlyList<string> expected, IReadOnlyList<string> actual, List<string> found)
    {
        if (!expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)))
            found.Add($"{what} were [{string.Join(", ", actual)}] instead of [{string.Join(", ", expected)}]");
    }

    static void Compare(string what, JsonNode? expected, object? actual, List<string> found)
    {
        if (expected is not null && expected.ToString() != actual?.ToString())
            found.Add($"{what} was {actual} instead of {expected}");
    }

    static List<string>? Texts(JsonNode? json) => json is JsonArray array
        ? [.. array.Select(item => item is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : item?.ToJsonString() ?? "")]
        : null;
}
