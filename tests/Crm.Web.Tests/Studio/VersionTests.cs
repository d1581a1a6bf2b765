using System.Net;
using System.Text.Json.Nodes;
using Crm.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Studio;

public sealed class VersionTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_version_can_be_taken_back_returned_to_and_thrown_away(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var first = await petra.SaveAsync(Line("een"), publish: true);
        var id = first.Text("definitionId");
        var retracted = await petra.PostAsync($"/workflow-definitions/{id}/retract");
        Assert.Equal((1, true, false), Version(retracted));
        Assert.Contains(retracted.Objects("links"), link => link.Text("rel") == "publish");
        Assert.Contains("gepubliceerd", await StudioDriver.ReasonsAsync(await petra.TryPostAsync($"/workflow-definitions/{id}/retract")), StringComparison.OrdinalIgnoreCase);
        await petra.PostAsync($"/workflow-definitions/{id}/publish");
        first["root"] = Line("twee")["root"]!.DeepClone();
        Assert.Equal((2, true, false), Version(await petra.SaveAsync(first)));
        var reverted = await petra.PostAsync($"/workflow-definitions/{id}/revert/1");
        Shape.Is("""{"id":"string","definitionId":"string","name":"string","version":"number","isLatest":"bool","isPublished":"bool","createdAt":"date"}""", reverted);
        Assert.Equal((3, true, false), Version(reverted));
        Assert.Equal("een", Said(await petra.GetAsync($"/workflow-definitions/by-definition-id/{id}?versionOptions=Latest")));
        Assert.Equal("twee", Said(await petra.GetAsync($"/workflow-definitions/by-definition-id/{id}?versionOptions=2")));
        Assert.Equal(HttpStatusCode.NoContent, (await petra.Client.DeleteAsync($"/elsa/api/workflow-definition-versions/{reverted.Text("id")}", Stop)).StatusCode);
        Assert.Equal((2, true, false), Version(await petra.GetAsync($"/workflow-definitions/by-definition-id/{id}")));
        await StudioDriver.ReasonsAsync(await petra.Client.DeleteAsync($"/elsa/api/workflow-definition-versions/{first.Text("id")}", Stop));
        Assert.Equal([2, 1], (await petra.GetAsync($"/workflow-definitions/{id}/versions")).Objects("items").Select(version => version.Number("version")));
        Assert.Equal(HttpStatusCode.NoContent, (await petra.Client.DeleteAsync($"/elsa/api/workflow-definitions/{id}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await petra.Client.DeleteAsync($"/elsa/api/workflow-definitions/{id}", Stop)).StatusCode);
    }

    [Fact]
    public async Task What_has_run_or_is_used_is_not_thrown_away()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var saved = await petra.SaveAsync(Line("gedraaid"), publish: true);
        await petra.PostAsync($"/workflow-definitions/{saved.Text("definitionId")}/execute");
        await StudioDriver.ReasonsAsync(await petra.Client.DeleteAsync($"/elsa/api/workflow-definitions/{saved.Text("definitionId")}", Stop));
        await StudioDriver.ReasonsAsync(await petra.Client.DeleteAsync("/elsa/api/workflow-definitions/new-relation-approval", Stop));
    }

    [Fact]
    public async Task A_draft_that_was_tried_stays_what_it_was_and_the_next_save_is_another_version()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var draft = await petra.SaveAsync(StudioDriver.Flowchart("Proef", Definitions.Activity("wait", "Elsa.Event", ("eventName", "Verder"))));
        var answer = await petra.TryPostAsync($"/workflow-definitions/{draft.Text("definitionId")}/execute", new { versionOptions = "Latest", correlationId = (string?)null, triggerActivityId = (string?)null, input = (object?)null });
        var instanceId = answer.Headers.GetValues("x-elsa-workflow-instance-id").Single();
        draft["root"]!["activities"] = new JsonArray();
        Assert.Equal((2, true, false), Version(await petra.SaveAsync(draft)));
        var instance = await petra.GetAsync($"/workflow-instances/{instanceId}");
        Assert.Equal("wait", (await petra.GetAsync($"/workflow-definitions/by-id/{instance.Text("definitionVersionId")}"))["root"].Objects("activities").Single().Text("id"));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Publishing_what_others_use_takes_them_along_when_it_says_so(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var part = Line("oud");
        part["name"] = "Deel";
        part["options"] = new JsonObject { ["usableAsActivity"] = true, ["autoUpdateConsumingWorkflows"] = true };
        part = await petra.SaveAsync(part, publish: true);
        var whole = await petra.SaveAsync(StudioDriver.Flowchart("Geheel", Use(part)), publish: true);
        part["root"] = Line("nieuw")["root"]!.DeepClone();
        var answer = await petra.PostAsync("/workflow-definitions", new JsonObject { ["model"] = part.DeepClone(), ["publish"] = true });
        Assert.Equal(1, answer.Number("consumingWorkflowCount"));
        var taken = await petra.GetAsync($"/workflow-definitions/by-definition-id/{whole.Text("definitionId")}?versionOptions=Published");
        Assert.Equal((2, true, true), Version(taken));
        Assert.Equal(answer["workflowDefinition"].Text("id"), taken["root"].Objects("activities").Single().Text("workflowDefinitionVersionId"));
        Assert.Equal("Petra Oost", (await server.Services.GetRequiredService<DefinitionHistory>().FindAsync(whole.Text("definitionId")!, Stop))!.InUse!.PublishedBy);
    }

    static JsonObject Use(JsonObject part) => new()
    {
        ["id"] = "deel", ["type"] = "Deel", ["version"] = part.Number("version"),
        ["workflowDefinitionId"] = part.Text("definitionId"), ["workflowDefinitionVersionId"] = part.Text("id"),
    };

    [Fact]
    public async Task Publishing_tells_everything_that_is_wrong_at_once()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var draft = await petra.SaveAsync(StudioDriver.Flowchart("Fout", EveryNever("een"), EveryNever("twee"), Definitions.Activity("far", "Acme.Robot")));
        var id = draft.Text("definitionId")!;
        var reasons = await StudioDriver.ReasonsAsync(await petra.TryPostAsync($"/workflow-definitions/{id}/publish"));
        Assert.All(["een", "twee", "Acme.Robot"], what => Assert.Contains(what, reasons));
        var findings = (await server.Services.GetRequiredService<DefinitionHistory>().FindAsync(id, Stop))!.Findings;
        Assert.Equal(["een", "twee"], findings.Where(finding => finding.IsFault).Select(finding => finding.Step));
    }

    static JsonObject EveryNever(string id)
    {
        var cron = Definitions.Activity(id, "Elsa.Cron", ("cronExpression", "nooit"));
        cron["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return cron;
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Several_definitions_are_published_retracted_and_deleted_at_once(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var (one, two) = (await petra.SaveAsync(Line("een")), await petra.SaveAsync(Line("twee"), publish: true));
        var unknown = await petra.SaveAsync(StudioDriver.Flowchart("Vreemd", Definitions.Activity("far", "Acme.Robot")));
        string[] ids = [one.Text("definitionId")!, two.Text("definitionId")!, unknown.Text("definitionId")!, "none"];
        var published = await petra.PostAsync("/bulk-actions/publish/workflow-definitions/by-definition-ids", new { definitionIds = ids });
        Assert.Equal(
            (ids[0], ids[1], ids[2], "none"),
            (published.Texts("published").Single(), published.Texts("alreadyPublished").Single(), published.Texts("failed").Single(), published.Texts("notFound").Single()));
        Assert.Empty(published.Texts("updatedConsumers"));
        var retracted = await petra.PostAsync("/bulk-actions/retract/workflow-definitions/by-definition-ids", new { definitionIds = ids });
        Assert.Equal([ids[0], ids[1]], retracted.Texts("retracted"));
        Assert.Equal([ids[2]], retracted.Texts("alreadyRetracted"));
        Assert.Equal(["none"], retracted.Texts("notFound"));
        Assert.Equal(1, (await petra.PostAsync("/bulk-actions/delete/workflow-definitions/by-id", new { ids = new[] { unknown.Text("id") } })).Number("deleted"));
        Assert.Equal(2, (await petra.PostAsync("/bulk-actions/delete/workflow-definitions/by-definition-id", new { definitionIds = ids })).Number("deleted"));
    }

    static JsonObject Line(string text) => StudioDriver.Flowchart($"Zegt {text}", Definitions.Activity("line", "Elsa.WriteLine", ("text", text)));

    static string? Said(JsonObject definition) => definition["root"].Objects("activities").Single().Object("text")!["expression"].Text("value");

    static (int?, bool, bool) Version(JsonNode definition) => (definition.Number("version"), definition.Flag("isLatest"), definition.Flag("isPublished"));
}
