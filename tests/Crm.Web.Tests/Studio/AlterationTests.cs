using System.Net;
using System.Text.Json.Nodes;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Several instances altered at once, as a client of an Elsa server does it, and what others tell workflows that wait.</summary>
public sealed class AlterationTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_plan_alters_what_matches_once_and_can_be_read_afterwards(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var definitionId = await WaitingAsync(petra);
        var (one, other) = (await StartAsync(petra, definitionId, "een"), await StartAsync(petra, definitionId, "twee"));
        var filter = new { definitionIds = new[] { definitionId }, correlationIds = new[] { "een" }, isSystem = false };
        Assert.Equal([one], (await petra.PostAsync("/alterations/dry-run", filter))["workflowInstanceIds"]!.AsArray().Select(id => id!.GetValue<string>()));
        var plan = new { id = "plan-1", filter, alterations = new object[] { new { type = "ModifyVariable", variableId = "v-note", value = "beter" } } };
        Assert.Equal("plan-1", (await petra.PostAsync("/alterations/submit", plan)).Text("planId"));
        Assert.Equal(("beter", "begin"), (await NoteAsync(petra, one), await NoteAsync(petra, other)));
        var found = await petra.GetAsync("/alterations/plan-1");
        Shape.Is("""
            {"plan":{"id":"string","alterations":[{"type":"string"}],"workflowInstanceFilter":{},"workflowInstanceIds":["string"],"status":"string","createdAt":"date","startedAt":"date","completedAt":"date"},
             "jobs":[{"id":"string","planId":"string","workflowInstanceId":"string","status":"string","log":[{"message":"string","logLevel":"string","timestamp":"date"}],"createdAt":"date","startedAt":"date","completedAt":"date"}]}
            """, found);
        Assert.Equal(("Completed", one, "Completed"), (found["plan"].Text("status"), found.Objects("jobs").Single().Text("workflowInstanceId"), found.Objects("jobs").Single().Text("status")));
        // Sent again, because its answer was lost: it was done already.
        await petra.PostAsync($"/workflow-instances/{one}/variables", new { variables = new[] { new { id = "v-note", value = "nog beter" } } });
        Assert.True((await petra.PostAsync("/alterations/submit", plan)).Objects("results").Single().Flag("isSuccessful"));
        Assert.Equal("nog beter", await NoteAsync(petra, one));
        Assert.Equal(HttpStatusCode.NotFound, (await petra.Client.GetAsync("/elsa/api/alterations/plan-2", Stop)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_plan_that_is_sent_many_times_at_once_is_done_once_and_everybody_hears_how_it_went(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var definitionId = await WaitingAsync(petra);
        var ids = new[] { await StartAsync(petra, definitionId, "een"), await StartAsync(petra, definitionId, "twee"), await StartAsync(petra, definitionId, "drie") };
        var plan = new { id = "plan-1", filter = new { definitionIds = new[] { definitionId } }, alterations = new object[] { new { type = "ModifyVariable", variableId = "v-note", value = "beter" } } };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => petra.PostAsync("/alterations/submit", plan)));

        Assert.All(answers, answer => Assert.Equal([true, true, true], answer.Objects("results").Select(result => result.Flag("isSuccessful"))));
        Assert.Equal(ids.Order(), (await petra.GetAsync("/alterations/plan-1")).Objects("jobs").Select(job => job.Text("workflowInstanceId")).Order());
        foreach (var id in ids)
            Assert.Single((await server.InstanceLogAsync(id)), line => line.StartsWith("Alteration", StringComparison.Ordinal));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_plan_says_for_which_instances_it_could_not_be_done(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var id = await StartAsync(petra, await WaitingAsync(petra), "een");
        var ran = await petra.PostAsync("/alterations/run", new { workflowInstanceIds = new[] { id, "none" }, alterations = new object[] { new { type = "Cancel" } } });
        Assert.Equal([true, false], ran.Objects("results").Select(result => result.Flag("isSuccessful")));
        var jobs = (await petra.GetAsync($"/alterations/{ran.Text("planId")}")).Objects("jobs").ToList();
        Assert.Equal([(id, "Completed"), ("none", "Failed")], jobs.Select(job => (job.Text("workflowInstanceId"), job.Text("status"))));
        Assert.Equal("Error", jobs[1].Objects("log").Single().Text("logLevel"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"isSystem":true,"emptyFilterSelectsAll":true}""")]
    [InlineData("""{"names":["Iets anders"]}""")]
    [InlineData("""{"hasIncidents":true}""")]
    [InlineData("""{"timestampFilters":[{"column":"CreatedAt","operator":"LessThan","timestamp":"2020-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"searchTerm":"niets"}""")]
    public async Task No_condition_is_overlooked(string filter)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        await StartAsync(petra, await WaitingAsync(petra), "een");
        Assert.Empty((await petra.PostAsync("/alterations/dry-run", JsonNode.Parse(filter)!))["workflowInstanceIds"]!.AsArray());
        Assert.Single((await petra.PostAsync("/alterations/dry-run", new { emptyFilterSelectsAll = true }))["workflowInstanceIds"]!.AsArray());
        await StudioDriver.ReasonsAsync(await petra.TryPostAsync("/alterations/dry-run", new { activityFilters = new[] { new { activityId = "wait" } } }));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_event_and_a_finished_task_make_what_waits_go_on(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var definitionId = await WaitingAsync(petra);
        var (one, other) = (await StartAsync(petra, definitionId, "een"), await StartAsync(petra, definitionId, "twee"));
        await petra.PostAsync("/events/Verder/trigger", new { correlationId = "een", input = new { bedrag = 5 } });
        Assert.Equal(("Suspended", "Suspended"), (await StatusAsync(petra, one), await StatusAsync(petra, other)));
        var task = (await petra.GetAsync($"/activity-executions/list?WorkflowInstanceId={one}&ActivityNodeId=Workflow1:flow:task")).Objects("items").Single()["outputs"].Text("TaskId");
        await petra.PostAsync($"/tasks/{task}/complete", new { taskId = task, result = "klaar" });
        await petra.PostAsync($"/tasks/{task}/complete", new { taskId = task, result = "klaar" });
        Assert.Equal(("Finished", "Suspended"), (await StatusAsync(petra, one), await StatusAsync(petra, other)));
        Assert.Equal("klaar", await NoteAsync(petra, one));
        var sanne = await StudioDriver.OpenAsync(server, "sanne");
        Assert.Equal(HttpStatusCode.Forbidden, (await sanne.TryPostAsync("/events/Verder/trigger")).StatusCode);
        Assert.Equal("\"3.8.2\"", await petra.Client.GetStringAsync("/elsa/api/package/version", Stop));
    }

    static async Task<string> WaitingAsync(StudioDriver petra)
    {
        var model = StudioDriver.Flowchart("Wacht", Definitions.Activity("wait", "Elsa.Event", ("eventName", "Verder")),
            JsonNode.Parse("""{"id":"task","type":"Elsa.RunTask","version":1,"taskName":{"expression":{"type":"Literal","value":"Meten"}},"result":{"memoryReference":{"id":"v-note"}}}""")!);
        model["variables"] = JsonNode.Parse("""[{"id":"v-note","name":"Note","typeName":"String","isArray":false,"value":"begin"}]""");
        model["root"]!["connections"] = JsonNode.Parse("""[{"source":{"activity":"wait","port":"Done"},"target":{"activity":"task","port":"In"}}]""");
        return (await petra.SaveAsync(model, publish: true)).Text("definitionId")!;
    }

    static async Task<string> StartAsync(StudioDriver petra, string definitionId, string correlationId) =>
        (await petra.PostAsync($"/workflow-definitions/{definitionId}/execute", new { correlationId, versionOptions = "Published" }))["workflowState"].Text("id")!;

    static async Task<string?> NoteAsync(StudioDriver petra, string id) => (await petra.GetAsync($"/workflow-instances/{id}/variables")).Objects("items").Single().Text("value");

    static async Task<string?> StatusAsync(StudioDriver petra, string id) => (await petra.GetAsync($"/workflow-instances/{id}")).Text("subStatus");
}
