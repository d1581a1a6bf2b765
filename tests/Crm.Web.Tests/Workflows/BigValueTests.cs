using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Workflows;

/// <summary>A big value of a workflow is kept beside its state: once, as long as it is in use, and nobody notices.</summary>
public sealed class BigValueTests
{
    const int Length = 1_000_000;
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_big_value_is_written_once_however_often_the_workflow_goes_on(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var instance = await server.RunAsync(Waits);
        var runtime = server.Services.GetRequiredService<WorkflowRuntime>();

        var begin = await ValuesAsync(server, instance.Id);
        Assert.Equal(Length + 2, Assert.Single(begin).Json.Length);
        Assert.InRange(await StateLengthAsync(server, instance.Id), 100, 5_000);

        await GoOnAsync(server, runtime, instance.Id);
        Assert.Equal(begin.Single().Hash, Assert.Single(await ValuesAsync(server, instance.Id)).Hash);
        Assert.Equal($"{Length}", $"{(await server.InstanceAsync(instance.Id))!.Activities[0].Variables["length"]}");

        await GoOnAsync(server, runtime, instance.Id);
        var changed = Assert.Single(await ValuesAsync(server, instance.Id));
        Assert.NotEqual(begin.Single().Hash, changed.Hash);
        Assert.StartsWith("\"y", changed.Json, StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Studio_shows_a_big_value_and_deleting_the_instance_takes_it_along(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var instance = await server.RunAsync(Waits);
        using var petra = await server.SignInAsync("petra");

        var variables = await petra.GetFromJsonAsync<JsonObject>($"/elsa/api/workflow-instances/{instance.Id}/variables", Cancel);
        Assert.Equal(new string('x', Length), variables!["items"]![0]!["value"]!.GetValue<string>());

        await server.Services.GetRequiredService<WorkflowRuntime>().CancelAsync(instance.Id, Cancel);
        (await petra.DeleteAsync($"/elsa/api/workflow-instances/{instance.Id}", Cancel)).EnsureSuccessStatusCode();
        Assert.Empty(await ValuesAsync(server, instance.Id));
    }

    static async Task GoOnAsync(CrmServer server, WorkflowRuntime runtime, string id) =>
        Assert.True(await runtime.ResumeAsync(id, (await server.InstanceAsync(id))!.Bookmarks.Single().Id, cancellationToken: Cancel));

    static Task<List<InstanceValueRow>> ValuesAsync(CrmServer server, string id) =>
        server.Database.ReadAsync(db => db.WorkflowValues.Where(row => row.InstanceId == id).ToListAsync(Cancel), Cancel);

    static Task<int> StateLengthAsync(CrmServer server, string id) =>
        server.Database.ReadAsync(db => db.WorkflowInstances.Where(row => row.Id == id).Select(row => row.State.Length).SingleAsync(Cancel), Cancel);

    /// <summary>Makes a big text, waits, tells its length, waits, makes another one, waits.</summary>
    static string Waits
    {
        get
        {
            var definition = JsonNode.Parse(Definitions.Flowchart("big",
                [
                    Script("make", $"setVariable('Text', 'x'.repeat({Length}))"), Wait("first"),
                    Script("tell", "setVariable('Length', getVariable('Text').length)"), Wait("second"),
                    Script("change", $"setVariable('Text', 'y'.repeat({Length}))"), Wait("third"),
                ],
                "make>first", "first>tell", "tell>second", "second>change", "change>third"))!.AsObject();
            definition["variables"] = new JsonArray(
                new JsonObject { ["id"] = "text", ["name"] = "Text", ["typeName"] = "String" }, new JsonObject { ["id"] = "length", ["name"] = "Length", ["typeName"] = "Int32" });
            return definition.ToJsonString();
        }
    }

    static JsonObject Script(string id, string script) => Definitions.Activity(id, "Elsa.RunJavaScript", ("script", script));

    static JsonObject Wait(string id) => Definitions.Activity(id, "Elsa.Event", ("eventName", "go"));
}
