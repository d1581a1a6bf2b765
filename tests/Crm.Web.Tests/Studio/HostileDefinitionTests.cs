using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Definitions that nobody draws: each gets a clear no, or is kept, and the server goes on. A hang ends in the client's own time limit.</summary>
public sealed class HostileDefinitionTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_is_too_large_too_many_or_too_deep_is_refused_with_the_reason(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        Assert.Contains("10 MB", await RefusedAsync(petra, Sent(new string('x', 20 * 1024 * 1024))), StringComparison.Ordinal);
        var many = StudioDriver.Flowchart("Veel", [.. Enumerable.Range(0, 10_000).Select(index => (JsonNode)Definitions.Activity($"a{index}", "Elsa.WriteLine"))]);
        Assert.Contains("2000", await RefusedAsync(petra, new JsonObject { ["model"] = many }.ToJsonString()), StringComparison.Ordinal);
        Assert.Contains("diep", (await RefusedAsync(petra, Nested(500))).Replace("deep", "diep", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("JSON", await RefusedAsync(petra, """{"model":{"name":"half"""), StringComparison.Ordinal);
        Assert.Contains("JSON", await RefusedAsync(petra, """{"model":{"name":"a","name":"b","root":{}}}"""), StringComparison.Ordinal);
        Assert.True((await petra.GetAsync("/workflow-definitions/validation/is-name-unique?name=Veel")).Flag("isUnique"));
    }

    [Theory]
    [InlineData("""{"model":null}""")]
    [InlineData("""[1,2]""")]
    [InlineData("""{"model":{"name":"x","root":5}}""")]
    [InlineData("""{"model":{"name":"x","root":{"id":"r"}}}""")]
    [InlineData("""{"model":{"name":"x","root":{"id":"r","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.WriteLine"},{"id":"a","type":"Elsa.WriteLine"}]}}}""")]
    [InlineData("""{"model":{"name":"x","root":{"id":"r","type":"Elsa.Flowchart","activities":[5,"x",null]}}}""")]
    [InlineData("""{"model":{"name":"x","root":{"id":"r","type":"Elsa.Fork","joinMode":"sideways"}}}""")]
    [InlineData("""{"model":{"name":"x","root":{"id":"r","type":"Elsa.NotFoundActivity","originalActivityJson":"{"}}}""")]
    public async Task What_is_no_definition_is_refused(string body)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        Assert.NotEqual("", await RefusedAsync(petra, body));
    }

    [Theory]
    [InlineData("""{"name":"<script>alert(1)</script>","description":"\u0000","definitionId":"' OR 1=1 --"}""")]
    [InlineData("""{"name":null,"variables":"none","inputs":{"a":1},"options":[],"customProperties":null}""")]
    [InlineData("""{"name":"x","variables":[{"name":5},{"typeName":{}},7],"inputs":[null]}""")]
    [InlineData("""{"name":"x","root":{"id":"r","type":"Elsa.Flowchart","activities":[],"connections":[{"source":null},5,{"source":{"activity":"no"},"target":{"activity":"no"}}]}}""")]
    [InlineData("""{"name":"x","root":{"id":"r:r","type":"Elsa.Flowchart","activities":[{"id":"","type":"A","version":"9"},{"type":"","id":"q"}]}}""")]
    public async Task Whatever_is_in_it_the_server_answers_and_shows_it_or_says_why_not(string model)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var answer = await SendAsync(petra, $$"""{"model":{{model}},"publish":false}""");
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, await answer.Content.ReadAsStringAsync(Stop));
        Assert.True((await petra.Client.GetAsync("/elsa/api/workflow-definitions?versionOptions=Latest", Stop)).IsSuccessStatusCode);
        Assert.True((await petra.Client.GetAsync("/elsa/api/descriptors/activities", Stop)).IsSuccessStatusCode);
        if (answer.StatusCode != HttpStatusCode.OK)
            return;
        var saved = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["workflowDefinition"]!;
        Assert.True((await petra.Client.GetAsync($"/elsa/api/workflow-definitions/by-id/{saved.Text("id")}", Stop)).IsSuccessStatusCode);
        Assert.True((await petra.TryPostAsync($"/scripting/javascript/type-definitions/{Uri.EscapeDataString(saved.Text("definitionId")!)}")).IsSuccessStatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Workflows_that_use_each_other_in_a_circle_are_not_published(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        await petra.SaveAsync(Usable("Een"), publish: true);
        await petra.SaveAsync(Usable("Twee", "Een"), publish: true);
        var one = (await petra.GetAsync("/workflow-definitions?versionOptions=Latest&SearchTerm=Een")).Objects("items").Single();
        var circle = Usable("Een", "Twee");
        circle["definitionId"] = one.Text("definitionId");
        var refused = await StudioDriver.ReasonsAsync(await petra.TrySaveAsync(circle, publish: true));
        Assert.Contains("Een", refused, StringComparison.Ordinal);
        Assert.True((await petra.GetAsync($"/workflow-definitions/by-definition-id/{one.Text("definitionId")}?versionOptions=Published")).Flag("isPublished"));
    }

    [Fact]
    public async Task Workflows_that_double_at_every_level_are_refused_before_they_fill_the_memory()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        await petra.SaveAsync(Usable("Laag0"), publish: true);
        HttpStatusCode? refused = null;
        for (var level = 1; level <= 24 && refused is null; level++)
            if (await petra.TrySaveAsync(Usable($"Laag{level}", $"Laag{level - 1}", $"Laag{level - 1}"), publish: true) is { IsSuccessStatusCode: false } answer)
                refused = answer.StatusCode;
        Assert.Equal(HttpStatusCode.BadRequest, refused);
    }

    [Fact]
    public async Task A_zip_that_holds_more_than_the_memory_does_is_refused_before_it_is_unpacked()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var large = Encoding.UTF8.GetBytes(new JsonObject { ["name"] = "Groot", ["root"] = new JsonObject { ["id"] = "r", ["type"] = "Elsa.Flowchart", ["filler"] = new string(' ', 9 * 1024 * 1024) } }.ToJsonString());
            for (var number = 0; number < 40; number++)
            {
                await using var entry = await zip.CreateEntry($"{number}.json", CompressionLevel.Fastest).OpenAsync(Stop);
                await entry.WriteAsync(large, Stop);
            }
        }
        using var sent = new MultipartFormDataContent { { new ByteArrayContent(bytes.ToArray()), "files", "bom.zip" } };
        Assert.Contains("30 MB", await StudioDriver.ReasonsAsync(await petra.Client.PostAsync("/elsa/api/workflow-definitions/import-files", sent, Stop)), StringComparison.Ordinal);
        Assert.True((await petra.GetAsync("/workflow-definitions/validation/is-name-unique?name=Groot")).Flag("isUnique"));
    }

    [Fact]
    public async Task What_is_too_large_or_broken_is_refused_at_the_other_doors_too()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        foreach (var (body, reason) in new[] { (new string(' ', 20 * 1024 * 1024), "10 MB"), (Nested(500), "deep"), ("{\"name\":", "JSON"), ("[]", "object"), ("{}", "definitie") })
        {
            var imported = await petra.Client.PostAsync("/elsa/api/workflow-definitions/import", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
            Assert.Contains(reason, await StudioDriver.ReasonsAsync(imported), StringComparison.Ordinal);
            using var file = new MultipartFormDataContent { { new StringContent(body), "files", "proces.json" } };
            Assert.Contains(reason, await StudioDriver.ReasonsAsync(await petra.Client.PostAsync("/elsa/api/workflow-definitions/import-files", file, Stop)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Activities_that_lead_to_each_other_for_ever_are_an_incident_and_not_a_hang()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var model = StudioDriver.Flowchart("Rondje", Definitions.Activity("there", "Elsa.FlowDecision", ("condition", false)), Definitions.Activity("back", "Elsa.FlowDecision", ("condition", false)));
        model["root"]!["connections"] = JsonNode.Parse("""
            [{"source":{"activity":"there","port":"False"},"target":{"activity":"back","port":"In"}},{"source":{"activity":"back","port":"False"},"target":{"activity":"there","port":"In"}}]
            """);
        model["root"]!["start"] = "there";
        Assert.Contains("loop", await IncidentAsync(petra, model), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_that_starts_itself_for_ever_is_an_incident()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var model = StudioDriver.Flowchart("Zichzelf", Definitions.Activity("again", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "itself"), ("waitForCompletion", true)));
        model["definitionId"] = "itself";
        Assert.NotEqual("", await IncidentAsync(petra, model));
    }

    [Fact]
    public async Task A_step_of_an_unknown_type_is_an_incident_only_when_it_is_reached()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var model = StudioDriver.Flowchart("Onbekend", Definitions.Activity("far", "Acme.Robot"));
        Assert.Contains("Acme.Robot", await IncidentAsync(petra, model, publish: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_without_an_end_is_an_incident_and_not_a_hang()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var saved = await petra.SaveAsync(StudioDriver.Flowchart("Eindeloos", JsonNode.Parse("""{"id":"loop","type":"Elsa.RunJavaScript","version":1,"script":{"expression":{"type":"Literal","value":"while (true) { }"}}}""")!), publish: true);
        var state = (await petra.PostAsync($"/workflow-definitions/{saved.Text("definitionId")}/execute", new { versionOptions = "Latest" }))["workflowState"];
        Assert.Equal("Faulted", state.Text("subStatus"));
    }

    /// <summary>Why the workflow stops when it is run.</summary>
    static async Task<string> IncidentAsync(StudioDriver petra, JsonObject model, bool publish = true)
    {
        var saved = await petra.SaveAsync(model, publish);
        var state = (await petra.PostAsync($"/workflow-definitions/{saved.Text("definitionId")}/execute", new { versionOptions = "Latest" }))["workflowState"];
        var faulted = state.Text("subStatus") == "Faulted" ? state : (await DeepestAsync(petra, saved.Text("definitionId")!))["workflowState"];
        return faulted.Objects("incidents").First().Text("message")!;
    }

    /// <summary>Those that started it may still wait for its end.</summary>
    static async Task<JsonObject> DeepestAsync(StudioDriver petra, string definitionId)
    {
        var faulted = await petra.PostAsync("/workflow-instances", new { definitionId, subStatus = "Faulted" });
        return await petra.GetAsync($"/workflow-instances/{faulted.Objects("items").First().Text("id")}");
    }

    static JsonObject Usable(string name, params string[] used)
    {
        var model = StudioDriver.Flowchart(name, [Definitions.Activity("line", "Elsa.WriteLine"), .. used.Select((type, index) => (JsonNode)Definitions.Activity($"use{index}", type))]);
        model["options"] = new JsonObject { ["usableAsActivity"] = true };
        return model;
    }

    static string Nested(int depth) => string.Concat(
    [
        """{"model":{"name":"Diep","root":""",
        .. Enumerable.Range(0, depth).Select(level => $$"""{"id":"n{{level}}","type":"Elsa.Sequence","version":1,"activities":["""),
        .. Enumerable.Repeat("]}", depth), "}}",
    ]);

    static string Sent(string name) => new JsonObject { ["model"] = new JsonObject { ["name"] = name } }.ToJsonString();

    static async Task<string> RefusedAsync(StudioDriver petra, string body) => await StudioDriver.ReasonsAsync(await SendAsync(petra, body));

    static Task<HttpResponseMessage> SendAsync(StudioDriver petra, string body) =>
        petra.Client.PostAsync("/elsa/api/workflow-definitions", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
}
