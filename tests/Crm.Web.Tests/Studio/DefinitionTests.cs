using System.Net;
using System.Text.Json.Nodes;
using Crm.Workflows;

namespace Crm.Studio;

public sealed class DefinitionTests
{
    const string Link = """[{"href":"string","rel":"string","method":"string"}]""";
    const string Definition = """
        {"id":"string","definitionId":"string","name":"string","version":"number","isLatest":"bool","isPublished":"bool","isReadonly":"bool","createdAt":"date","toolVersion":"string",
         "options":{},"variables":[{"id":"string","name":"string","typeName":"string"}],"inputs":[],"outputs":[],"outcomes":[],"customProperties":{},"links":LINK,
         "root":{"id":"string","nodeId":"string","type":"string","version":"number","activities":[{"id":"string","nodeId":"string","type":"string","version":"number"}],"connections":[]}}
        """;

    static string Whole => Definition.Replace("LINK", Link, StringComparison.Ordinal);

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_list_and_the_editor_show_the_shipped_definitions(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var list = await petra.GetAsync("/workflow-definitions?versionOptions=Latest&Page=0&PageSize=2&SearchTerm=&IsSystem=False&OrderBy=&OrderDirection=");
        Shape.Is("""
            {"items":[{"id":"string","definitionId":"string","name":"string","description":"string?","version":"number","isLatest":"bool","isPublished":"bool","createdAt":"date",
              "materializerName":"string","isMaterializerAvailable":"bool","links":LINK}],"totalCount":"number","links":LINK}
            """.Replace("LINK", Link, StringComparison.Ordinal), list);
        Assert.Equal(2, list["items"]!.AsArray().Count);
        Assert.True(list["totalCount"]!.GetValue<int>() > 2);
        Assert.Contains(list.Objects("links"), link => link.Text("rel") == "bulk-publish");
        foreach (var definitionId in new[] { "quote-lifecycle", "new-relation-approval", "contact-moment-follow-up" })
        {
            var shown = await petra.GetAsync($"/workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest");
            Shape.Is(Whole, shown);
            Assert.Contains(shown.Objects("links"), link => link.Text("rel") == "publish");
            Assert.DoesNotContain(ActivityJson.SelfAndWithin(shown.Object("root")!), activity => activity.Text("type") == NotFound.Type);
            Assert.Equal(shown.ToJsonString(), (await petra.GetAsync($"/workflow-definitions/by-id/{shown.Text("id")}")).ToJsonString());
        }
        Assert.Equal("quote-lifecycle", (await petra.GetAsync("/workflow-definitions?versionOptions=Published&SearchTerm=offerte%20BEOORDELEN")).Objects("items").Single().Text("definitionId"));
        Assert.Equal(HttpStatusCode.NotFound, (await petra.Client.GetAsync("/elsa/api/workflow-definitions/by-definition-id/none", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_new_definition_is_a_draft_until_it_is_published_and_then_gets_a_draft_again(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var created = await petra.SaveAsync(StudioDriver.Flowchart("Nieuw", Definitions.Activity("line", "Elsa.WriteLine", ("text", "hallo"))));
        Shape.Is(Whole, created);
        Assert.Equal((1, true, false), Version(created));
        var draft = await petra.SaveAsync(created);
        Assert.Equal((1, true, false, created.Text("id")), (draft.Number("version"), draft.Flag("isLatest"), draft.Flag("isPublished"), draft.Text("id")));
        var published = await petra.SaveAsync(draft, publish: true);
        Assert.Equal((1, true, true), Version(published));
        published["description"] = "Anders";
        var next = await petra.SaveAsync(published);
        Assert.Equal((2, true, false), Version(next));
        Assert.NotEqual(created.Text("id"), next.Text("id"));
        Assert.Equal((1, false, true), Version(await petra.GetAsync($"/workflow-definitions/by-id/{created.Text("id")}")));
        // The editor may still hold the first version's id and number.
        published["description"] = "Nog anders";
        Assert.Equal((2, true, false), Version(await petra.SaveAsync(published)));
        Assert.Equal((2, true, true), Version((JsonObject)(await petra.PostAsync($"/workflow-definitions/{created.Text("definitionId")}/publish"))["workflowDefinition"]!));
        Assert.Equal([(2, true, true), (1, false, false)], (await VersionsAsync(petra, created)).Select(Version));
    }

    [Fact]
    public async Task Saving_again_what_is_published_changes_nothing()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var published = await petra.SaveAsync(StudioDriver.Flowchart("Twee keer", Definitions.Activity("line", "Elsa.WriteLine")), publish: true);
        var first = await petra.SaveAsync(published, publish: true);
        var again = await petra.PostAsync("/workflow-definitions", new JsonObject { ["model"] = published.DeepClone(), ["publish"] = true });
        Assert.True(again.Flag("alreadyPublished"));
        Assert.Equal(first.Text("id"), again["workflowDefinition"].Text("id"));
        Assert.Equal(first.Text("id"), (await petra.SaveAsync(published)).Text("id"));
    }

    [Fact]
    public async Task What_nobody_knows_is_kept_to_the_letter_and_shown_as_not_found()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var foreign = JsonNode.Parse("""
            {"id":"far","type":"Acme.Robot","version":7,"name":"Far","arm":{"typeName":"Acme.Arm","expression":{"type":"Acme","value":{"deep":[1,{"x":null}]}}},
             "metadata":{"designer":{"position":{"x":1,"y":2}}},"body":{"id":"inside","type":"Acme.Hand","version":1}}
            """)!;
        var model = StudioDriver.Flowchart("Vreemd", foreign.DeepClone(), Definitions.Activity("line", "Elsa.WriteLine"));
        model["acme"] = new JsonObject { ["kept"] = true };
        model["root"]!["connections"] = JsonNode.Parse("""[{"source":{"activity":"far","port":"Grabbed"},"target":{"activity":"line","port":"In"},"vertices":[]}]""");
        var shown = await petra.SaveAsync(model);
        var placeholder = shown["root"].Objects("activities").First();
        Assert.Equal((NotFound.Type, "far", "Workflow1:flow:far"), (placeholder.Text("type"), placeholder.Text("id"), placeholder.Text("nodeId")));
        Assert.Equal("""["Grabbed"]""", placeholder["missingOutcomes"].Object("expression").Text("value"));
        placeholder["metadata"]!["designer"] = JsonNode.Parse("""{"position":{"x":10,"y":20}}""");
        var saved = await petra.SaveAsync(shown);
        Assert.True(saved["acme"].Flag("kept"));
        Assert.Equal("Grabbed", saved["root"].Objects("connections").Single()["source"].Text("port"));
        foreign["metadata"]!["designer"] = JsonNode.Parse("""{"position":{"x":10,"y":20}}""");
        var stored = await server.StoredAsync(saved.Text("id")!);
        var kept = JsonNode.Parse(stored)!["root"].Objects("activities").First();
        kept.Remove("nodeId");
        kept.Object("body")!.Remove("nodeId");
        Assert.True(JsonNode.DeepEquals(foreign, kept), kept.ToJsonString());
        var refused = await StudioDriver.ReasonsAsync(await petra.TrySaveAsync(saved, publish: true));
        Assert.Contains("Acme.Robot", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_free_until_somebody_has_it()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var saved = await petra.SaveAsync(StudioDriver.Flowchart("Bezet"));
        Assert.False((await petra.GetAsync("/workflow-definitions/validation/is-name-unique?name=Bezet")).Flag("isUnique"));
        Assert.True((await petra.GetAsync("/workflow-definitions/validation/is-name-unique?name=Vrij")).Flag("isUnique"));
        Assert.True((await petra.GetAsync($"/workflow-definitions/validation/is-name-unique?name=Bezet&definitionId={saved.Text("definitionId")}")).Flag("isUnique"));
    }

    static (int?, bool, bool) Version(JsonNode definition) => (definition.Number("version"), definition.Flag("isLatest"), definition.Flag("isPublished"));

    static async Task<IEnumerable<JsonObject>> VersionsAsync(StudioDriver petra, JsonObject definition) =>
        (await petra.GetAsync($"/workflow-definitions?versionOptions=AllVersions&DefinitionIds={definition.Text("definitionId")}&OrderBy=Version&OrderDirection=Descending")).Objects("items");
}
