using System.Net;
using System.Text.Json.Nodes;
using Crm.Workflows;

namespace Crm.Studio;

public sealed class InstanceTests
{
    const string Row = """{"id":"string","definitionId":"string","definitionVersionId":"string","version":"number","status":"string","subStatus":"string","correlationId":"string?","name":"string?","incidentCount":"number","createdAt":"date","updatedAt":"date","finishedAt":"date?"}""";
    const string Execution = """
        {"id":"string","workflowInstanceId":"string","activityId":"string","activityNodeId":"string","activityType":"string","activityTypeVersion":"number","activityName":"string?",
         "metadata":{},"startedAt":"date","completedAt":"date?","hasBookmarks":"bool","status":"string","aggregateFaultCount":"number","callStackDepth":"number"MORE}
        """;
    const string Values = ""","activityState":{},"payload":{"Outcomes":["string"]},"outputs":{},"properties":{},"exception":"any?" """;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_viewer_sees_what_a_waiting_instance_did_and_what_it_waits_for(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var id = await StartAsync(petra, Waiting());
        var list = await petra.PostAsync("/workflow-instances", new { page = 0, pageSize = 10, statuses = new[] { "Running" }, subStatuses = Array.Empty<string>(), searchTerm = "", orderBy = "Created", orderDirection = "Descending" });
        Shape.Is($$"""{"items":[{{Row}}],"totalCount":"number","links":[]}""", list);
        Assert.Equal(id, list.Objects("items").First().Text("id"));
        var instance = await petra.GetAsync($"/workflow-instances/{id}");
        Shape.Is("""
            {"id":"string","definitionVersionId":"string","status":"string","subStatus":"string","workflowState":{"id":"string","definitionId":"string","definitionVersion":"number","status":"string","subStatus":"string",
              "bookmarks":[{"id":"string","activityNodeId":"string","payload":"any"}],"incidents":[],"completionCallbacks":[],
              "activityExecutionContexts":[{"id":"string","parentContextId":"string?","scheduledActivityNodeId":"string","properties":{}}],
              "input":{},"output":{},"properties":{},"createdAt":"date","updatedAt":"date","finishedAt":"date?"}}
            """, instance);
        Assert.Equal("Workflow1:flow:wait", instance["workflowState"].Objects("bookmarks").Single().Text("activityNodeId"));
        Assert.Contains(instance["workflowState"].Objects("activityExecutionContexts"), context => context.Text("scheduledActivityNodeId") == "Workflow1" && context["parentContextId"] is null);
        Shape.Is("""{"status":"string","subStatus":"string","updatedAt":"date"}""", await petra.GetAsync($"/workflow-instances/{id}/execution-state"));
        var variables = await petra.GetAsync($"/workflow-instances/{id}/variables");
        Assert.Equal(("v-note", "Note", "begin"), variables.Objects("items").Select(variable => (variable.Text("id"), variable.Text("name"), variable.Text("value"))).Single());
        var report = await petra.PostAsync("/activity-executions/report", new { workflowInstanceId = id, activityNodeIds = new[] { "Workflow1:flow:line", "Workflow1:flow:wait", "Workflow1:flow:none" } });
        Shape.Is("""{"stats":[{"activityId":"string","activityNodeId":"string","startedCount":"number","completedCount":"number","uncompletedCount":"number","isBlocked":"bool","isFaulted":"bool","metadata":{}}]}""", report);
        Assert.Equal([("line", 1, false), ("wait", 0, true)], report.Objects("stats").Select(stat => (stat.Text("activityId"), stat.Number("completedCount")!.Value, stat.Flag("isBlocked"))));
        Shape.Is($$"""{"items":[{{Execution.Replace("MORE", "", StringComparison.Ordinal)}}],"count":"number"}""", await petra.GetAsync($"/activity-execution-summaries/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:flow:line"));
        var executions = await petra.GetAsync($"/activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:flow:line");
        Shape.Is($$"""{"items":[{{Execution.Replace("MORE", Values, StringComparison.Ordinal)}}],"count":"number"}""", executions);
        var line = executions.Objects("items").Single();
        Assert.Equal("hallo", line["activityState"].Text("Text"));
        Assert.Equal(line.ToJsonString(), (await petra.GetAsync($"/activity-executions/by-id?id={line.Text("id")}")).ToJsonString());
        var wait = (await petra.GetAsync($"/activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:flow:wait")).Objects("items").Single();
        var stack = await petra.GetAsync($"/activity-executions/{wait.Text("id")}/call-stack?includeCrossWorkflowChain=True");
        Assert.Equal("wait", stack.Objects("items").Last().Text("activityId"));
        Assert.Equal(stack.Number("totalCount"), stack.Objects("items").Count());
        Assert.Contains(stack.Objects("items"), execution => execution.Text("activityId") == "line");
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_journal_can_be_scrolled_and_filtered(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var id = await StartAsync(petra, Waiting());
        var all = await petra.PostAsync($"/workflow-instances/{id}/journal?skip=0&take=113", new { filter = (object?)null });
        Shape.Is("""
            {"items":[{"id":"string","activityInstanceId":"string","parentActivityInstanceId":"string?","activityId":"string","activityType":"string","activityTypeVersion":"number","activityName":"string?",
              "nodeId":"string","timestamp":"date","sequence":"number","eventName":"string","message":"string?","payload":"object?"}],"totalCount":"number"}
            """, all);
        var sequences = all.Objects("items").Select(line => line.Number("sequence")).ToList();
        Assert.Equal(sequences.Order(), sequences);
        Assert.Equal(sequences.Count, all.Number("totalCount"));
        var stretch = await petra.PostAsync($"/workflow-instances/{id}/journal?skip=2&take=2", new { filter = new { activityIds = (string[]?)null } });
        Assert.Equal(sequences.Skip(2).Take(2), stretch.Objects("items").Select(line => line.Number("sequence")));
        Assert.Equal(sequences.Count, stretch.Number("totalCount"));
        var filtered = await petra.PostAsync($"/workflow-instances/{id}/journal", new { filter = new { excludedActivityTypes = new[] { "Elsa.Workflow", "Elsa.Flowchart" }, eventNames = new[] { "Completed" } } });
        Assert.Equal(["line"], filtered.Objects("items").Select(line => line.Text("activityId")));
        var byNode = await petra.PostAsync($"/workflow-instances/{id}/journal", new { filter = new { activityNodeIds = new[] { "Workflow1:flow:wait" } } });
        Assert.All(byNode.Objects("items"), line => Assert.Equal("Workflow1:flow:wait", line.Text("nodeId")));
        Assert.Equal(byNode.Objects("items").Count(), byNode.Number("totalCount"));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_fault_is_shown_repaired_and_no_longer_red(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var model = StudioDriver.Flowchart("Hapert", JsonNode.Parse("""{"id":"script","type":"Elsa.RunJavaScript","version":1,"script":{"expression":{"type":"Literal","value":"if (variables.Note === 'begin') throw new Error('nee'); 1"}}}""")!);
        model["variables"] = Note();
        var id = await StartAsync(petra, model);
        var faulted = await petra.GetAsync($"/workflow-instances/{id}");
        Assert.Equal(("Finished", "Faulted", 1), (faulted.Text("status"), faulted.Text("subStatus"), faulted.Number("incidentCount")));
        Shape.Is("""[{"activityId":"string","activityNodeId":"string","activityType":"string","message":"string","timestamp":"date","exception":{"type":"string","message":"string"}}]""", faulted["workflowState"]!["incidents"]);
        Assert.Equal("Faulted", (await petra.GetAsync($"/activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:flow:script")).Objects("items").Single().Text("status"));
        Assert.NotEmpty((await petra.PostAsync($"/workflow-instances/{id}/journal", new { filter = new { eventNames = new[] { "Faulted" } } })).Objects("items"));
        var altered = await petra.PostAsync("/alterations/run", new { alterations = new object[] { new { type = "ModifyVariable", variableId = "v-note", value = "beter" } }, workflowInstanceIds = new[] { id } });
        Shape.Is("""{"results":[{"workflowInstanceId":"string","log":{"logEntries":[{"message":"string","logLevel":"string","timestamp":"date","eventName":"string"}]},"workflowHasScheduledWork":"bool","isSuccessful":"bool"}]}""", altered);
        Assert.True(altered.Objects("results").Single().Flag("isSuccessful"), altered.ToJsonString());
        Assert.True((await petra.PostAsync("/alterations/workflows/retry", new { workflowInstanceIds = new[] { id } })).Objects("results").Single().Flag("isSuccessful"));
        Assert.Equal("Finished", (await petra.GetAsync($"/workflow-instances/{id}")).Text("subStatus"));
        var stats = (await petra.PostAsync("/activity-executions/report", new { workflowInstanceId = id, activityNodeIds = new[] { "Workflow1:flow:script" } })).Objects("stats").Single();
        Assert.Equal((2, 1, false), (stats.Number("startedCount"), stats.Number("completedCount"), stats.Flag("isFaulted")));
        var wrong = await petra.PostAsync("/alterations/run", new { alterations = new object[] { new { type = "CancelActivity", activityId = "none" } }, workflowInstanceIds = new[] { id, "none" } });
        Assert.All(wrong.Objects("results"), result => Assert.False(result.Flag("isSuccessful")));
        await StudioDriver.ReasonsAsync(await petra.TryPostAsync("/alterations/run", new { alterations = new object[] { new { type = "Explode" } }, workflowInstanceIds = new[] { id } }));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Instances_are_stopped_deleted_and_exported(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var (one, two) = (await StartAsync(petra, Waiting()), await StartAsync(petra, Waiting()));
        await StudioDriver.ReasonsAsync(await petra.Client.DeleteAsync($"/elsa/api/workflow-instances/{one}", Stop));
        await petra.PostAsync($"/cancel/workflow-instances/{one}");
        Assert.Equal("Cancelled", (await petra.GetAsync($"/workflow-instances/{one}")).Text("subStatus"));
        Assert.Equal(1, (await petra.PostAsync("/bulk-actions/cancel/workflow-instances", new { ids = new[] { one, two } })).Number("cancelledCount"));
        var file = (JsonObject)JsonNode.Parse(await petra.Client.GetStringAsync($"/elsa/api/workflow-instances/{one}/export", Stop))!;
        Assert.NotEmpty(file.Objects("workflowExecutionLogRecords"));
        Assert.True((await petra.TryPostAsync("/bulk-actions/export/workflow-instances", new { ids = new[] { one, two } })).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await petra.Client.DeleteAsync($"/elsa/api/workflow-instances/{one}", Stop)).StatusCode);
        Assert.Equal(1, (await petra.PostAsync("/bulk-actions/delete/workflow-instances/by-id", new { ids = new[] { one, two } })).Number("deleted"));
        Assert.Equal(HttpStatusCode.NotFound, (await petra.Client.GetAsync($"/elsa/api/workflow-instances/{two}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await petra.Client.DeleteAsync($"/elsa/api/workflow-instances/{two}", Stop)).StatusCode);
        await StudioDriver.ReasonsAsync(await petra.TryPostAsync("/bulk-actions/import/workflow-instances"));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_list_is_ordered_and_filtered_as_asked(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var early = await StartAsync(petra, Waiting(), "orde-1");
        server.Clock.Advance(TimeSpan.FromHours(1));
        var middle = server.Clock.GetUtcNow();
        server.Clock.Advance(TimeSpan.FromHours(1));
        // Signing in lasts twelve hours; the clock moved two.
        var late = await StartAsync(petra, Waiting(), "orde-2");
        async Task<IEnumerable<string?>> IdsAsync(object question) => (await petra.PostAsync("/workflow-instances", question)).Objects("items").Select(row => row.Text("id"));
        foreach (var order in new[] { "Created", "LastExecuted", "Name", "Finished" })
            Assert.Equal(2, (await IdsAsync(new { orderBy = order, orderDirection = "Ascending" })).Count());
        Assert.Equal([early, late], await IdsAsync(new { orderBy = "Created", orderDirection = "Ascending" }));
        Assert.Equal([late, early], await IdsAsync(new { orderBy = "LastExecuted", orderDirection = "Descending" }));
        Assert.Equal([late], await IdsAsync(new { correlationId = "orde-2" }));
        Assert.Equal([late], await IdsAsync(new { timestampFilters = new[] { new { column = "CreatedAt", @operator = "GreaterThanOrEqual", timestamp = middle } } }));
        Assert.Equal([early], await IdsAsync(new { timestampFilters = new[] { new { column = "CreatedAt", @operator = "LessThan", timestamp = middle } } }));
        Assert.Empty(await IdsAsync(new { hasIncidents = true }));
        Assert.Equal([early], await IdsAsync(new { page = 1, pageSize = 1 }));
        await StudioDriver.ReasonsAsync(await petra.TryPostAsync("/workflow-instances", new { timestampFilters = new[] { new { column = "Password", @operator = "Is", timestamp = middle } } }));
    }

    static JsonObject Waiting()
    {
        var model = StudioDriver.Flowchart("Wacht", Definitions.Activity("line", "Elsa.WriteLine", ("text", "hallo")), Definitions.Activity("wait", "Elsa.Event", ("eventName", "Verder")));
        model["variables"] = Note();
        model["root"]!["connections"] = JsonNode.Parse("""[{"source":{"activity":"line","port":"Done"},"target":{"activity":"wait","port":"In"},"vertices":[]}]""");
        return model;
    }

    static JsonNode Note() => JsonNode.Parse("""[{"id":"v-note","name":"Note","typeName":"String","isArray":false,"value":"begin"}]""")!;

    static async Task<string> StartAsync(StudioDriver petra, JsonObject model, string? correlationId = null)
    {
        var saved = await petra.SaveAsync(model, publish: true);
        var answer = await petra.TryPostAsync($"/workflow-definitions/{saved.Text("definitionId")}/execute", new { correlationId, versionOptions = "Latest" });
        answer.EnsureSuccessStatusCode();
        return answer.Headers.GetValues("x-elsa-workflow-instance-id").Single();
    }
}
