using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Engine;
using Crm.Engine.Activities.Primitives;
using Crm.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Studio;

public sealed class LiveUpdateTests
{
    // SignalR ends each message with this.
    const char End = '\u001e';

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_viewer_hears_what_an_instance_does_the_moment_it_does_it(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var instance = await server.RunAsync(Definitions.Flowchart("live", [Definitions.Activity("wait", "Elsa.Event", ("eventName", "Go"))]));
        using var viewer = await ConnectAsync(server, await CookieAsync(server, "petra"));
        await SendAsync(viewer, """{"protocol":"json","version":1}""");
        Assert.Equal("{}", await ReceiveAsync(viewer));
        await SendAsync(viewer, $$"""{"type":1,"invocationId":"1","target":"ObserveInstanceAsync","arguments":["{{instance.Id}}"]}""");
        Assert.Equal(3, JsonNode.Parse(await ReceiveAsync(viewer)).Number("type"));
        await server.Services.GetRequiredService<WorkflowRuntime>().SendAsync(Event.Happened("Go"), Stop);
        var heard = new Dictionary<string, JsonObject>();
        while (heard.Count < 3)
        {
            var message = JsonNode.Parse(await ReceiveAsync(viewer));
            if (message.Number("type") == 1)
                heard[message.Text("target")!] = message!["arguments"]!.AsArray()[0]!.AsObject();
        }
        Assert.Contains(heard["ActivityExecutionLogUpdatedAsync"].Objects("stats"), stat => stat.Text("activityNodeId") == "Workflow1:flow:wait" && stat.Number("completedCount") == 1);
        Assert.Equal(instance.Id, heard["WorkflowInstanceUpdatedAsync"].Text("workflowInstanceId"));
        Assert.Contains("WorkflowExecutionLogUpdatedAsync", heard.Keys);
    }

    [Fact]
    public async Task Nobody_else_may_listen()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await Assert.ThrowsAsync<WebSocketException>(async () => await ConnectAsync(server, await CookieAsync(server, "sanne")));
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(server, ""));
        using var foreign = await ConnectAsync(server, await CookieAsync(server, "petra"), "https://evil.example");
        await SendAsync(foreign, """{"protocol":"json","version":1}""");
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (foreign.State == WebSocketState.Open)
                Assert.DoesNotContain("\"type\":1", await ReceiveAsync(foreign), StringComparison.Ordinal);
            throw new WebSocketException("Closed.");
        });
    }

    static async Task<string> CookieAsync(CrmServer server, string who)
    {
        using var client = await server.SignInAsync(who);
        var answer = await client.PostAsync("/api/session", new StringContent($$"""{"email":"{{who}}@brekelmans.example","password":"{{Data.Seed.DemoPeople.Password}}"}""", Encoding.UTF8, "application/json"), Stop);
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }

    static async Task<ClientWebSocket> ConnectAsync(CrmServer server, string cookie, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (cookie.Length > 0)
            socket.Options.SetRequestHeader("Cookie", cookie);
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new UriBuilder(server.BaseAddress) { Scheme = "ws", Path = InstanceHub.Address }.Uri, Stop);
        return socket;
    }

    static Task SendAsync(ClientWebSocket socket, string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, Stop);

    static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            var received = await socket.ReceiveAsync(one, Stop);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException("Closed.");
            if (one[0] == End)
                return text.ToString();
            text.Append((char)one[0]);
        }
    }
}
