using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Crm.Studio;

/// <summary>
/// Writes down what the real Studio asks of Elsa's API, when somebody wants it (CRM_RECORD names the folder). RecordedTests asks the
/// same again; the names it was answered with, which are others each time, are written down with each answer.
/// </summary>
public sealed class Recorder : IAsyncDisposable
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    readonly List<Task<JsonObject>> asked = [];
    readonly string? file;

    public Recorder(Visitor visitor, string name)
    {
        if (Environment.GetEnvironmentVariable("CRM_RECORD") is not { Length: > 0 } folder)
            return;
        file = Path.Combine(folder, name + ".jsonl");
        visitor.Page.Response += (_, answer) =>
        {
            if (new Uri(answer.Url).AbsolutePath.StartsWith(StudioApi.Address, StringComparison.Ordinal))
                asked.Add(ExchangeAsync(answer));
        };
    }

    static async Task<JsonObject> ExchangeAsync(IResponse answer)
    {
        var names = new JsonObject();
        // What the lists of definitions and the toolbox hold is not what is asked about next.
        if ((answer.Request.Method == "POST" || answer.Url.Contains("/activity-execution", StringComparison.Ordinal)) && answer.Headers.GetValueOrDefault("content-type", "").Contains("json", StringComparison.Ordinal))
            Collect(JsonNode.Parse(await answer.TextAsync()), "", names);
        if (answer.Headers.TryGetValue("x-elsa-workflow-instance-id", out var instance))
            names["x-elsa-workflow-instance-id"] = instance;
        return new JsonObject
        {
            ["method"] = answer.Request.Method,
            ["address"] = new Uri(answer.Url).PathAndQuery,
            ["body"] = answer.Request.PostData is { Length: > 0 } body && body[0] == '{' ? JsonNode.Parse(body) : null,
            ["status"] = answer.Status,
            ["names"] = names,
        };
    }

    static void Collect(JsonNode? json, string path, JsonObject names)
    {
        if (json is JsonArray items)
            for (var index = 0; index < items.Count; index++)
                Collect(items[index], $"{path}{index}.", names);
        foreach (var (property, value) in json as JsonObject ?? [])
        {
            if (property is "id" or "definitionId" && value is JsonValue)
                names[path + property] = value.DeepClone();
            if (property is "workflowDefinition" or "items")
                Collect(value, $"{path}{property}.", names);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (file is not null)
            await File.WriteAllLinesAsync(file, (await Task.WhenAll(asked)).Select(exchange => exchange.ToJsonString(Plain)));
    }
}
