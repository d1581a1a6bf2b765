using System.Diagnostics;
using Crm.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Workflows;

/// <summary>Many clients at once: none stuck, none served twice. CRM_CROWD says how many instances wait, 64 without it.</summary>
public sealed class CrowdTests
{
    const int Clients = 32;
    const int AtOnce = 200;
    static readonly int Crowd = int.TryParse(Environment.GetEnvironmentVariable("CRM_CROWD"), out var crowd) ? crowd : 64;
    static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Every_wait_is_resumed_once_by_clients_that_all_try_all_of_them(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var runtime = server.Services.GetRequiredService<WorkflowRuntime>();
        await runtime.Definitions.ImportAsync(Waits, publish: true, CancellationToken);
        var waiting = new List<WorkflowInstance>();
        foreach (var some in Enumerable.Range(0, Crowd).Chunk(Clients))
            waiting.AddRange((await Task.WhenAll(some.Select(_ => runtime.StartAsync(new StartWorkflow("waits"), CancellationToken))))!);

        var (watch, next, resumed) = (Stopwatch.StartNew(), -1, 0);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            // Each wait is tried twice, by whoever comes by.
            while (Interlocked.Increment(ref next) is var turn && turn < Crowd * 2)
                if (await runtime.ResumeAsync(waiting[turn / 2].Id, waiting[turn / 2].Bookmarks[0].Id, cancellationToken: CancellationToken))
                    Interlocked.Increment(ref resumed);
        }, CancellationToken)));

        TestContext.Current.TestOutputHelper?.WriteLine($"{on}: {Crowd} waits, {Clients} clients: {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal(Crowd, resumed);
        await AssertFinishedAsync(server, Crowd);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Of_two_hundred_resumes_of_one_instance_at_once_one_succeeds(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var instance = await server.RunAsync(Waits);
        var runtime = server.Services.GetRequiredService<WorkflowRuntime>();

        var resumed = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() =>
            runtime.ResumeAsync(instance.Id, instance.Bookmarks[0].Id, cancellationToken: CancellationToken), CancellationToken)));

        Assert.Single(resumed, done => done);
        await AssertFinishedAsync(server, 1);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_crowd_moves_to_another_version_without_losing_a_wait(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var runtime = server.Services.GetRequiredService<WorkflowRuntime>();
        await runtime.Definitions.ImportAsync(Waits, publish: true, CancellationToken);
        foreach (var some in Enumerable.Range(0, Crowd).Chunk(Clients))
            await Task.WhenAll(some.Select(_ => runtime.StartAsync(new StartWorkflow("waits"), CancellationToken)));
        await runtime.Definitions.ImportAsync(Definitions.Flowchart("waits", [Wait, Definitions.Activity("more", "Elsa.FlowFork")], "wait>more"), publish: true, CancellationToken);
        var before = await WaitsAsync(server);

        var watch = Stopwatch.StartNew();
        var report = await runtime.Migrations.RunAsync(new MigrationPlan("waits", 2), CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine($"{on}: {Crowd} instances moved in {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal(Crowd, report.Moved.Count());
        Assert.Equal(before, await WaitsAsync(server));
        var log = await server.Database.ReadAsync(db => db.WorkflowLog.Where(line => line.ActivityId == "wait" && line.Event != "Suspended").Select(line => line.Event).ToListAsync(CancellationToken), CancellationToken);
        Assert.Equal(Crowd, log.Count(line => line == "Started"));
        Assert.Equal(Crowd, log.Count);
    }

    static System.Text.Json.Nodes.JsonObject Wait => Definitions.Activity("wait", "Elsa.Event", ("eventName", "go"));

    static string Waits => Definitions.Flowchart("waits", [Wait]);

    static Task<List<string>> WaitsAsync(CrmServer server) =>
        server.Database.ReadAsync(db => db.WorkflowBookmarks.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(CancellationToken), CancellationToken);

    static async Task AssertFinishedAsync(CrmServer server, int instances)
    {
        Assert.Empty(await WaitsAsync(server));
        var finished = await server.Database.ReadAsync(db => db.WorkflowInstances.CountAsync(row => row.SubStatus == "Finished" && row.DefinitionId == "waits", CancellationToken), CancellationToken);
        Assert.Equal(instances, finished);
        var completed = await server.Database.ReadAsync(db => db.WorkflowLog.CountAsync(line => line.ActivityId == "wait" && line.Event == "Completed", CancellationToken), CancellationToken);
        Assert.Equal(instances, completed);
    }
}
