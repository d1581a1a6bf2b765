using FsCheck;
using FsCheck.Fluent;

namespace Crm.Engine.Tests.Execution;

/// <summary>
/// However a workflow is cut into bursts, whoever runs them and whatever dies in between: the same activities complete, each as often as
/// when it runs through. CRM_PROPERTIES says how many charts are tried.
/// </summary>
public sealed class DurabilityPropertyTests
{
    static readonly int Charts = int.TryParse(Environment.GetEnvironmentVariable("CRM_PROPERTIES"), out var charts) ? charts : 30;

    [Theory, InlineData(false), InlineData(true)]
    public void Cut_into_bursts_it_does_the_same(bool usesTokens) => Check(usesTokens, (engine, id, random) => DriveAsync(engine, id, random, () => engine.Runtime));

    [Theory, InlineData(false), InlineData(true)]
    public void Run_by_servers_that_take_turns_it_does_the_same(bool usesTokens) => Check(usesTokens, (engine, id, random) => DriveAsync(engine, id, random, () => engine.Restart()));

    [Theory, InlineData(false), InlineData(true)]
    public void With_a_crash_at_any_commit_it_does_the_same(bool usesTokens) =>
        Check(usesTokens, (engine, id, random) => DriveAsync(engine, id, random, () => engine.Restart(CrashingStore.On(engine.Store, random))));

    [Theory, InlineData(false), InlineData(true)]
    public void Saved_at_any_commit_points_it_does_the_same_although_it_crashes_there(bool usesTokens) => Prop
        .ForAll(Chart.Any, ArbMap.Default.ArbFor<int>(), (chart, seed) => SameWithCommitPointsAsync(chart, usesTokens, new Random(seed)).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Charts).WithEndSize(24));

    [Theory, InlineData(false), InlineData(true)]
    public void With_two_servers_that_resume_everything_at_once_it_does_the_same(bool usesTokens) => Check(usesTokens, async (engine, id, _) =>
    {
        WorkflowRuntime[] servers = [engine.Runtime, engine.Restart()];
        while (InstanceOf(engine, id) is { Bookmarks: { Count: > 0 } bookmarks })
            await Task.WhenAll(from server in servers from bookmark in bookmarks select Task.Run(() => server.ResumeAsync(id, bookmark.Id)));
    });

    static void Check(bool usesTokens, Func<TestEngine, string, Random, Task> driveAsync) => Prop
        .ForAll(Chart.Any, ArbMap.Default.ArbFor<int>(), (chart, seed) => SameAsync(chart, usesTokens, new Random(seed), driveAsync).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Charts).WithEndSize(24));

    static async Task<Property> SameAsync(Chart chart, bool usesTokens, Random random, Func<TestEngine, string, Random, Task> driveAsync)
    {
        var through = await CompletedAsync(chart, waits: false, usesTokens, random, (_, _, _) => Task.CompletedTask);
        var driven = await CompletedAsync(chart, waits: true, usesTokens, random, driveAsync);
        return through.SequenceEqual(driven).Label($"{string.Join(' ', driven)} instead of {string.Join(' ', through)}");
    }

    /// <summary>The steps that would wait are saved before and after instead; whatever dies in between, the next server finds what is due.</summary>
    static async Task<Property> SameWithCommitPointsAsync(Chart chart, bool usesTokens, Random random)
    {
        var through = await CompletedAsync(chart, waits: false, usesTokens, random, (_, _, _) => Task.CompletedTask);
        using var engine = new TestEngine(new WorkflowOptions { TokenFlowcharts = usesTokens });
        await engine.Runtime.Definitions.ImportAsync(ChartDrawing.Definition(chart, "CommitAlways"), publish: true);
        var start = new StartWorkflow("test") { InstanceId = "one" };
        while (engine.Store.Instances.Count == 0)
            await IgnoreCrashAsync(() => engine.Restart(CrashingStore.On(engine.Store, random)).StartAsync(start));
        while (InstanceOf(engine, "one").Status == WorkflowStatus.Running)
        {
            engine.Clock.Advance(TimeSpan.FromSeconds(2));
            await IgnoreCrashAsync(() => engine.Restart(CrashingStore.On(engine.Store, random)).RunDueAsync(1));
        }
        var driven = Completed(engine, "one");
        return through.SequenceEqual(driven).Label($"{string.Join(' ', driven)} instead of {string.Join(' ', through)}");
    }

    /// <summary>The status at the end, and what completed: read from the log, which commits with the state.</summary>
    static async Task<List<string>> CompletedAsync(Chart chart, bool waits, bool usesTokens, Random random, Func<TestEngine, string, Random, Task> driveAsync)
    {
        using var engine = new TestEngine(new WorkflowOptions { TokenFlowcharts = usesTokens });
        await engine.Runtime.Definitions.ImportAsync(ChartDrawing.Definition(chart, waits), publish: true);
        var instance = (await engine.Runtime.StartAsync(new StartWorkflow("test")))!;
        await driveAsync(engine, instance.Id, random);
        return Completed(engine, instance.Id);
    }

    static List<string> Completed(TestEngine engine, string id) =>
        [$"{InstanceOf(engine, id).SubStatus}:", .. engine.Store.LogOf(id).Where(entry => entry.Event == "Completed").Select(entry => entry.ActivityId).Order()];

    /// <summary>Resumes one wait after the other, in any order; a crash is followed by a look at what is stored.</summary>
    static async Task DriveAsync(TestEngine engine, string id, Random random, Func<WorkflowRuntime> server)
    {
        while (InstanceOf(engine, id) is { Bookmarks: { Count: > 0 } bookmarks })
            await IgnoreCrashAsync(() => server().ResumeAsync(id, bookmarks[random.Next(bookmarks.Count)].Id));
    }

    /// <summary>The next server begins where the last commit was.</summary>
    static async Task IgnoreCrashAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (CrashException)
        {
        }
    }

    static WorkflowInstance InstanceOf(TestEngine engine, string id) => engine.Store.Instances.Single(instance => instance.Id == id);
}
