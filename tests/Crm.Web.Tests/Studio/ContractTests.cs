using System.Text;
using System.Text.Json.Nodes;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>
/// Elsa's contract, endpoint by endpoint: each answers in the shape that Studio and other clients of an Elsa server read. One that is
/// added without being asked here fails the test.
/// </summary>
public sealed class ContractTests
{
    const string Strategies = """{"items":[{"typeName":"string","displayName":"string","description":"string"}],"count":"number"}""";
    const string Commits = """{"items":[{"name":"string","displayName":"string","description":"string"}],"count":"number"}""";
    const string Feature = """{"name":"string","namespace":"string","fullName":"string","displayName":"string","description":"string"}""";
    const string Activity = """
        {"typeName":"string","namespace":"string","name":"string","version":"number","category":"string","displayName":"string","description":"string","kind":"string","isBrowsable":"bool","isContainer":"bool",
         "isStart":"bool","isTerminal":"bool","customProperties":{},"constructionProperties":{},"ports":[{"name":"string","displayName":"string","type":"string","isBrowsable":"bool"}],
         "inputs":[{"name":"string","typeName":"string","displayName":"string","order":"number","isBrowsable":"bool","isWrapped":"bool","uiHint":"string","uiSpecifications":{},"defaultSyntax":"string","isReadOnly":"bool"}],
         "outputs":[{"name":"string","typeName":"string","displayName":"string","order":"number"}]}
        """;
    const string Summary = """{"id":"string","definitionId":"string","name":"string","description":"string?","version":"number","isLatest":"bool","isPublished":"bool","createdAt":"date","links":[{"href":"string","rel":"string","method":"string"}]}""";
    const string Definition = """
        {"id":"string","definitionId":"string","name":"string","version":"number","isLatest":"bool","isPublished":"bool","isReadonly":"bool","createdAt":"date","toolVersion":"string","options":{},"variables":[],"inputs":[],
         "outputs":[],"outcomes":[],"customProperties":{},"root":{"id":"string","nodeId":"string","type":"string"},"links":[{"rel":"string"}]}
        """;
    const string Saved = $$"""{"workflowDefinition":{{Definition}},"alreadyPublished":"bool","consumingWorkflowCount":"number"}""";
    const string Row = """{"id":"string","definitionId":"string","definitionVersionId":"string","version":"number","status":"string","subStatus":"string","incidentCount":"number","createdAt":"date","updatedAt":"date","finishedAt":"date?"}""";
    const string Rows = $$"""{"items":[{{Row}}],"totalCount":"number","links":[]}""";
    const string Line = """{"id":"string","activityInstanceId":"string","activityId":"string","activityType":"string","nodeId":"string","timestamp":"date","sequence":"number","eventName":"string","payload":"object?"}""";
    const string Lines = $$"""{"items":[{{Line}}],"totalCount":"number"}""";
    const string Summed = """{"id":"string","workflowInstanceId":"string","activityId":"string","activityNodeId":"string","activityType":"string","startedAt":"date","completedAt":"date?","hasBookmarks":"bool","status":"string"}""";
    const string Execution = """{"id":"string","workflowInstanceId":"string","activityId":"string","activityNodeId":"string","activityType":"string","activityState":{},"payload":{},"outputs":{},"properties":{},"exception":"any?","startedAt":"date","status":"string"}""";
    const string Variables = """{"items":[{"id":"string","name":"string","value":"any?"}],"count":"number"}""";
    const string Altered = """{"planId":"string","results":[{"workflowInstanceId":"string","log":{"logEntries":[{"message":"string"}]},"isSuccessful":"bool"}]}""";
    const string Node = """{"nodeId":"string","port":"string?","activity":{"id":"string"}}""";

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Every_endpoint_answers_in_the_shape_that_is_read(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var studio = await StudioDriver.OpenAsync(server);
        var contract = await Contract.OpenAsync(server);
        await AskForToolboxAsync(contract);
        await AskAboutDefinitionsAsync(contract, studio);
        await AskForFilesAsync(contract, studio);
        await AskForPartsAsync(contract, studio);
        await AskToRunAsync(contract, studio);
        await AskAboutInstancesAsync(contract, await StartAsync(studio));
        await AskToAlterAsync(contract, await StartAsync(studio));
        await AskToThrowAwayAsync(contract, studio);
        Assert.Empty(contract.Left);
    }

    static async Task AskForToolboxAsync(Contract contract)
    {
        await contract.AsksAsync("GET /features/installed", $$"""{"items":[{{Feature}}],"count":"number"}""");
        await contract.AsksAsync("GET /features/installed/{fullName}", Feature, values: "Elsa.RealTimeWorkflowUpdates");
        Assert.True(Version.TryParse((string?)await contract.AsksAsync("GET /package/version", "\"any\"") ?? "", out _));
        await contract.AsksAsync("GET /descriptors/activities", $$"""{"items":[{{Activity}}],"count":"number"}""", query: "?Refresh=True");
        await contract.AsksAsync("GET /descriptors/activities/{typeName}", Activity, values: "Crm.AssignUserTask");
        await contract.AsksAsync("POST /descriptors/activities/{typeName}/options/{propertyName}", """{"items":{}}""", new { context = new { } }, values: ["Crm.AssignUserTask", "RoleName"]);
        await contract.AsksAsync("GET /descriptors/expression-descriptors", """{"items":[{"type":"string","displayName":"string","isSerializable":"bool","isBrowsable":"bool","properties":{}}],"count":"number"}""");
        foreach (var kind in new[] { "workflow-activation", "incident", "log-persistence" })
            await contract.AsksAsync($"GET /descriptors/{kind}-strategies", Strategies);
        foreach (var kind in new[] { "workflows", "activities" })
            await contract.AsksAsync($"GET /descriptors/commit-strategies/{kind}", Commits);
        Assert.NotEmpty((await contract.AsksAsync("GET /descriptors/storage-drivers", """{"items":[{"typeName":"string","displayName":"string","priority":"number","deprecated":"bool"}]}""")).Objects("items"));
        Assert.NotEmpty((await contract.AsksAsync("GET /descriptors/variables", """{"items":[{"typeName":"string","displayName":"string","category":"string","description":"string?"}]}""")).Objects("items"));
        await contract.AsksAsync("GET /descriptors/output-converters", """{"items":[]}""", query: "?sourceType=String&destinationType=Object");
    }

    static async Task AskAboutDefinitionsAsync(Contract contract, StudioDriver studio)
    {
        var first = (await contract.AsksAsync("POST /workflow-definitions", Saved, new { model = Waiting("Contract"), publish = false }))["workflowDefinition"]!;
        var (id, version) = ((string)first["definitionId"]!, (string)first["id"]!);
        await contract.AsksAsync("POST /workflow-definitions/{definitionId}/publish", Saved, values: id);
        await contract.AsksAsync("GET /workflow-definitions", $$"""{"items":[{{Summary}}],"totalCount":"number","links":[{"rel":"string"}]}""", query: "?versionOptions=Latest&Page=0&PageSize=10&OrderBy=Name&OrderDirection=Ascending&IsSystem=False");
        await contract.AsksAsync("GET /workflow-definitions/by-definition-id/{definitionId}", Definition, query: "?versionOptions=Latest", values: id);
        await contract.AsksAsync("GET /workflow-definitions/{definitionId}", Definition, values: id);
        await contract.AsksAsync("GET /workflow-definitions/by-id/{versionId}", Definition, values: version);
        Assert.Single((await contract.AsksAsync("GET /workflow-definitions/many-by-id", $$"""{"items":[{{Definition}}],"count":"number"}""", query: $"?ids={version}&ids=none")).Objects("items"));
        await contract.AsksAsync("GET /workflow-definitions/query/count", """{"count":"number"}""");
        await contract.AsksAsync("GET /workflow-definitions/validation/is-name-unique", """{"isUnique":"bool"}""", query: $"?name=Contract&definitionId={id}");
        await contract.AsksAsync("GET /workflow-definitions/{definitionId}/versions", $$"""{"items":[{{Definition}}],"count":"number"}""", values: id);
        var types = (string)(await contract.AsksAsync("POST /scripting/javascript/type-definitions/{definitionId}", null, new { workflowDefinitionId = id, activityTypeName = "Elsa.WriteLine", propertyName = "Text" }, values: id))!;
        Assert.Contains("getNote()", types, StringComparison.Ordinal);
        await contract.AsksAsync("POST /tests/activities", """{"activityState":{},"outputs":{},"payload":"object?","exception":"object?","status":"string"}""",
            new { workflowDefinitionHandle = new { definitionVersionId = version }, activityHandle = new { activityNodeId = "Workflow1:flow:line" } });
        await contract.AsksAsync("POST /workflow-definitions/{definitionId}/retract", Definition, values: id);
        await contract.AsksAsync("POST /workflow-definitions/{definitionId}/revert/{version:int}", Summary, values: [id, "1"]);
        await contract.AsksAsync("POST /bulk-actions/publish/workflow-definitions/by-definition-ids", """{"published":["string"],"alreadyPublished":["string"],"notFound":["string"],"updatedConsumers":["string"]}""", new { definitionIds = new[] { id, "none" } });
        await contract.AsksAsync("POST /bulk-actions/retract/workflow-definitions/by-definition-ids", """{"retracted":["string"],"alreadyRetracted":["string"],"notFound":["string"]}""", new { definitionIds = new[] { id, "none" } });
    }

    static async Task AskForFilesAsync(Contract contract, StudioDriver studio)
    {
        var model = await studio.SaveAsync(Waiting("Op reis"));
        var id = model.Text("definitionId")!;
        var file = await contract.AsksAsync("GET /workflow-definitions/{definitionId}/export", """{"$schema":"string","definitionId":"string","root":{}}""", query: "?versionOptions=1&includeConsumingWorkflows=False", values: id);
        await contract.AsksAsync("POST /workflow-definitions/{definitionId}/export", """{"$schema":"string"}""", values: id);
        await contract.AsksAsync("POST /bulk-actions/export/workflow-definitions", null, new { ids = new[] { model.Text("id") }, includeConsumingWorkflows = false });
        await contract.AsksAsync("POST /workflow-definitions/import", Definition, file);
        await contract.AsksAsync("PUT /workflow-definitions/import", Definition, file);
        await contract.AsksAsync("PUT /workflow-definitions/{definitionId}/import", Definition, file, values: id);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(file.ToJsonString())), "files", "op-reis.json" } };
        await contract.AsksAsync("POST /workflow-definitions/import-files", """{"count":"number"}""", form);
    }

    /// <summary>A workflow that is used as an activity, in a flowchart within the flowchart of another one.</summary>
    static async Task AskForPartsAsync(Contract contract, StudioDriver studio)
    {
        var small = StudioDriver.Flowchart("Klein", Definitions.Activity("said", "Elsa.WriteLine", ("text", "klein")));
        small["options"] = new JsonObject { ["usableAsActivity"] = true, ["autoUpdateConsumingWorkflows"] = false };
        var smallId = (await studio.SaveAsync(small, publish: true)).Text("definitionId")!;
        var used = (await studio.GetAsync("/descriptors/activities")).Objects("items").Single(activity => activity["customProperties"].Text("WorkflowDefinitionId") == smallId);
        var uses = Definitions.Activity("small", used.Text("typeName")!);
        (uses["workflowDefinitionId"], uses["workflowDefinitionVersionId"]) = (smallId, used["constructionProperties"].Text("WorkflowDefinitionVersionId"));
        var inner = new JsonObject { ["id"] = "inner", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = new JsonArray(uses), ["connections"] = new JsonArray() };
        var large = await studio.SaveAsync(StudioDriver.Flowchart("Groot", inner), publish: true);

        Assert.Equal([large.Text("definitionId")!], (await contract.AsksAsync("GET /workflow-definitions/{definitionId}/consumers", """{"consumingWorkflowDefinitionIds":["string"]}""", values: smallId)).Texts("consumingWorkflowDefinitionIds"));
        var part = await contract.AsksAsync("GET /workflow-definitions/subgraph/{versionId}", Node, query: "?parentNodeId=Workflow1:flow:inner", values: large.Text("id")!);
        Assert.Equal("inner", part["activity"].Text("id"));
        var way = await contract.AsksAsync("GET /workflow-definitions/subgraph/segments/{versionId}",
            $$"""{"childNode":{{Node}},"container":{{Node}},"pathSegments":[{"activityNodeId":"string","activityId":"string","activityType":"string","portName":"string?"}]}""",
            query: "?childNodeId=Workflow1:flow:inner:small", values: large.Text("id")!);
        Assert.Equal("small", way["childNode"]!["activity"].Text("id"));
        small["root"]!["activities"]![0]!["text"]!["expression"]!["value"] = "kleiner";
        small["definitionId"] = smallId;
        await studio.SaveAsync(small, publish: true);
        Assert.Equal([large.Text("definitionId")!], (await contract.AsksAsync("POST /workflow-definitions/{definitionId}/update-references", """{"affectedWorkflows":["string"]}""",
            new { consumingWorkflowIds = new[] { large.Text("definitionId") } }, values: smallId)).Texts("affectedWorkflows"));
    }

    static async Task AskToRunAsync(Contract contract, StudioDriver studio)
    {
        var id = (await studio.SaveAsync(Waiting("Loopt"), publish: true)).Text("definitionId")!;
        await contract.AsksAsync("POST /workflow-definitions/{definitionId}/execute", """{"workflowState":{"id":"string","status":"string","bookmarks":[{"id":"string"}]}}""", new { correlationId = "c-1", versionOptions = "Latest" }, values: id);
        await contract.AsksAsync("POST /workflow-definitions/{definitionId}/dispatch", """{"workflowInstanceId":"string"}""", new { correlationId = "c-2" }, values: id);
        var many = await contract.AsksAsync("POST /workflow-definitions/{definitionId}/bulk-dispatch", """{"workflowInstanceIds":["string"]}""", new { count = 3 }, values: id);
        Assert.Equal(3, many.Texts("workflowInstanceIds").Distinct().Count());
        await contract.AsksAsync("POST /events/{eventName}/trigger", "{}", new { correlationId = "c-2" }, values: "Verder");
        await contract.AsksAsync("POST /tasks/{taskId}/complete", "{}", new { result = "klaar" }, values: "none");
        Assert.Equal(["Finished"], (await studio.PostAsync("/workflow-instances", new { correlationId = "c-2" })).Objects("items").Select(row => row.Text("status")));
    }

    static async Task AskAboutInstancesAsync(Contract contract, string id)
    {
        await contract.AsksAsync("POST /workflow-instances", Rows, new { page = 0, pageSize = 10, orderBy = "Created", orderDirection = "Descending" });
        await contract.AsksAsync("GET /workflow-instances", Rows, query: "?page=0&pageSize=2&status=Running");
        await contract.AsksAsync("GET /workflow-instances/{id}", """{"id":"string","definitionVersionId":"string","status":"string","workflowState":{"bookmarks":[{"id":"string"}],"incidents":[],"activityExecutionContexts":[{"id":"string"}],"input":{},"output":{},"properties":{}}}""", values: id);
        await contract.AsksAsync("GET /workflow-instances/{id}/execution-state", """{"status":"string","subStatus":"string","updatedAt":"date"}""", values: id);
        await contract.AsksAsync("GET /workflow-instances/{id}/variables", Variables, values: id);
        var changed = await contract.AsksAsync("POST /workflow-instances/{id}/variables", Variables, new { variables = new[] { new { id = "v-note", value = "anders" } } }, values: id);
        Assert.Equal("anders", changed.Objects("items").Single().Text("value"));
        await contract.AsksAsync("POST /workflow-instances/{id}/journal", Lines, new { filter = new { eventNames = (string[]?)null } }, "?skip=0&take=113", id);
        await contract.AsksAsync("GET /workflow-instances/{id}/journal", Lines, query: "?page=0&pageSize=10", values: id);
        await contract.AsksAsync("GET /workflow-instances/{id}/journal/{activityId}", Line, values: [id, "line"]);
        await contract.AsksAsync("POST /activity-executions/report", """{"stats":[{"activityId":"string","activityNodeId":"string","startedCount":"number","completedCount":"number","uncompletedCount":"number","isBlocked":"bool","isFaulted":"bool","metadata":{}}]}""",
            new { workflowInstanceId = id, activityNodeIds = new[] { "Workflow1:flow:line" } });
        var ofLine = $"?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:flow:line";
        await contract.AsksAsync("GET /activity-execution-summaries/list", $$"""{"items":[{{Summed}}],"count":"number"}""", query: ofLine);
        var executions = await contract.AsksAsync("GET /activity-executions/list", $$"""{"items":[{{Execution}}],"count":"number"}""", query: ofLine);
        Assert.Equal(1, (await contract.AsksAsync("GET /activity-executions/count", """{"count":"number"}""", query: ofLine)).Number("count"));
        var execution = executions.Objects("items").Single().Text("id")!;
        await contract.AsksAsync("GET /activity-executions/by-id", Execution, query: "?id=" + execution);
        await contract.AsksAsync("GET /activity-executions/{id}", Execution, values: execution);
        await contract.AsksAsync("GET /activity-executions/{id}/call-stack", $$"""{"activityExecutionId":"string","items":[{{Execution}}],"totalCount":"number"}""", query: "?includeCrossWorkflowChain=True", values: execution);
        await contract.AsksAsync("GET /workflow-instances/{id}/export", """{"workflowExecutionLogRecords":[{}]}""", values: id);
        await contract.AsksAsync("POST /bulk-actions/export/workflow-instances", null, new { ids = new[] { id } });
    }

    static async Task AskToAlterAsync(Contract contract, string id)
    {
        object[] alterations = [new { type = "ModifyVariable", variableId = "v-note", value = "beter" }];
        await contract.AsksAsync("POST /alterations/run", Altered, new { workflowInstanceIds = new[] { id }, alterations });
        Assert.Equal([id], (await contract.AsksAsync("POST /alterations/dry-run", """{"workflowInstanceIds":["string"]}""", new { workflowInstanceIds = new[] { id } })).Texts("workflowInstanceIds"));
        var plan = await contract.AsksAsync("POST /alterations/submit", Altered, new { filter = new { workflowInstanceIds = new[] { id } }, alterations });
        await contract.AsksAsync("GET /alterations/{id}", """{"plan":{"id":"string"},"jobs":[{}]}""", values: plan.Text("planId")!);
        await contract.AsksAsync("POST /alterations/workflows/retry", Altered, new { workflowInstanceIds = new[] { id } });
    }

    static async Task AskToThrowAwayAsync(Contract contract, StudioDriver studio)
    {
        var (one, two) = (await StartAsync(studio), await StartAsync(studio));
        await contract.AsksAsync("POST /cancel/workflow-instances/{id}", "{}", values: one);
        await contract.AsksAsync("POST /bulk-actions/cancel/workflow-instances", """{"cancelledCount":"number"}""", new { ids = new[] { two } });
        await contract.AsksAsync("DELETE /workflow-instances/{id}", null, values: one);
        await contract.AsksAsync("POST /bulk-actions/delete/workflow-instances/by-id", """{"deleted":"number"}""", new { ids = new[] { two } });
        await contract.IsRefusedAsync("POST /bulk-actions/import/workflow-instances");
        async Task<JsonObject> NewAsync() => await studio.SaveAsync(Waiting("Weg"));
        await contract.AsksAsync("DELETE /workflow-definitions/{definitionId}", null, values: (await NewAsync()).Text("definitionId")!);
        await contract.AsksAsync("DELETE /workflow-definition-versions/{versionId}", null, values: (await NewAsync()).Text("id")!);
        await contract.AsksAsync("POST /bulk-actions/delete/workflow-definitions/by-definition-id", """{"deleted":"number"}""", new { definitionIds = new[] { (await NewAsync()).Text("definitionId") } });
        await contract.AsksAsync("POST /bulk-actions/delete/workflow-definitions/by-id", """{"deleted":"number"}""", new { ids = new[] { (await NewAsync()).Text("id") } });
    }

    /// <summary>Says a line and waits for an event.</summary>
    static JsonObject Waiting(string name)
    {
        var model = StudioDriver.Flowchart(name, Definitions.Activity("line", "Elsa.WriteLine", ("text", "hallo")), Definitions.Activity("wait", "Elsa.Event", ("eventName", "Verder")));
        model["variables"] = JsonNode.Parse("""[{"id":"v-note","name":"Note","typeName":"String","isArray":false,"value":"begin"}]""");
        model["root"]!["connections"] = JsonNode.Parse("""[{"source":{"activity":"line","port":"Done"},"target":{"activity":"wait","port":"In"},"vertices":[]}]""");
        return model;
    }

    static async Task<string> StartAsync(StudioDriver studio)
    {
        var definition = await studio.SaveAsync(Waiting("Wacht"), publish: true);
        return (await studio.PostAsync($"/workflow-definitions/{definition.Text("definitionId")}/dispatch")).Text("workflowInstanceId")!;
    }
}
