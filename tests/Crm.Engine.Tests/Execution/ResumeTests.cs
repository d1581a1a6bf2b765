using Crm.Engine.Activities.Primitives;

namespace Crm.Engine.Tests.Execution;

public sealed class ResumeTests
{
    [Fact]
    public async Task Resuming_an_unknown_or_used_bookmark_does_nothing()
    {
        using var engine = new TestEngine();
        var instance = await StartAsync(engine, Draw.Sequence(Draw.Event("E"), Draw.Write("'once'"), Draw.Event("F")));
        var bookmark = Assert.Single(instance.Bookmarks);

        Assert.False(await engine.Runtime.ResumeAsync(instance.Id, "unknown"));
        Assert.False(await engine.Runtime.ResumeAsync("unknown", bookmark.Id));
        Assert.True(await engine.Runtime.ResumeAsync(instance.Id, bookmark.Id));
        Assert.False(await engine.Runtime.ResumeAsync(instance.Id, bookmark.Id));

        Assert.Equal(["once"], engine.Lines);
    }

    [Fact]
    public async Task A_finished_instance_stays_finished()
    {
        using var engine = new TestEngine();
        var instance = await StartAsync(engine, Draw.Event("E"));
        await engine.Runtime.CancelAsync(instance.Id);

        Assert.False(await engine.Runtime.ResumeAsync(instance.Id, instance.Bookmarks[0].Id));
        Assert.Equal(0, await engine.Runtime.SendAsync(Event.Happened("E")));
        Assert.Equal(WorkflowSubStatus.Cancelled, Assert.Single(engine.Store.Instances).SubStatus);
        Assert.Empty(engine.Store.Bookmarks);
    }

    [Fact]
    public async Task An_event_that_came_before_the_wait_is_delivered_when_it_begins()
    {
        using var engine = new TestEngine();
        await engine.Runtime.SendAsync(Event.Happened("E", "early"));
        var instance = await StartAsync(engine, Draw.Sequence(Draw.Event("E"), Draw.Write("getResultFromE()")));

        Assert.Equal(["early"], engine.Lines);
        Assert.Equal(WorkflowStatus.Finished, engine.Store.Instances.Single(i => i.Id == instance.Id).Status);
    }

    [Fact]
    public async Task An_event_that_nobody_waited_for_is_forgotten_after_ten_minutes_and_delivered_only_once()
    {
        using var engine = new TestEngine();
        await engine.Runtime.SendAsync(Event.Happened("E"));
        await StartAsync(engine, Draw.Event("E"));
        var second = await StartAsync(engine, Draw.Event("E"));
        Assert.Equal(WorkflowStatus.Running, engine.Store.Instances.Single(i => i.Id == second.Id).Status);

        await engine.Runtime.SendAsync(Event.Happened("F"));
        engine.Clock.Advance(TimeSpan.FromMinutes(11));
        var late = await StartAsync(engine, Draw.Event("F"));
        Assert.Equal(WorkflowStatus.Running, engine.Store.Instances.Single(i => i.Id == late.Id).Status);
    }

    [Fact]
    public async Task A_stimulus_with_a_correlation_id_finds_only_instances_that_have_it_now()
    {
        using var engine = new TestEngine();
        await StartAsync(engine, Draw.Fork(
            Draw.Sequence(Draw.Event("E"), Draw.Write("getCorrelationId()")),
            Draw.Sequence(Draw.Event("Name"), Draw.Activity("Elsa.Correlate", "c", ("correlationId", "Literal", "order-7")))));

        Assert.Equal(0, await engine.Runtime.SendAsync(Event.Happened("E", correlationId: "order-7") with { KeepWhenUnclaimed = false }));
        await engine.Runtime.SendAsync(Event.Happened("Name"));
        Assert.Equal(1, await engine.Runtime.SendAsync(Event.Happened("E", correlationId: "order-7")));

        Assert.Equal(["order-7"], engine.Lines);
    }

    [Fact]
    public async Task An_instance_that_nothing_can_wake_has_an_incident_that_says_so()
    {
        using var engine = new TestEngine(new WorkflowOptions { TokenFlowcharts = true });
        const string Join = """{ "id": "join", "type": "Elsa.FlowJoin", "mode": { "typeName": "FlowJoinMode", "expression": { "type": "Literal", "value": "WaitAll" } } }""";
        var decision = Draw.Activity("Elsa.FlowDecision", "d", ("condition", "Literal", "true"));
        var instance = await StartAsync(
            engine, Draw.Flowchart([decision, Draw.Write("1", "a"), Draw.Write("2", "b"), Join], "d.True→a", "d.False→b", "a→join", "b→join"));

        Assert.Equal(WorkflowSubStatus.Suspended, instance.SubStatus);
        Assert.StartsWith("Nothing can wake this workflow", Assert.Single(instance.Incidents).Message);
    }

    static async Task<WorkflowInstance> StartAsync(TestEngine engine, string root)
    {
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(root), publish: true);
        return (await engine.Runtime.StartAsync(new StartWorkflow("test")))!;
    }
}
