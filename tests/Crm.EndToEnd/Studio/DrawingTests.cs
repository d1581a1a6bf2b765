using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Studio;

/// <summary>A process owner draws in the real Elsa Studio, on our server.</summary>
[Collection(Alone.Name)]
public sealed class DrawingTests(Chromium chromium, StudioServer studio) : IClassFixture<StudioServer>
{
    [Fact]
    public async Task A_new_flowchart_with_an_activity_of_ours_is_saved_as_it_is_drawn_published_and_run()
    {
        await using var petra = await chromium.SignInAsync(studio.Server, "petra");
        await using var recorder = new Recorder(petra, "drawn-and-run");
        await petra.OpenStudioAsync();
        await petra.CreateFlowchartAsync("Nabellen na de beurs");
        await petra.AddVariableAsync("Vraag", "Hoe vond je de beurs?");
        await petra.DragInAsync("Taak toewijzen", 60, 60);
        await petra.FillInputAsync("Titel", "Bel na");
        await petra.PickVariableAsync("Toelichting", "Vraag");
        await petra.PickInputAsync("Rol", "Beoordelaar");
        await petra.DragInAsync("Regel schrijven", 440, 260);
        await petra.WriteJavaScriptAsync("Tekst", "'Klaar op ' + new Date().getFullYear()");
        await petra.ConnectAsync("AssignUserTask1", "Done", "WriteLine1");
        await petra.PictureAsync("studio-drawn", wholePage: false);
        await petra.PublishAsync();
        await petra.PictureAsync("studio-published", wholePage: false);
        var definitionId = petra.ShownId();
        await petra.RunAsync();
        await Assertions.Expect(petra.Badge("AssignUserTask1")).ToHaveTextAsync("1", new() { Timeout = 20_000 });

        var root = await PublishedRootAsync(definitionId);
        var task = Activity(root, "Crm.AssignUserTask");
        var line = Activity(root, "Elsa.WriteLine");
        Assert.Equal("Bel na", (string?)task["title"]!["expression"]!["value"]);
        Assert.Equal("Vraag", (string?)JsonNode.Parse((string)task["instruction"]!["expression"]!["value"]!)!["name"]);
        Assert.Equal("Hoe vond je de beurs?", await studio.Server.Database.ReadAsync(db => db.Tasks.Where(made => made.Title.Nl == "Bel na").Select(made => made.Instruction.Nl).SingleAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
        Assert.Equal("reviewer", (string?)task["roleName"]!["expression"]!["value"]);
        Assert.Equal("JavaScript", (string?)line["text"]!["expression"]!["type"]);
        Assert.Equal("'Klaar op ' + new Date().getFullYear()", (string?)line["text"]!["expression"]!["value"]);
        var connection = Assert.Single(root["connections"]!.AsArray())!;
        Assert.Equal((string?)task["id"], (string?)connection["source"]!["activity"]);
        Assert.Equal((string?)line["id"], (string?)connection["target"]!["activity"]);
    }

    static JsonNode Activity(JsonNode root, string type) => root["activities"]!.AsArray().Single(activity => (string?)activity!["type"] == type)!;

    Task<JsonNode> PublishedRootAsync(string definitionId) => studio.Server.Database.ReadAsync(async db =>
        JsonNode.Parse(await db.WorkflowDefinitions.Where(row => row.DefinitionId == definitionId && row.IsPublished).Select(row => row.Json).SingleAsync())!["root"]!);
}
