using Crm.Engine.Activities.Primitives;
using FsCheck;
using FsCheck.Fluent;

namespace Crm.Engine.Tests.Execution;

/// <summary>Running instances move to another version: what is completed stays completed, what waits keeps waiting.</summary>
public sealed class MigrationTests
{
    static readonly int Charts = int.TryParse(Environment.GetEnvironmentVariable("CRM_PROPERTIES"), out var charts) ? charts : 30;

    [Theory, InlineData(false), InlineData(true)]
    public void After_a_move_at_any_moment_nothing_runs_again_and_no_wait_is_lost(bool usesTokens) => Prop
        .ForAll(Chart.Any, ArbMap.Default.ArbFor<int>(), (chart, seed) => MovesAsync(chart, usesTokens, new Random(seed), takesBack: false).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Charts).WithEndSize(24));

    [Theory, InlineData(false), InlineData(true)]
    public void A_move_that_is_taken_back_leaves_no_trace(bool usesTokens) => Prop
        .ForAll(Chart.Any, ArbMap.Default.ArbFor<int>(), (chart, seed) => MovesAsync(chart, usesTokens, new Random(seed), takesBack: true).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Charts).WithEndSize(24));

    [Fact]
    public async Task A_plan_is_tried_first_and_tells_what_stands_in_the_way()
    {
        using var engine = new TestEngine();
        await PublishAsync(engine, Draw.Sequence(Draw.Event("A"), Draw.Event("B")).Replace("sequence", "s", StringComparison.Ordinal));
        var (first, second) = (await StartAsync(engine), await StartAsync(engine));
        await engine.Runtime.ResumeAsync(second.Id, second.Bookmarks[0].Id);
        var root = first.Activities[1].NodeId.Split(':')[1];
        await PublishAsync(engine, $$"""{ "id": "{{root}}", "type": "Elsa.Sequence", "activities": [{{Draw.Event("A")}}, {{Draw.Write("'new'")}}] }""");
        var plan = new MigrationPlan("test", 2);

        var tried = await engine.Runtime.Migrations.TryAsync(plan);
        Assert.All(engine.Store.Instances, instance => Assert.Equal(1, instance.DefinitionVersion));
        var done = await engine.Runtime.Migrations.RunAsync(plan);

        Assert.Equal(first.Id, Assert.Single(tried.Moved).InstanceId);
        Assert.Contains(":B', which does not exist in version 2", Assert.Single(tried.Refused).Obstacle);
        Assert.Equal(tried.Instances.Select(instance => instance.Obstacle), done.Instances.Select(instance => instance.Obstacle));
        await engine.Runtime.SendAsync(Event.Happened("A"));
        Assert.Equal(["new"], engine.Lines);
    }

    [Fact]
    public async Task A_step_before_the_wait_of_a_sequence_neither_repeats_nor_skips_what_follows()
    {
        using var engine = new TestEngine();
        const string Sequence = """{ "id": "s", "type": "Elsa.Sequence", "activities": [STEPS] }""";
        await PublishAsync(engine, Sequence.Replace("STEPS", string.Join(',', Draw.Write("'one'", "one"), Draw.Event("E"), Draw.Write("'two'", "two"))));
        await StartAsync(engine);
        await PublishAsync(engine, Sequence.Replace("STEPS", string.Join(',', Draw.Write("'zero'", "zero"), Draw.Write("'one'", "one"), Draw.Write("'extra'", "extra"), Draw.Event("E"), Draw.Write("'two'", "two"))));

        await engine.Runtime.Migrations.RunAsync(new MigrationPlan("test", 2));
        await engine.Runtime.SendAsync(Event.Happened("E"));

        Assert.Equal(["one", "two"], engine.Lines);
    }

    [Fact]
    public async Task A_join_does_not_wait_for_a_branch_that_is_new_and_was_passed()
    {
        using var engine = new TestEngine();
        string[] activities = [Draw.Activity("Elsa.FlowFork", "fork"), Draw.Event("A"), Draw.Event("B"), Draw.Activity("Elsa.FlowJoin", "join", ("mode", "Literal", "WaitAll")), Draw.Write("'joined'", "after")];
        string[] connections = ["fork→A", "fork→B", "A→join", "B→join", "join→after"];
        await PublishAsync(engine, Draw.Flowchart(activities, connections));
        await StartAsync(engine);
        await PublishAsync(engine, Draw.Flowchart([.. activities, Draw.Event("C")], [.. connections, "fork→C", "C→join"]));

        await engine.Runtime.Migrations.RunAsync(new MigrationPlan("test", 2));
        await engine.Runtime.SendAsync(Event.Happened("A"));
        Assert.Empty(engine.Lines);
        await engine.Runtime.SendAsync(Event.Happened("B"));

        Assert.Equal(["joined"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, engine.Store.Instances.Single().SubStatus);
    }

    [Fact]
    public async Task A_timer_stays_due_at_its_moment_and_a_new_variable_has_its_first_value()
    {
        using var engine = new TestEngine();
        var delay = Draw.Activity("Elsa.Delay", "d", ("timeSpan", "Literal", "01:00:00"));
        await PublishAsync(engine, Draw.Flowchart([delay, Draw.Write("'old'", "w")], "d→w"));
        var due = (await StartAsync(engine)).Bookmarks[0].DueAt;
        await engine.Runtime.Definitions.ImportAsync(
            Draw.Definition(Draw.Flowchart([delay.Replace("\"d\"", "\"e\"", StringComparison.Ordinal), Draw.Write("getNote()", "w")], "e→w"), variables: $"[{Draw.Variable("Note", "String", "new")}]"), publish: true);

        await engine.Runtime.Migrations.RunAsync(new MigrationPlan("test", 2) { Mapping = new Dictionary<string, string> { ["d"] = "e" } });

        Assert.Equal(due, Assert.Single(engine.Store.Bookmarks).DueAt);
        engine.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await engine.Runtime.RunDueAsync(10));
        Assert.Equal(["new"], engine.Lines);
    }

    static async Task<Property> MovesAsync(Chart chart, bool usesTokens, Random random, bool takesBack)
    {
        var through = await CompletedAsync(chart, waits: false, usesTokens, random, _ => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>()));
        var moved = await CompletedAsync(chart, waits: true, usesTokens, random, async engine =>
        {
            var next = ChartDrawing.NextDefinition(chart, random, out var mapping);
            await engine.Runtime.Definitions.ImportAsync(next, publish: true);
            var before = engine.Store.Bookmarks.Select(bookmark => (bookmark.Id, bookmark.CreatedAt)).ToHashSet();
            var report = await engine.Runtime.Migrations.RunAsync(new MigrationPlan("test", 2) { Mapping = mapping });
            Assert.Empty(report.Refused);
            Assert.Equal(before, engine.Store.Bookmarks.Select(bookmark => (bookmark.Id, bookmark.CreatedAt)).ToHashSet());
            if (!takesBack)
                return mapping;
            Assert.All(await engine.Runtime.Migrations.TakeBackAsync(report), back => Assert.Empty(back.Refused));
            Assert.Equal(before, engine.Store.Bookmarks.Select(bookmark => (bookmark.Id, bookmark.CreatedAt)).ToHashSet());
            return new Dictionary<string, string>();
        });
        return through.SequenceEqual(moved).Label($"{string.Join(' ', moved)} instead of {string.Join(' ', through)}");
    }

    /// <summary>What completed in the end, by the ids of the first version and without what is new in the second.</summary>
    static async Task<List<string>> CompletedAsync(
        Chart chart, bool waits, bool usesTokens, Random random, Func<TestEngine, Task<IReadOnlyDictionary<string, string>>> moveAsync)
    {
        using var engine = new TestEngine(new WorkflowOptions { TokenFlowcharts = usesTokens });
        await engine.Runtime.Definitions.ImportAsync(ChartDrawing.Definition(chart, waits), publish: true);
        var id = (await engine.Runtime.StartAsync(new StartWorkflow("test")))!.Id;
        var until = random.Next(6);
        for (var round = 0; round < until; round++)
            await ResumeOneAsync(engine, random);
        var back = (await moveAsync(engine)).ToDictionary(pair => pair.Value, pair => pair.Key);
        while (await ResumeOneAsync(engine, random)) { }
        var completed = engine.Store.LogOf(id).Where(entry => entry.Event == "Completed" && !entry.ActivityId.StartsWith("new", StringComparison.Ordinal));
        return [$"{engine.Store.Instances.Single().SubStatus}:", .. completed.Select(entry => back.GetValueOrDefault(entry.ActivityId, entry.ActivityId)).Order()];
    }

    static async Task<bool> ResumeOneAsync(TestEngine engine, Random random)
    {
        var bookmarks = engine.Store.Bookmarks;
        return bookmarks.Count > 0 && await engine.Runtime.ResumeAsync(engine.Store.Instances.Single().Id, bookmarks[random.Next(bookmarks.Count)].Id);
    }

    static Task<Crm.Engine.Definitions.VersionHead> PublishAsync(TestEngine engine, string root) => engine.Runtime.Definitions.ImportAsync(Draw.Definition(root), publish: true);

    static async Task<WorkflowInstance> StartAsync(TestEngine engine) => (await engine.Runtime.StartAsync(new StartWorkflow("test")))!;
}
