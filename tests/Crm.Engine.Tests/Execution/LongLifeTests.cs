namespace Crm.Engine.Tests.Execution;

/// <summary>What years do to an instance: versions come, clocks are set, and it is still where it was.</summary>
public sealed class LongLifeTests
{
    [Fact]
    public async Task After_a_thousand_versions_the_first_instance_goes_on_with_the_first_version_and_an_event_starts_the_last_one_only()
    {
        using var engine = new TestEngine();
        string Version(int number) => Draw.Definition(Draw.Sequence(Draw.Event("begin", starts: true), Draw.Event("end"), Draw.Write($"'version {number}'")));
        await engine.Runtime.Definitions.ImportAsync(Version(1), publish: true);
        await engine.Runtime.SendAsync(new Stimulus("Elsa.Event", new { EventName = "begin" }), TestContext.Current.CancellationToken);
        for (var number = 2; number <= 1_000; number++)
            await engine.Runtime.Definitions.ImportAsync(Version(number), publish: true);

        Assert.Equal(1, await engine.Runtime.SendAsync(new Stimulus("Elsa.Event", new { EventName = "begin" }), TestContext.Current.CancellationToken));
        Assert.Equal(2, await engine.Restart().SendAsync(new Stimulus("Elsa.Event", new { EventName = "end" }), TestContext.Current.CancellationToken));

        Assert.Equal(["version 1", "version 1000"], engine.Lines.Order());
        Assert.Equal([1, 1_000], engine.Store.Instances.Select(instance => instance.DefinitionVersion));
    }

    [Fact]
    public async Task When_the_clock_is_set_back_nothing_runs_again_and_nothing_is_due_before_its_moment()
    {
        using var engine = new TestEngine();
        var now = engine.Clock.GetUtcNow();
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Fork(
            Draw.Sequence(Draw.Activity("Elsa.Delay", "hour", ("timeSpan", "Literal", "01:00:00")), Draw.Write("'an hour'")),
            Draw.Sequence(Draw.Activity("Elsa.Delay", "years", ("timeSpan", "Literal", "3653.00:00:00")), Draw.Write("'ten years'")))), publish: true);
        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));
        engine.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await engine.Runtime.RunDueAsync(10, TestContext.Current.CancellationToken));

        engine.Clock.AdjustTime(now.AddDays(-1));
        Assert.Equal(0, await engine.Runtime.RunDueAsync(10, TestContext.Current.CancellationToken));
        engine.Clock.AdjustTime(now.AddDays(3652));
        Assert.Equal(0, await engine.Runtime.RunDueAsync(10, TestContext.Current.CancellationToken));
        engine.Clock.AdjustTime(now.AddDays(3653));
        Assert.Equal(1, await engine.Runtime.RunDueAsync(10, TestContext.Current.CancellationToken));

        Assert.Equal(["an hour", "ten years"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, engine.Store.Instances.Single().SubStatus);
        var log = engine.Store.LogOf(instance!.Id).Select(entry => entry.Sequence).ToList();
        Assert.Equal(Enumerable.Range(1, log.Count), log);
    }
}
