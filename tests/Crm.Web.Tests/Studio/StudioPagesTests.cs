using System.Net;
using System.Text.Json.Nodes;
using Crm.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Studio;

/// <summary>The page around Elsa Studio and the package's own files, as a browser asks for them.</summary>
public sealed class StudioPagesTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_process_owners_and_administrators_get_in()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        foreach (var address in new[] { "/studio", "/studio/definitions", "/studio/instances", "/studio/definitions/quote-lifecycle", "/studio/-/head/definitions" })
        {
            foreach (var who in new[] { "petra", "adil" })
                Assert.Equal(HttpStatusCode.OK, await StatusAsync(await server.SignInAsync(who), address));
            foreach (var who in new[] { "sanne", "marieke" })
                Assert.StartsWith("/no-access", await LedToAsync(await server.SignInAsync(who), address), StringComparison.Ordinal);
            Assert.Equal("/sign-in?to=" + Uri.EscapeDataString(address), await LedToAsync(server.Anonymous(), address));
        }
    }

    [Theory]
    [InlineData("/studio/workflows/definitions/quote-lifecycle/edit", "/studio/definitions/quote-lifecycle")]
    [InlineData("/workflows/definitions/quote-lifecycle/edit", "/studio/definitions/quote-lifecycle")]
    [InlineData("/studio/workflows/instances/x/view", "/studio/instances/x")]
    public async Task An_address_that_Studio_makes_up_itself_leads_to_ours(string address, string ours)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        Assert.Equal(ours, await LedToAsync(await server.SignInAsync("petra"), address));
    }

    [Fact]
    public async Task The_head_says_what_the_check_has_to_say_before_anything_is_put_in_use()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var task = new JsonObject { ["id"] = "task", ["type"] = "Crm.AssignUserTask", ["version"] = 1, ["name"] = "Nabellen" };
        var saved = await petra.SaveAsync(StudioDriver.Flowchart("Nog niet af", task));
        var head = await petra.Client.GetStringAsync("/studio/-/head/definitions/" + saved.Text("definitionId"), Stop);
        Assert.Contains("opmerkingen", head, StringComparison.Ordinal);
        Assert.Contains("aan niemand toegewezen", head, StringComparison.Ordinal);
        Assert.DoesNotContain("opmerking", await petra.Client.GetStringAsync("/studio/-/head/definitions/quote-lifecycle", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_that_was_picked_and_thrown_away_is_told_and_one_that_got_another_name_is_not()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        async Task<string> HeadAsync(string variables)
        {
            var line = Workflows.Definitions.Activity("line", "Elsa.WriteLine");
            line["text"] = JsonNode.Parse("""{"expression":{"type":"Variable","value":"{\"id\":\"v-1\",\"name\":\"Vraag\",\"typeName\":\"String\"}"}}""");
            var model = StudioDriver.Flowchart("Met een variabele", line);
            model["variables"] = JsonNode.Parse(variables);
            return await petra.Client.GetStringAsync("/studio/-/head/definitions/" + (await petra.SaveAsync(model)).Text("definitionId"), Stop);
        }
        Assert.Contains("Tekst kan niet worden berekend: er is geen variabele ‘Vraag’", WebUtility.HtmlDecode(await HeadAsync("[]")), StringComparison.Ordinal);
        Assert.DoesNotContain("kan niet worden berekend", await HeadAsync("""[{"id":"v-1","name":"Antwoord","typeName":"String"}]"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await server.SignInAsync("petra");
        foreach (var address in new[] { "/studio/elsewhere", "/studio/definitions/none", "/studio/instances/none", "/studio/_framework/none.wasm", "/studio/index.html", "/studio/_content/../package.json", "/studio/_framework/..%2f..%2fpackage.json" })
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(petra, address));
    }

    [Fact]
    public async Task The_head_tells_which_version_is_in_use_and_which_one_is_being_worked_on()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await server.Database.WriteAsync(async db =>
        {
            var published = await db.WorkflowDefinitions.SingleAsync(row => row.DefinitionId == "quote-lifecycle", Stop);
            published.IsLatest = false;
            db.WorkflowDefinitions.Add(new DefinitionRow { Id = "draft", DefinitionId = "quote-lifecycle", Name = "Een <b>offerte</b>", Version = 2, IsLatest = true, Json = published.Json, CreatedAt = published.CreatedAt });
        }, Stop);
        var head = await (await server.SignInAsync("petra")).GetStringAsync("/studio/-/head/definitions/quote-lifecycle", Stop);
        Assert.Contains("Concept v2", head, StringComparison.Ordinal);
        Assert.Contains("In gebruik: v1", head, StringComparison.Ordinal);
        Assert.Contains("Een &lt;b&gt;offerte&lt;/b&gt;", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_lets_the_browser_talk_to_nobody_else_and_run_nothing_else()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var page = await (await server.SignInAsync("petra")).GetAsync("/studio/definitions", Stop);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains($"connect-src 'self' ws://{server.BaseAddress.Authority}", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval' 'unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-inline'", policy.Split(';').Single(part => part.Contains("script-src", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("http://", (await page.Content.ReadAsStringAsync(Stop)).Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_travel_compressed_with_the_type_of_what_is_inside()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var icu = NameOf(server, "_framework/icudt.");
        var runtime = NameOf(server, "_framework/dotnet.native.", ".wasm");
        foreach (var (name, type) in new[] { (icu, "application/octet-stream"), (runtime, "application/wasm"), ("_framework/dotnet.js", "text/javascript"), ("_content/MudBlazor/MudBlazor.min.css", "text/css") })
        {
            foreach (var encoding in new[] { "br", "gzip" })
            {
                var file = await AskAsync(server, name, encoding);
                Assert.Equal(type, file.Content.Headers.ContentType?.MediaType);
                Assert.Equal(encoding, file.Content.Headers.ContentEncoding.Single());
            }
            Assert.Empty((await AskAsync(server, name, "identity")).Content.Headers.ContentEncoding);
        }
    }

    [Fact]
    public async Task A_file_named_after_its_content_is_kept_for_ever_and_another_is_sent_once()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var runtime = await AskAsync(server, NameOf(server, "_framework/dotnet.native.", ".wasm"), "br");
        Assert.Contains("immutable", runtime.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        foreach (var name in new[] { "_framework/dotnet.js", "_framework/blazor.webassembly.js", "_content/MudBlazor/MudBlazor.min.js" })
        {
            var first = await AskAsync(server, name, "br");
            Assert.True(first.Headers.CacheControl!.NoCache);
            var again = await AskAsync(server, name, "br", first.Headers.ETag!.ToString());
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, name, "identity", first.Headers.ETag.ToString())).StatusCode);
        }
    }

    [Fact]
    public async Task Without_the_package_the_product_runs_and_the_page_says_what_to_do()
    {
        await using var data = new TestFolder();
        await using var server = await CrmServer.StartAsync(["--data", data.Path, "--studiofolder", "/nowhere", .. await DatabaseTemplate.CopyAsync(On.Sqlite, demo: false, data.Path)]);
        var page = await (await server.SignInAsync("petra")).GetStringAsync("/studio/definitions", Stop);
        Assert.Contains("npm ci --prefix studio", page, StringComparison.Ordinal);
        Assert.DoesNotContain("_framework", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(server, "_framework/dotnet.js", "br")).StatusCode);
    }

    static string NameOf(CrmServer server, string start, string end = "")
    {
        var package = server.Services.GetRequiredService<StudioPackage>();
        Assert.True(package.IsHere, "Elsa Studio is not here. Fetch it with: npm ci --prefix studio");
        return package.Names.First(name => name.StartsWith(start, StringComparison.Ordinal) && name.EndsWith(end, StringComparison.Ordinal));
    }

    static async Task<HttpResponseMessage> AskAsync(CrmServer server, string name, string encoding, string? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/studio/" + name);
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return await server.Anonymous().SendAsync(request, Stop);
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address) => (await client.GetAsync(address, Stop)).StatusCode;

    static async Task<string> LedToAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address, Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString().Replace(client.BaseAddress!.ToString().TrimEnd('/'), "", StringComparison.Ordinal);
    }
}
