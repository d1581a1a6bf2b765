using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Crm.Studio;

public sealed class DescriptorTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_editor_gets_everything_it_asks_for_when_it_starts(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        Shape.Is("""{"items":[{"name":"string","namespace":"string","fullName":"string","displayName":"string","description":"string"}],"count":"number"}""", await petra.GetAsync("/features/installed"));
        Shape.Is("""
            {"items":[{"typeName":"string","namespace":"string","name":"string","version":"number","category":"string","displayName":"string","description":"string","kind":"string",
              "isBrowsable":"bool","isContainer":"bool","isStart":"bool","isTerminal":"bool","customProperties":{},"constructionProperties":{},
              "ports":[{"name":"string","displayName":"string","type":"string","isBrowsable":"bool"}],
              "inputs":[{"name":"string","typeName":"string","displayName":"string","order":"number","isBrowsable":"bool","isSynthetic":"bool","isWrapped":"bool","uiHint":"string",
                "defaultSyntax":"string","isReadOnly":"bool","isSensitive":"bool","uiSpecifications":{}}],
              "outputs":[{"name":"string","typeName":"string","displayName":"string","order":"number","isBrowsable":"bool","isSynthetic":"bool"}]}],"count":"number"}
            """, await petra.GetAsync("/descriptors/activities?Refresh=True"));
        Shape.Is("""{"items":[{"type":"string","displayName":"string","isSerializable":"bool","isBrowsable":"bool","properties":{}}],"count":"number"}""", await petra.GetAsync("/descriptors/expression-descriptors"));
        foreach (var strategies in new[] { "workflow-activation-strategies", "log-persistence-strategies", "incident-strategies" })
            Shape.Is("""{"items":[{"typeName":"string","displayName":"string","description":"string"}],"count":"number"}""", await petra.GetAsync("/descriptors/" + strategies));
        foreach (var commits in new[] { "workflows", "activities" })
            Shape.Is("""{"items":[{"name":"string","displayName":"string","description":"string"}],"count":"number"}""", await petra.GetAsync("/descriptors/commit-strategies/" + commits));
        Shape.Is("""{"items":[{"typeName":"string","displayName":"string","priority":"number","deprecated":"bool"}]}""", await petra.GetAsync("/descriptors/storage-drivers"));
        Shape.Is("""{"items":[{"typeName":"string","displayName":"string","category":"string","description":"string?"}]}""", await petra.GetAsync("/descriptors/variables"));
        Shape.Is("""{"items":[]}""", await petra.GetAsync("/descriptors/output-converters?sourceType=String&destinationType=Int32"));
    }

    [Fact]
    public async Task The_toolbox_names_each_activity_and_version_once_and_in_words()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var activities = (await (await StudioDriver.OpenAsync(server)).GetAsync("/descriptors/activities"))["items"]!.AsArray();
        Assert.Equal(activities.Count, activities.Select(activity => (activity.Text("typeName"), activity.Number("version"))).Distinct().Count());
        Assert.All(activities, activity => Assert.NotEqual("", activity.Text("description")));
        var task = activities.Single(activity => activity.Text("typeName") == "Crm.AssignUserTask")!;
        Assert.Equal("dynamic-outcomes", task.Objects("inputs").Single(input => input.Text("name") == "Outcomes").Text("uiHint"));
        var decision = activities.Single(activity => activity.Text("typeName") == "Elsa.FlowDecision")!;
        Assert.Equal([("True", "Flow"), ("False", "Flow")], decision.Objects("ports").Select(port => (port.Text("name"), port.Text("type"))));
        Assert.Equal([("Then", "Embedded"), ("Else", "Embedded")], activities.Single(activity => activity.Text("typeName") == "Elsa.If").Objects("ports").Select(port => (port.Text("name"), port.Text("type"))));
    }

    [Fact]
    public async Task The_toolbox_speaks_the_language_of_who_reads_it_and_no_text_is_missing_in_either()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var dutch = await StudioDriver.OpenAsync(server);
        await server.Database.WriteAsync(db => db.Users.Where(user => user.Name == "Adil Bennani").ExecuteUpdateAsync(user => user.SetProperty(u => u.Language, "en"), Stop), Stop);
        var english = await StudioDriver.OpenAsync(server, "adil");
        var (nl, en) = (await ToolboxAsync(dutch), await ToolboxAsync(english));
        Assert.Equal("Taak toewijzen", nl["Crm.AssignUserTask"].Text("displayName"));
        Assert.Equal("Assign user task", en["Crm.AssignUserTask"].Text("displayName"));
        Assert.Contains("Beoordelaar", nl["Crm.AssignUserTask"].ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(en.Keys.Order(), nl.Keys.Order());
        var translated = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Workflows", "activities.nl.json"), Stop))!.AsObject();
        Assert.Empty(en.Values.SelectMany(TextsOf).Except(translated.Select(pair => pair.Key)));
    }

    static async Task<Dictionary<string, JsonObject>> ToolboxAsync(StudioDriver who) => (await who.GetAsync("/descriptors/activities")).Objects("items").ToDictionary(activity => activity.Text("typeName")!);

    /// <summary>What stands on the screen of an activity.</summary>
    static IEnumerable<string> TextsOf(JsonObject activity) =>
        new[] { activity }.Concat(activity.Objects("ports")).Concat(activity.Objects("inputs")).Concat(activity.Objects("outputs"))
            .SelectMany(part => new[] { part.Text("displayName"), part.Text("category"), part.Text("description")?.Replace("Required.", "", StringComparison.Ordinal).Trim() })
            .OfType<string>().Where(text => text.Length > 0);

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = (await StudioDriver.OpenAsync(server)).Client;
        var first = await client.GetAsync("/elsa/api/descriptors/activities", Stop);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/elsa/api/descriptors/activities");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again, Stop)).StatusCode);
    }
}
