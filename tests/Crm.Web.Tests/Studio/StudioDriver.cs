using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Crm.Studio;

/// <summary>Somebody who works in Elsa Studio, seen from the server: the requests that Studio sends.</summary>
public sealed class StudioDriver(HttpClient client)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public HttpClient Client => client;

    /// <summary>Petra owns the processes of the demo company.</summary>
    public static async Task<StudioDriver> OpenAsync(CrmServer server, string who = "petra") => new(await server.SignInAsync(who));

    public async Task<JsonObject> GetAsync(string path) => await ReadAsync(await client.GetAsync("/elsa/api" + path, Stop));

    public async Task<JsonObject> PostAsync(string path, object? body = null) => await ReadAsync(await TryPostAsync(path, body));

    public Task<HttpResponseMessage> TryPostAsync(string path, object? body = null) => client.PostAsJsonAsync("/elsa/api" + path, body ?? new JsonObject(), Stop);

    public async Task<JsonObject> SaveAsync(JsonObject model, bool publish = false) =>
        (JsonObject)(await PostAsync("/workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish }))["workflowDefinition"]!;

    public Task<HttpResponseMessage> TrySaveAsync(JsonObject model, bool publish = false) =>
        TryPostAsync("/workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish });

    /// <summary>The reasons of a 400, as Studio shows them.</summary>
    public static async Task<string> ReasonsAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{answer.StatusCode}: {text}");
        return string.Join(" ", ((JsonObject)JsonNode.Parse(text)!["errors"]!).SelectMany(field => field.Value!.AsArray()).Select(reason => reason!.GetValue<string>()));
    }

    /// <summary>A new flowchart as Studio's create dialog sends it.</summary>
    public static JsonObject Flowchart(string name, params JsonNode[] activities) => new()
    {
        ["id"] = null,
        ["definitionId"] = null,
        ["name"] = name,
        ["createdAt"] = "0001-01-01T00:00:00+00:00",
        ["variables"] = null,
        ["options"] = null,
        ["root"] = new JsonObject
        {
            ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["name"] = "Flowchart1",
            ["activities"] = new JsonArray(activities), ["connections"] = new JsonArray(),
        },
    };

    static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri}: {answer.StatusCode}: {text}");
        return (JsonObject)JsonNode.Parse(text)!;
    }
}

public static class StoredDefinitions
{
    /// <summary>The JSON of a version as the database has it.</summary>
    public static Task<string> StoredAsync(this CrmServer server, string versionId) => server.Database.ReadAsync(
        db => db.WorkflowDefinitions.Where(row => row.Id == versionId).Select(row => row.Json).SingleAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
}
