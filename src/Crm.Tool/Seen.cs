using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Engine;
using Crm.Engine.Expressions;

namespace Crm.Tool;

/// <summary>What was seen of an instance, as JSON.</summary>
static class Seen
{
    public static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Of(WorkflowInstance instance, IEnumerable<string> lines, IEnumerable<ExecutionLogEntry> log)
    {
        var seen = new JsonObject
        {
            ["lines"] = Texts(lines),
            ["status"] = instance.Status.ToString(),
            ["subStatus"] = instance.SubStatus.ToString(),
        };
        if (instance.Output.Count > 0)
            seen["output"] = Json(instance.Output);
        if (instance.Name is { } name)
            seen["name"] = name;
        if (instance.CorrelationId is { } correlationId)
            seen["correlationId"] = correlationId;
        seen["incidents"] = new JsonArray([.. instance.Incidents.Select(IncidentOf)]);
        seen["bookmarks"] = new JsonArray([.. instance.Bookmarks.Select(bookmark =>
            new JsonObject { ["name"] = bookmark.Name, ["activityId"] = bookmark.ActivityId })]);
        seen["journal"] = Texts(log.Select(JournalLine));
        seen["outcomes"] = new JsonArray([.. log.Where(line => line.Event == "Completed").Select(line =>
            new JsonObject { ["activityId"] = line.ActivityId, ["outcomes"] = Texts(line.Outcomes ?? []) })]);
        return seen;
    }

    public static string JournalLine(ExecutionLogEntry line) => $"{line.ActivityId}|{line.ActivityType}|{line.Event}";

    public static JsonNode? Json(object? value) => JsonNode.Parse(ValueJson.Text(value));

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    public static JsonNode TriggerOf(Trigger trigger) => new JsonObject
    {
        ["name"] = trigger.Name,
        ["activityId"] = trigger.ActivityId,
        ["hash"] = trigger.Hash,
        ["payload"] = Json(trigger.Payload),
    };

    static JsonObject IncidentOf(Incident incident)
    {
        var seen = new JsonObject
        {
            ["activityId"] = incident.ActivityId,
            ["activityType"] = incident.ActivityType,
            ["message"] = incident.Message,
        };
        if (incident.Exception is { } exception)
        {
            seen["exception"] = exception.Type;
            seen["exceptionMessage"] = exception.Message;
            if (exception.Inner is { } inner)
                seen["inner"] = inner.Message;
        }
        return seen;
    }
}
