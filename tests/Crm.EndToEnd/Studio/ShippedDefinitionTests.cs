using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Studio;

/// <summary>The definitions that come with the product open in Elsa Studio, and opening, touching and saving one changes nothing that runs.</summary>
[Collection(Alone.Name)]
public sealed class ShippedDefinitionTests(Chromium chromium, StudioServer studio) : IClassFixture<StudioServer>
{
    [Theory]
    [InlineData("quote-lifecycle")]
    [InlineData("new-relation-approval")]
    [InlineData("contact-moment-follow-up")]
    [InlineData("quote-question")]
    [InlineData("quote-counter-signature")]
    [InlineData("mail-bounced")]
    public async Task Opens_whole_and_keeps_its_meaning_when_a_step_is_moved(string definitionId)
    {
        var shipped = await JsonOfAsync(definitionId, isDraft: false);
        await using var petra = await chromium.SignInAsync(studio.Server, "petra");
        await petra.OpenStudioAsync("/studio/definitions/" + definitionId);
        var steps = shipped["root"]!["activities"]!.AsArray();
        await Assertions.Expect(petra.Page.Locator(".x6-node")).ToHaveCountAsync(steps.Count, new() { Timeout = 20_000 });
        await Assertions.Expect(petra.Page.Locator(".x6-edge")).ToHaveCountAsync(shipped["root"]!["connections"]!.AsArray().Count, new() { Timeout = 20_000 });
        await petra.ZoomToFitAsync();
        await petra.PictureAsync("studio-" + definitionId, wholePage: false);
        await petra.MoveAsync(petra.Page.Locator(".x6-node").First, 20, 10);

        var touched = await JsonOfAsync(definitionId, isDraft: true);
        Assert.NotEqual(shipped.ToJsonString(), touched.ToJsonString());
        Assert.Equal(Meaning(shipped["root"]!).ToJsonString(), Meaning(touched["root"]!).ToJsonString());
        foreach (var part in new[] { "variables", "inputs", "outputs", "outcomes" })
            Assert.Equal(Meaning(shipped[part] ?? new JsonArray()).ToJsonString(), Meaning(touched[part] ?? new JsonArray()).ToJsonString());
    }

    /// <summary>What the engine reads: not where a step is drawn, nor in which order the file names the steps, nor what was left empty.</summary>
    static JsonNode Meaning(JsonNode node) => node switch
    {
        JsonObject all => new JsonObject(all.Where(property => property.Key is not ("designer" or "vertices" or "nodeId" or "storageDriverTypeName"))
            .Where(property => !IsEmpty(property.Value)).OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Meaning(property.Value!)))),
        JsonArray items => new JsonArray([.. items.Select(item => Meaning(item!)).OrderBy(item => item.ToJsonString(), StringComparer.Ordinal)]),
        _ => node.DeepClone(),
    };

    static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonArray items => items.Count == 0,
        JsonObject all => all.All(property => IsEmpty(property.Value)),
        JsonValue value => value.TryGetValue<bool>(out var isSo) && !isSo,
        _ => false,
    };

    Task<JsonNode> JsonOfAsync(string definitionId, bool isDraft) => studio.Server.Database.ReadAsync(async db =>
        JsonNode.Parse(await db.WorkflowDefinitions.Where(row => row.DefinitionId == definitionId && row.IsPublished != isDraft).Select(row => row.Json).SingleAsync())!);
}
