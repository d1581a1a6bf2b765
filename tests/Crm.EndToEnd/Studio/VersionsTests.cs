using System.Text.Json.Nodes;
using Crm.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Studio;

/// <summary>A process owner returns to an earlier version, takes a definition along as a file and brings one in, in the real Elsa Studio.</summary>
[Collection(Alone.Name)]
public sealed class VersionsTests(Chromium chromium, StudioServer studio) : IClassFixture<StudioServer>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_earlier_version_comes_back_and_a_file_goes_out_and_in()
    {
        var definitionId = Guid.CreateVersion7().ToString("N");
        foreach (var text in new[] { "een", "twee" })
            await studio.Server.Services.GetRequiredService<WorkflowRuntime>().Definitions.ImportAsync(Says(definitionId, text).ToJsonString(), publish: true, Stop);
        await using var petra = await chromium.SignInAsync(studio.Server, "petra");
        await petra.OpenStudioAsync("/studio/definitions/" + definitionId);

        await petra.RevertAsync(1);
        Assert.Equal((3, "een"), await LatestAsync(definitionId));

        await petra.OpenStudioAsync("/studio/definitions/" + definitionId);
        var file = JsonNode.Parse(await petra.ExportAsync())!;
        Assert.Equal((definitionId, "een"), ((string)file["definitionId"]!, TextOf(file)));

        Activity(file)["text"]!["expression"]!["value"] = "van een ander";
        await petra.ImportAsync(file.ToJsonString());
        Assert.Equal((3, "van een ander"), await LatestAsync(definitionId));
        await petra.PictureAsync("studio-imported", wholePage: false);
    }

    static JsonObject Says(string definitionId, string text) => new()
    {
        ["definitionId"] = definitionId, ["name"] = "Heen en terug", ["version"] = 1,
        ["root"] = new JsonObject
        {
            ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["connections"] = new JsonArray(),
            ["activities"] = new JsonArray(new JsonObject
            {
                ["id"] = "line", ["type"] = "Elsa.WriteLine", ["version"] = 1,
                ["text"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = text } },
            }),
        },
    };

    static JsonNode Activity(JsonNode definition) => definition["root"]!["activities"]![0]!;

    static string TextOf(JsonNode definition) => (string)Activity(definition)["text"]!["expression"]!["value"]!;

    Task<(int Version, string Text)> LatestAsync(string definitionId) => studio.Server.Database.ReadAsync(async db =>
    {
        var latest = await db.WorkflowDefinitions.SingleAsync(row => row.DefinitionId == definitionId && row.IsLatest, Stop);
        return (latest.Version, TextOf(JsonNode.Parse(latest.Json)!));
    }, Stop);
}
