using Crm.Engine;
using Crm.Engine.Activities.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Workflows;

/// <summary>Two things happen at the same moment: one has done its work and not committed yet, the other begins.</summary>
public sealed class RaceTests
{
    static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_event_that_happens_while_an_instance_begins_to_wait_reaches_it(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var runtime = server.Services.GetRequiredService<WorkflowRuntime>();
        await runtime.Definitions.ImportAsync(Waits("waits"), publish: true, CancellationToken);

        var (started, _) = await AtOnceAsync(
            server,
            () => runtime.StartAsync(new StartWorkflow("waits"), CancellationToken),
            () => runtime.SendAsync(Event.Happened("go"), CancellationToken));

        Assert.Equal(WorkflowStatus.Finished, (await server.InstanceAsync(started!.Id))!.Status);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Of_two_starts_of_a_singleton_one_is_refused(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var runtime = server.Services.GetRequiredService<WorkflowRuntime>();
        var definition = Waits("single").Replace("\"root\":", "\"options\":{\"activationStrategyType\":\"Singleton\"},\"root\":", StringComparison.Ordinal);
        await runtime.Definitions.ImportAsync(definition, publish: true, CancellationToken);

        var (one, other) = await AtOnceAsync(
            server,
            () => runtime.StartAsync(new StartWorkflow("single"), CancellationToken),
            () => runtime.StartAsync(new StartWorkflow("single"), CancellationToken));

        Assert.NotNull(one);
        Assert.Null(other);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Two_publications_become_two_versions_and_one_is_published(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var runtime = server.Services.GetRequiredService<WorkflowRuntime>();
        await runtime.Definitions.ImportAsync(Waits("twice"), publish: true, CancellationToken);

        var (one, other) = await AtOnceAsync(
            server,
            () => runtime.Definitions.ImportAsync(Waits("twice"), publish: true, CancellationToken),
            () => runtime.Definitions.ImportAsync(Waits("twice"), publish: true, CancellationToken));

        Assert.Equal((2, 3), (one.Version, other.Version));
        Assert.Equal([3], await server.Database.ReadAsync(db =>
            db.WorkflowDefinitions.Where(row => row.DefinitionId == "twice" && row.IsPublished).Select(row => row.Version).ToListAsync(CancellationToken), CancellationToken));
    }

    static string Waits(string definitionId) => Definitions.Flowchart(definitionId, [Definitions.Activity("wait", "Elsa.Event", ("eventName", "go"))]);

    /// <summary>The other begins when the one is done but for its commit, which comes when the other has ended or waits for the one.</summary>
    static async Task<(T, TOther)> AtOnceAsync<T, TOther>(CrmServer server, Func<Task<T>> one, Func<Task<TOther>> other)
    {
        var (isDone, mayBegin) = (new TaskCompletionSource(), new TaskCompletionSource());
        var second = Task.Run(async () =>
        {
            await isDone.Task;
            var work = other();
            mayBegin.SetResult();
            return await work;
        });
        var first = await server.Database.WriteAsync(async _ =>
        {
            var result = await one();
            isDone.SetResult();
            await mayBegin.Task;
            await Eventually.TrueAsync(async () => second.IsCompleted || await WaitsForAnotherAsync(server), "the other is done or waits");
            return result;
        }, CancellationToken);
        return (first, await second);
    }

    static async Task<bool> WaitsForAnotherAsync(CrmServer server) => await server.Database.ReadAsync(async db =>
        !db.Database.IsNpgsql() || await db.Database.SqlQuery<int>($"""
            SELECT COUNT(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            """).SingleAsync(CancellationToken) > 0, CancellationToken);
}
