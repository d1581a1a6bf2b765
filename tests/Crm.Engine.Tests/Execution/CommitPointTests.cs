using Crm.Engine.Activities;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Engine.Tests.Execution;

/// <summary>A burst is saved where the definition says so. An instance's revision counts how often it was saved.</summary>
public sealed class CommitPointTests
{
    /// <summary>The instance runs: workflow, sequence, three lines, a script.</summary>
    [Theory]
    [InlineData(null, 1)]
    [InlineData(CommitStrategies.WorkflowExecuted, 1)]
    [InlineData(CommitStrategies.WorkflowExecuting, 2)]
    [InlineData(CommitStrategies.ActivityExecuting, 6)]
    [InlineData(CommitStrategies.ActivityExecuted, 5)]
    [InlineData("Of another server", 1)]
    public async Task A_workflow_is_saved_as_often_as_its_strategy_says(string? strategy, int saves)
    {
        using var engine = new TestEngine();
        await ImportAsync(engine, Draw.Sequence(Draw.Write("'a'"), Draw.Write("'b'"), Draw.Write("'c'"), Draw.Script("setOutcome('x')")), strategy);

        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Equal((WorkflowSubStatus.Finished, saves), (instance!.SubStatus, instance.Revision));
        Assert.Equal(["a", "b", "c"], engine.Lines);
        Assert.Empty(engine.Store.Bookmarks);
        Assert.Equal(Enumerable.Range(1, instance.LogSequence), engine.Store.LogOf(instance.Id).Select(entry => entry.Sequence));
    }

    [Theory]
    [InlineData(CommitStrategies.CommitAlways, null, 3)]
    [InlineData(CommitStrategies.Executing, null, 2)]
    [InlineData(CommitStrategies.Executed, null, 2)]
    [InlineData(CommitStrategies.CommitNever, CommitStrategies.ActivityExecuted, 3)]
    public async Task What_an_activity_says_goes_before_what_the_workflow_says(string ofActivity, string? ofWorkflow, int saves)
    {
        using var engine = new TestEngine();
        var second = Draw.Write("'b'").Replace("\"type\":", $"\"customProperties\": {{ \"commitStrategyName\": \"{ofActivity}\" }}, \"type\":", StringComparison.Ordinal);
        await ImportAsync(engine, Draw.Sequence(Draw.Write("'a'"), second, Draw.Write("'c'")), ofWorkflow);

        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Equal((WorkflowSubStatus.Finished, saves), (instance!.SubStatus, instance.Revision));
        Assert.Equal(["a", "b", "c"], engine.Lines);
    }

    [Fact]
    public async Task Every_ten_seconds_is_as_often_as_the_clock_says()
    {
        using var engine = new TestEngine(activities: [ActivityDescriptor.Of<FourSeconds>()]);
        await ImportAsync(engine, Draw.Sequence([.. Enumerable.Range(0, 9).Select(number => Draw.Activity("Test.FourSeconds", $"a{number}"))]), CommitStrategies.Periodic);

        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));

        // Nine times four seconds: after the third, after the sixth, and at the end.
        Assert.Equal((WorkflowSubStatus.Finished, 3), (instance!.SubStatus, instance.Revision));
    }

    [Fact]
    public async Task A_server_that_dies_between_two_pieces_leaves_the_rest_to_any_other()
    {
        using var engine = new TestEngine();
        await ImportAsync(engine, Draw.Sequence(Draw.Write("'a'"), Draw.Write("'b'"), Draw.Write("'c'")), CommitStrategies.ActivityExecuted);
        var dying = engine.Restart(CrashingStore.After(engine.Store, commits: 2));

        await Assert.ThrowsAsync<CrashException>(() => dying.StartAsync(new StartWorkflow("test"), TestContext.Current.CancellationToken));
        Assert.Equal(["a"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Executing, engine.Store.Instances.Single().SubStatus);
        Assert.Equal(0, await engine.Runtime.RunDueAsync(10, TestContext.Current.CancellationToken));
        engine.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await engine.Runtime.RunDueAsync(10, TestContext.Current.CancellationToken));

        Assert.Equal(["a", "b", "c"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, engine.Store.Instances.Single().SubStatus);
    }

    [Fact]
    public async Task Inside_a_transaction_of_the_caller_the_rest_is_due_when_that_has_ended()
    {
        using var engine = new TestEngine();
        await ImportAsync(engine, Draw.Sequence(Draw.Write("'a'"), Draw.Write("'b'")), CommitStrategies.WorkflowExecuting);

        await engine.Store.TransactAsync(() => engine.Runtime.StartAsync(new StartWorkflow("test")), TestContext.Current.CancellationToken);

        Assert.Empty(engine.Lines);
        Assert.Equal(1, await engine.Runtime.RunDueAsync(10, TestContext.Current.CancellationToken));
        Assert.Equal(["a", "b"], engine.Lines);
    }

    [Fact]
    public async Task What_a_resumption_brought_is_still_known_after_a_commit_point()
    {
        using var engine = new TestEngine();
        await ImportAsync(engine, Draw.Sequence(Draw.Event("go"), Draw.Write("'a'"), Draw.Write("getInput('Who')")), CommitStrategies.ActivityExecuted);
        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));

        await engine.Runtime.ResumeAsync(instance!.Id, instance.Bookmarks.Single().Id, new Dictionary<string, object?> { ["Who"] = "Ada" }, TestContext.Current.CancellationToken);

        Assert.Equal(["a", "Ada"], engine.Lines);
    }

    [Fact]
    public async Task A_loop_that_is_saved_between_its_rounds_may_have_more_of_them_than_a_burst()
    {
        using var engine = new TestEngine(new WorkflowOptions { MaxActivitiesPerBurst = 20 });
        var body = Draw.Write("getVariable('CurrentValue')").Replace("\"type\":", $"\"customProperties\": {{ \"commitStrategyName\": \"{CommitStrategies.Executed}\" }}, \"type\":", StringComparison.Ordinal);
        await ImportAsync(engine, $$"""{ "id": "for", "type": "Elsa.For", "start": 1, "end": 30, "step": 1, "body": {{body}} }""", null);

        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Equal(WorkflowSubStatus.Finished, instance!.SubStatus);
        Assert.Equal(Enumerable.Range(1, 30).Select(number => $"{number}"), engine.Lines);
    }

    [Fact]
    public async Task Whoever_starts_a_workflow_that_waits_for_a_child_in_pieces_gets_it_when_both_have_ended()
    {
        using var engine = new TestEngine();
        var child = Draw.Definition(Draw.Sequence(Draw.Write("'a'"), Draw.Write("'b'")), "child", options: $$"""{ "commitStrategyName": "{{CommitStrategies.ActivityExecuted}}" }""");
        await engine.Runtime.Definitions.ImportAsync(child, publish: true);
        var execute = Draw.Activity("Elsa.ExecuteWorkflow", "execute", ("workflowDefinitionId", "Literal", "child"), ("waitForCompletion", "Literal", "true"));
        await ImportAsync(engine, Draw.Sequence(execute, Draw.Write("'after'")), null);

        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"), TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b", "after"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, instance!.SubStatus);
    }

    [Fact]
    public async Task An_instance_that_is_cancelled_between_two_pieces_does_not_go_on()
    {
        using var engine = new TestEngine();
        await ImportAsync(engine, Draw.Sequence(Draw.Write("'a'"), Draw.Write("'b'")), CommitStrategies.WorkflowExecuting);
        var instance = await engine.Store.TransactAsync(() => engine.Runtime.StartAsync(new StartWorkflow("test")), TestContext.Current.CancellationToken);

        await engine.Runtime.CancelAsync(instance!.Id, TestContext.Current.CancellationToken);

        Assert.Equal(0, await engine.Runtime.RunDueAsync(10, TestContext.Current.CancellationToken));
        Assert.Empty(engine.Lines);
        Assert.Empty(engine.Store.Bookmarks);
        Assert.Equal(WorkflowSubStatus.Cancelled, engine.Store.Instances.Single().SubStatus);
    }

    [Activity("Test", "Test", "Takes four seconds.")]
    sealed class FourSeconds : CodeActivity
    {
        protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
        {
            ((FakeTimeProvider)context.WorkflowExecutionContext.Engine.Clock).Advance(TimeSpan.FromSeconds(4));
            return default;
        }
    }

    static Task<VersionHead> ImportAsync(TestEngine engine, string root, string? strategy) => engine.Runtime.Definitions.ImportAsync(Definition(root, strategy), publish: true);

    static string Definition(string root, string? strategy) => Draw.Definition(root, options: strategy is null ? "{}" : $$"""{ "commitStrategyName": "{{strategy}}" }""");
}
