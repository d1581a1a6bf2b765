using System.Globalization;

namespace Crm.Engine.Tests.Execution;

public sealed class TimerTests
{
    [Theory]
    [InlineData("00:00:05")]
    [InlineData("30.00:00:00")]
    [InlineData("3650.00:00:00")]
    public async Task A_delay_ends_when_it_is_due_and_not_before(string span)
    {
        using var engine = new TestEngine();
        await StartAsync(engine, Draw.Sequence(Draw.Activity("Elsa.Delay", "d", ("timeSpan", "Literal", span)), Draw.Write("'after'")));

        engine.Clock.Advance(TimeSpan.Parse(span, CultureInfo.InvariantCulture) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await engine.Runtime.RunDueAsync(10));
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await engine.Runtime.RunDueAsync(10));

        Assert.Equal(["after"], engine.Lines);
        Assert.Equal(0, await engine.Runtime.RunDueAsync(10));
    }

    [Fact]
    public async Task What_has_been_due_longest_runs_first_and_the_limit_holds()
    {
        using var engine = new TestEngine();
        await StartAsync(engine, Draw.Fork(
            Draw.Sequence(Draw.Activity("Elsa.Delay", "late", ("timeSpan", "Literal", "00:02:00")), Draw.Write("'late'")),
            Draw.Sequence(Draw.Activity("Elsa.Delay", "early", ("timeSpan", "Literal", "00:01:00")), Draw.Write("'early'"))));
        engine.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, await engine.Runtime.RunDueAsync(1));
        Assert.Equal(["early"], engine.Lines);
        Assert.Equal(1, await engine.Runtime.RunDueAsync(10));
        Assert.Equal(["early", "late"], engine.Lines);
    }

    [Fact]
    public async Task A_timer_starts_a_workflow_again_and_again()
    {
        using var engine = new TestEngine();
        const string Timer = """
            { "id": "t", "type": "Elsa.Timer", "customProperties": { "canStartWorkflow": true },
              "interval": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "00:10:00" } } }
            """;
        await engine.Runtime.Definitions.ImportAsync(
            Draw.Definition(Draw.Flowchart([Timer, Draw.Write("'tick'", "w")], "t→w")), publish: true);

        for (var round = 0; round < 3; round++)
        {
            engine.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal(1, await engine.Runtime.RunDueAsync(10));
        }

        Assert.Equal(["tick", "tick", "tick"], engine.Lines);
        await engine.Runtime.Definitions.RetractAsync("test");
        engine.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await engine.Runtime.RunDueAsync(10));
    }

    [Fact]
    public async Task A_cron_trigger_is_due_at_its_next_moment()
    {
        using var engine = new TestEngine();
        var cron = Draw.Activity("Elsa.Cron", "c", ("cronExpression", "Literal", "0 0 7 * * *")).Replace("\"type\":", "\"customProperties\": { \"canStartWorkflow\": true }, \"type\":");
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(cron), publish: true);
        var trigger = Assert.Single(engine.Store.Triggers);

        Assert.Equal(7, trigger.DueAt!.Value.Hour);
        Assert.InRange(trigger.DueAt.Value - engine.Clock.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_timer_that_cannot_be_run_does_not_keep_back_those_after_it()
    {
        using var engine = new TestEngine();
        var version = await engine.Runtime.Definitions.ImportAsync(
            Draw.Definition(Draw.Activity("Elsa.Delay", "d", ("timeSpan", "Literal", "00:01:00")), "broken"), publish: true);
        await engine.Runtime.StartAsync(new StartWorkflow("broken"));
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        await StartAsync(engine, Draw.Sequence(Draw.Activity("Elsa.Delay", "d", ("timeSpan", "Literal", "00:01:00")), Draw.Write("'runs'")));
        // As only a hand in the database could do.
        var stored = (await engine.Store.FindVersionAsync(version.Id, default))!;
        await engine.Store.SaveVersionAsync(stored with { Json = "{" }, default);
        engine.Clock.Advance(TimeSpan.FromMinutes(2));

        await engine.Restart().RunDueAsync(10);

        Assert.Equal(["runs"], engine.Lines);
        Assert.True(Assert.Single(engine.Store.Bookmarks).DueAt > engine.Clock.GetUtcNow());
    }

    static async Task StartAsync(TestEngine engine, string root)
    {
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(root), publish: true);
        await engine.Runtime.StartAsync(new StartWorkflow("test"));
    }
}
