using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Crm.Engine;
using Crm.Engine.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Workflows;

public sealed class WorkflowEndpointTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_request_starts_the_workflow_and_gets_its_answer(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await PublishAsync(server, Sequence(Endpoint("orders/{id}", "GET", ("routeData", "Route")), Answer("getRoute().id + ' ' + typeof getRoute()", 201)));
        using var client = server.Anonymous();

        var answer = await client.GetAsync("/workflows/Orders/42", Cancel);

        Assert.Equal((HttpStatusCode.Created, "42 object"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/workflows/orders/42", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/workflows/nothing", Cancel)).StatusCode);
        Assert.Equal(1, await CountAsync(server));
    }

    [Fact]
    public async Task Who_may_call_stands_in_the_endpoint()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var endpoint = Endpoint("secret", "GET");
        endpoint["authorize"] = Definitions.Activity("", "", ("authorize", true))["authorize"]!.DeepClone();
        endpoint["policy"] = Definitions.Activity("", "", ("policy", "reviewer"))["policy"]!.DeepClone();
        await PublishAsync(server, Sequence(endpoint, Answer("'told'")));

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/workflows/secret", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await server.SignInAsync("sanne")).GetAsync("/workflows/secret", Cancel)).StatusCode);
        var reviewer = await server.SignInAsync("marieke");
        Assert.Equal("told", await reviewer.GetStringAsync("/workflows/secret", Cancel));
        using var fromElsewhere = new HttpRequestMessage(HttpMethod.Get, "/workflows/secret") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await reviewer.SendAsync(fromElsewhere, Cancel)).StatusCode);
        Assert.Equal(1, await CountAsync(server));
    }

    [Fact]
    public async Task Whoever_calls_without_end_is_told_to_wait()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        using var client = server.Anonymous();

        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => client.GetAsync("/workflows/nothing", Cancel)));

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_workflow_asks_another_server_before_it_answers_and_the_other_is_asked_once(On on)
    {
        await using var other = new OtherServer("""{"rate":21}""");
        await using var server = await AllowedAsync(on, other);
        await PublishAsync(server, Sequence(Endpoint("vat", "GET"), Request(other.Address, "ask"), Answer("getOutputFrom('ask', 'ParsedContent').rate + ' %'")));

        Assert.Equal("21 %", await server.Anonymous().GetStringAsync("/workflows/vat", Cancel));
        await Eventually.TrueAsync(() =>
        {
            // More than once: the worker may just have looked at the clock, and not yet be waiting on it.
            server.Clock.Advance(TimeSpan.FromHours(1));
            return server.Database.ReadAsync(db => db.Outbox.AllAsync(message => message.DoneAt != null, Cancel), Cancel);
        }, "the request that was kept in case the server died is done");
        Assert.Single(other.Asked);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_request_of_a_workflow_leaves_after_the_commit_and_the_workflow_goes_on_with_the_answer(On on)
    {
        await using var other = new OtherServer("hello");
        await using var server = await AllowedAsync(on, other);

        var instance = await server.RunAsync(Sequence(Request(other.Address, "ask"), Definitions.Activity("done", "Elsa.SetName", ("value", "told"))));

        Assert.Equal(WorkflowSubStatus.Suspended, instance.SubStatus);
        await Eventually.TrueAsync(async () => (await server.InstanceAsync(instance.Id))!.SubStatus == WorkflowSubStatus.Finished, "the workflow has its answer");
        Assert.Contains("Idempotency-Key", Assert.Single(other.Asked));
    }

    [Fact]
    public async Task A_request_to_this_machine_is_not_sent()
    {
        await using var other = new OtherServer("secret");
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await PublishAsync(server, Sequence(Endpoint("ask", "GET"), Request(other.Address, "ask"), Answer("'got ' + getOutputFrom('ask', 'ParsedContent')")));

        Assert.Equal("got null", await server.Anonymous().GetStringAsync("/workflows/ask", Cancel));
        Assert.Empty(other.Asked);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_turned_away_and_nothing_is_started()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var endpoint = Endpoint("upload", "POST", ("file", "File"));
        endpoint["fileSizeLimit"] = Definitions.Activity("", "", ("x", 10))["x"]!.DeepClone();
        await PublishAsync(server, Sequence(endpoint, Answer("getFile().FileName + ' ' + getFile().Length")));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await UploadAsync(server, 11)).StatusCode);
        Assert.Equal(0, await CountAsync(server));
        Assert.Equal("note.txt 10", await (await UploadAsync(server, 10)).Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_workflow_that_faults_answers_500_and_two_workflows_cannot_share_an_address()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await PublishAsync(server, Sequence(Endpoint("bad", "GET"), Definitions.Activity("boom", "Elsa.Fault", ("message", "boom"))));

        var answer = await server.Anonymous().GetAsync("/workflows/bad", Cancel);

        Assert.Equal((HttpStatusCode.InternalServerError, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
        var clash = await Assert.ThrowsAsync<DefinitionException>(() => PublishAsync(server, Sequence(Endpoint("Bad", "GET"))));
        Assert.Equal("The /bad path and get method are already in use by another workflow!", clash.Fault);
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<CrmServer> AllowedAsync(On on, OtherServer other)
    {
        var data = new TestFolder();
        string[] database = await DatabaseTemplate.CopyAsync(on, false, data.Path);
        return await CrmServer.StartAsync(["--data", data.Path, .. database, "--WorkflowPrivateHosts:0", other.Address.Host], data);
    }

    static async Task<HttpResponseMessage> UploadAsync(CrmServer server, int size)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[size]), "file", "note.txt" } };
        return await server.Anonymous().PostAsync("/workflows/upload", form, Cancel);
    }

    static Task<int> CountAsync(CrmServer server) => server.Database.ReadAsync(db => db.WorkflowInstances.CountAsync(Cancel), Cancel);

    static Task<VersionHead> PublishAsync(CrmServer server, string definition) =>
        server.Services.GetRequiredService<WorkflowRuntime>().Definitions.ImportAsync(definition, publish: true, Cancel);

    static string Sequence(params JsonNode[] activities) => new JsonObject
    {
        ["definitionId"] = $"d{Guid.NewGuid():N}",
        ["root"] = new JsonObject { ["id"] = "root", ["type"] = "Elsa.Sequence", ["activities"] = new JsonArray(activities) },
        ["variables"] = new JsonArray(Variable("Route"), Variable("File")),
    }.ToJsonString();

    static JsonObject Variable(string name) => new() { ["id"] = $"var-{name}", ["name"] = name, ["typeName"] = "Object" };

    static JsonObject Endpoint(string path, string method, params (string Output, string Variable)[] outputs)
    {
        var endpoint = Definitions.Activity("endpoint", "Elsa.HttpEndpoint", ("path", path), ("supportedMethods", $"[\"{method}\"]"));
        endpoint["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        foreach (var (output, variable) in outputs)
            endpoint[output] = new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = $"var-{variable}" } };
        return endpoint;
    }

    static JsonObject Request(Uri address, string id) => Definitions.Activity(id, "Elsa.SendHttpRequest", ("url", address.ToString()));

    static JsonObject Answer(string script, int status = 200)
    {
        var answer = Definitions.Activity("answer", "Elsa.WriteHttpResponse", ("statusCode", status));
        answer["content"] = new JsonObject { ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script } };
        return answer;
    }

    /// <summary>A server of someone else, on this machine, that remembers what it was asked.</summary>
    sealed class OtherServer : IAsyncDisposable
    {
        readonly HttpListener listener = new();
        readonly Task serving;

        public OtherServer(string json)
        {
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            }
            listener.Prefixes.Add(Address.ToString());
            listener.Start();
            serving = ServeAsync(System.Text.Encoding.UTF8.GetBytes(json));
        }

        public Uri Address { get; }
        public List<string> Asked { get; } = [];

        public async ValueTask DisposeAsync()
        {
            listener.Close();
            await serving;
        }

        async Task ServeAsync(byte[] json)
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    Asked.Add(context.Request.Headers.ToString()!);
                    context.Response.ContentType = "application/json";
                    await context.Response.OutputStream.WriteAsync(json);
                    context.Response.Close();
                }
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // Closed with the test.
            }
        }
    }
}
