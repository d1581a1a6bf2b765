using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Studio;

/// <summary>A process owner runs what was drawn, follows it live, and repairs what went wrong.</summary>
[Collection(Alone.Name)]
public sealed class RunningTests(Chromium chromium, StudioServer studio) : IClassFixture<StudioServer>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_is_followed_while_somebody_answers_its_task()
    {
        var definitionId = await AddAsync("Terugbellen", """'Gebeld: ' + 1""");
        await using var petra = await chromium.SignInAsync(studio.Server, "petra");
        await petra.OpenStudioAsync("/studio/definitions/" + definitionId);
        await petra.RunAsync();
        await Assertions.Expect(petra.Badge("Bel terug")).ToHaveTextAsync("1", new() { Timeout = 20_000 });
        await Assertions.Expect(petra.Journal("Meld")).ToHaveCountAsync(0);

        await AnswerAsync("Bel terug");

        await Assertions.Expect(petra.Journal("Meld").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Assertions.Expect(petra.Page.Locator("[data-view=instance]").GetByText("Finished").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await petra.PictureAsync("studio-followed", wholePage: false);
    }

    [Fact]
    public async Task A_fault_is_seen_repaired_in_a_new_version_and_tried_again()
    {
        var definitionId = await AddAsync("Met een fout", "bestaatNiet()", asksFirst: false);
        await using var petra = await chromium.SignInAsync(studio.Server, "petra");
        await petra.OpenStudioAsync("/studio/definitions/" + definitionId);
        await petra.RunAsync();
        var instanceId = petra.ShownId();
        await Assertions.Expect(petra.Page.Locator("#studio-head .chip.bad")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Assertions.Expect(petra.Page.Locator("[data-view=instance]").GetByText("Faulted").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await petra.PictureAsync("studio-fault", wholePage: false);

        await petra.Page.Locator("#studio-head").GetByRole(AriaRole.Link, new() { Name = "Ontwerp" }).ClickAsync();
        await petra.SeesStudioAsync();
        await petra.SelectAsync("Meld");
        await petra.WriteCodeAsync("Tekst", "'hersteld'");
        await petra.PublishAsync();

        await petra.GoToAsync("/processes/" + instanceId);
        await petra.Page.GetByRole(AriaRole.Button, new() { Name = "Naar versie 2" }).ClickAsync();
        await petra.Page.GetByRole(AriaRole.Button, new() { Name = "Probeer opnieuw" }).ClickAsync();
        await petra.SeesAsync("Klaar");
        await petra.OpenStudioAsync("/studio/instances/" + instanceId);
        await Assertions.Expect(petra.Page.Locator("[data-view=instance]").GetByText("Finished").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }

    /// <summary>A task for the reviewers, and then a line; written by hand, because drawing has a test of its own.</summary>
    async Task<string> AddAsync(string name, string script, bool asksFirst = true)
    {
        var definitionId = Guid.CreateVersion7().ToString("N");
        var steps = new JsonArray();
        if (asksFirst)
            steps.Add(Step("task", "Crm.AssignUserTask", "Bel terug", 0, ("title", Literal("Bel terug")), ("roleName", Literal("reviewer"))));
        steps.Add(Step("line", "Elsa.WriteLine", "Meld", 320, ("text", new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script } })));
        var root = new JsonObject { ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = steps, ["connections"] = asksFirst ? new JsonArray(Connection("task", "line")) : [] };
        var json = new JsonObject { ["definitionId"] = definitionId, ["name"] = name, ["version"] = 1, ["root"] = root };
        await studio.Server.Services.GetRequiredService<WorkflowRuntime>().Definitions.ImportAsync(json.ToJsonString(), publish: true, Stop);
        return definitionId;
    }

    static JsonObject Step(string id, string type, string text, int x, params (string Name, JsonNode Value)[] inputs)
    {
        var step = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1, ["metadata"] = new JsonObject { ["displayText"] = text, ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = x, ["y"] = 0 } } } };
        foreach (var (name, value) in inputs)
            step[name] = value;
        return step;
    }

    static JsonObject Literal(string value) => new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    static JsonObject Connection(string from, string to) => new() { ["source"] = new JsonObject { ["activity"] = from, ["port"] = "Done" }, ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" } };

    async Task AnswerAsync(string title)
    {
        var marieke = await studio.Server.SignInAsync("marieke");
        var id = await studio.Server.Database.ReadAsync(db => db.Tasks.Where(task => task.Title.Nl == title).Select(task => task.Id).SingleAsync(Stop), Stop);
        (await marieke.PostAsJsonAsync($"/api/tasks/{id}/complete", new { outcome = "Done" }, Stop)).EnsureSuccessStatusCode();
    }
}
