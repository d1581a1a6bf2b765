using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Crm.Workflows;

namespace Crm.Studio;

public sealed class TransferTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_exported_definition_comes_in_elsewhere_unchanged(On on)
    {
        await using var here = await CrmServer.StartAsync(on);
        await using var elsewhere = await CrmServer.StartAsync(On.Sqlite);
        var (petra, other) = (await StudioDriver.OpenAsync(here), await StudioDriver.OpenAsync(elsewhere));
        var saved = await petra.SaveAsync(StudioDriver.Flowchart("Op reis", JsonNode.Parse("""{"id":"far","type":"Acme.Robot","version":7,"arm":{"kept":true}}""")!, Definitions.Activity("line", "Elsa.WriteLine", ("text", "é <script>"))));
        var answer = await petra.Client.GetAsync($"/elsa/api/workflow-definitions/{saved.Text("definitionId")}/export?versionOptions=1&includeConsumingWorkflows=False", Stop);
        Assert.EndsWith("-v1.json", answer.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        var file = (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
        Assert.StartsWith("https://elsaworkflows.io/schemas/workflow-definition", file.Text("$schema"), StringComparison.Ordinal);
        Assert.Equal("Acme.Robot", file["root"].Objects("activities").First().Text("type"));
        var taken = await other.PostAsync("/workflow-definitions/import", file);
        Assert.Equal((saved.Text("definitionId"), saved.Text("id"), 1, false), (taken.Text("definitionId"), taken.Text("id"), taken.Number("version"), taken.Flag("isPublished")));
        var again = await other.Client.GetStringAsync($"/elsa/api/workflow-definitions/{saved.Text("definitionId")}/export", Stop);
        var (before, after) = (Without(file, "createdAt"), Without((JsonObject)JsonNode.Parse(again)!, "createdAt"));
        Assert.True(JsonNode.DeepEquals(before, after), $"{before}\n{after}");
    }

    [Fact]
    public async Task The_shipped_definitions_are_exported_as_their_files_have_them()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        foreach (var path in Directory.GetFiles(Path.Combine(Architecture.SourceTree.Root, "workflows"), "*.json"))
        {
            var file = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(path, Stop))!;
            var exported = (JsonObject)JsonNode.Parse(await petra.Client.GetStringAsync($"/elsa/api/workflow-definitions/{file.Text("definitionId")}/export", Stop))!;
            Assert.True(JsonNode.DeepEquals(Without(file, "createdAt"), Without(exported, "createdAt")), Path.GetFileName(path));
        }
    }

    [Fact]
    public async Task Several_definitions_travel_as_a_zip()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await using var elsewhere = await CrmServer.StartAsync(On.Sqlite);
        var (petra, other) = (await StudioDriver.OpenAsync(server), await StudioDriver.OpenAsync(elsewhere));
        var ids = new[] { (await petra.SaveAsync(StudioDriver.Flowchart("Een"))).Text("id"), (await petra.SaveAsync(StudioDriver.Flowchart("Twee"))).Text("id") };
        var zip = await (await petra.TryPostAsync("/bulk-actions/export/workflow-definitions", new { ids, includeConsumingWorkflows = false })).Content.ReadAsByteArrayAsync(Stop);
        using (var archive = new ZipArchive(new MemoryStream(zip)))
            Assert.Equal(2, archive.Entries.Count);
        Assert.Equal(2, (await UploadAsync(other, "all.zip", zip)).Number("count"));
        Assert.False((await other.GetAsync("/workflow-definitions/validation/is-name-unique?name=Twee")).Flag("isUnique"));
    }

    [Fact]
    public async Task A_file_that_is_no_definition_is_refused_and_none_of_those_beside_it_comes_in()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        await StudioDriver.ReasonsAsync(await petra.TryPostAsync("/workflow-definitions/import", new { hello = "world" }));
        using var form = new MultipartFormDataContent
        {
            { Part(System.Text.Encoding.UTF8.GetBytes(StudioDriver.Flowchart("Goed").ToJsonString())), "files", "goed.json" },
            { Part("""{"nothing":1}"""u8.ToArray()), "files", "fout.json" },
        };
        await StudioDriver.ReasonsAsync(await petra.Client.PostAsync("/elsa/api/workflow-definitions/import-files", form, Stop));
        Assert.True((await petra.GetAsync("/workflow-definitions/validation/is-name-unique?name=Goed")).Flag("isUnique"));
        using var broken = new MultipartFormDataContent { { Part([1, 2, 3]), "files", "kapot.zip" } };
        await StudioDriver.ReasonsAsync(await petra.Client.PostAsync("/elsa/api/workflow-definitions/import-files", broken, Stop));
    }

    [Fact]
    public async Task An_import_with_the_id_of_somebody_elses_version_leaves_that_alone()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var quotes = await petra.GetAsync("/workflow-definitions/by-definition-id/quote-lifecycle");
        var intruder = StudioDriver.Flowchart("Indringer");
        (intruder["definitionId"], intruder["id"]) = ("intruder", quotes.Text("id"));
        Assert.NotEqual(quotes.Text("id"), (await petra.PostAsync("/workflow-definitions/import", intruder)).Text("id"));
        Assert.Equal(quotes.ToJsonString(), (await petra.GetAsync("/workflow-definitions/by-definition-id/quote-lifecycle")).ToJsonString());
    }

    static JsonObject Without(JsonObject json, string name)
    {
        var copy = (JsonObject)json.DeepClone();
        copy.Remove(name);
        return copy;
    }

    static async Task<JsonObject> UploadAsync(StudioDriver who, string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { Part(bytes), "files", name } };
        var answer = await who.Client.PostAsync("/elsa/api/workflow-definitions/import-files", form, Stop);
        return (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }

    static ByteArrayContent Part(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
}
