using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Crm.Studio;

/// <summary>What the real Studio asked of the API while somebody drew and ran a process, recorded from its browser, is answered again.</summary>
public sealed class RecordedTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static string Folder => Path.Combine(Architecture.SourceTree.Root, "tests", "Crm.Web.Tests", "Studio", "Recorded");

    [Theory, InlineData(On.Sqlite, "drawn-and-run"), InlineData(On.Postgres, "drawn-and-run"), InlineData(On.Sqlite, "second-review"), InlineData(On.Postgres, "second-review")]
    public async Task Is_answered_as_it_was_then(On on, string recording)
    {
        await using var server = await CrmServer.StartAsync(on);
        using var petra = await server.SignInAsync("petra");
        var renamed = new Dictionary<string, string>();
        var asked = await File.ReadAllLinesAsync(Path.Combine(Folder, recording + ".jsonl"), Stop);
        Assert.NotEmpty(asked);
        foreach (var exchange in asked.Select(line => (JsonObject)JsonNode.Parse(line)!))
        {
            using var request = new HttpRequestMessage(new(exchange.Text("method")!), Renamed(exchange.Text("address")!, renamed));
            if (exchange["body"] is { } body)
                request.Content = JsonContent.Create(JsonNode.Parse(Renamed(body.ToJsonString(), renamed)));
            using var answer = await petra.SendAsync(request, Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True((int)answer.StatusCode == exchange.Number("status"), $"{exchange.Text("method")} {exchange.Text("address")}: {(int)answer.StatusCode} {text}");
            foreach (var (path, then) in exchange.Object("names")!)
                renamed[(string)then!] = NameIn(answer, text, path);
        }
    }

    static string NameIn(HttpResponseMessage answer, string text, string path) => answer.Headers.TryGetValues(path, out var header)
        ? header.Single()
        : (string)path.Split('.').Aggregate(JsonNode.Parse(text), (json, step) => json is JsonArray items ? items[int.Parse(step, CultureInfo.InvariantCulture)] : json![step])!;

    // The longest first: the name of an execution begins with that of its instance.
    static string Renamed(string text, Dictionary<string, string> renamed) => renamed.OrderByDescending(name => name.Key.Length).Aggregate(text, (whole, name) => whole.Replace(name.Key, name.Value, StringComparison.Ordinal));
}
