using System.Diagnostics;

namespace Crm.Engine.Tests.Execution;

public sealed class SpeedTests
{
    [Fact]
    public async Task A_loop_of_a_thousand_rounds_with_a_script_takes_less_than_five_seconds()
    {
        using var engine = new TestEngine();
        const string Loop = """
            { "id": "for", "type": "Elsa.For",
              "start": { "typeName": "Int32", "expression": { "type": "Literal", "value": "1" } },
              "end": { "typeName": "Int32", "expression": { "type": "Literal", "value": "1000" } },
              "body": { "id": "set", "type": "Elsa.SetVariable", "variable": { "id": "var-Sum", "name": "Sum" },
                "value": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "getSum() + getVariable('CurrentValue')" } } } }
            """;
        var definition = Draw.Definition(Draw.Sequence(Loop, Draw.Write("getSum()")), variables: $"[{Draw.Variable("Sum", "Int32", "0")}]");
        await engine.Runtime.Definitions.ImportAsync(definition, publish: true);
        var watch = Stopwatch.StartNew();

        await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Equal(["500500"], engine.Lines);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Forty_diamonds_with_a_way_back_are_checked_at_once()
    {
        // Listing all paths would mean 2 to the power of 40 of them.
        const int Diamonds = 40;
        using var engine = new TestEngine();
        List<string> activities = [Draw.Write("'n0'", "n0")];
        List<string> connections = [];
        for (var i = 0; i < Diamonds; i++)
        {
            activities.AddRange([Draw.Activity("Elsa.FlowFork", $"l{i}"), Draw.Activity("Elsa.FlowFork", $"r{i}"), Draw.Activity("Elsa.FlowFork", $"n{i + 1}")]);
            connections.AddRange([$"n{i}→l{i}", $"n{i}→r{i}", $"l{i}→n{i + 1}", $"r{i}→n{i + 1}"]);
        }
        activities.Add(Draw.Activity("Elsa.FlowDecision", "again", ("condition", "JavaScript", "!getVariable('Round') && (setVariable('Round', 1), true)")));
        connections.AddRange([$"n{Diamonds}→again", "again.True→n0"]);
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Flowchart([.. activities], [.. connections])), publish: true);
        var watch = Stopwatch.StartNew();

        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Equal(["n0", "n0"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, instance!.SubStatus);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_workflow_that_never_stops_ends_in_an_incident()
    {
        using var engine = new TestEngine(new WorkflowOptions { MaxActivitiesPerBurst = 1_000 });
        var round = Draw.Flowchart([Draw.Script("1", "a"), Draw.Script("2", "b")], "a→b", "b→a");
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(round), publish: true);

        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Contains("caught in a loop", Assert.Single(instance!.Incidents).Message);
        Assert.Equal(WorkflowSubStatus.Faulted, instance.SubStatus);
    }

    [Fact]
    public async Task A_workflow_that_runs_itself_ends_in_an_incident()
    {
        using var engine = new TestEngine();
        await engine.Runtime.Definitions.ImportAsync(
            Draw.Definition(Draw.Activity("Elsa.ExecuteWorkflow", "again", ("workflowDefinitionId", "Literal", "test"))), publish: true);

        await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.InRange(engine.Store.Instances.Count, 2, 100);
        Assert.Contains("one of them runs itself", Assert.Single(engine.Store.Instances, i => i.Incidents.Count > 0).Incidents[0].Message);
    }

    [Fact]
    public async Task Workflows_that_start_one_another_without_end_are_stopped_and_nothing_is_kept()
    {
        using var engine = new TestEngine();
        await engine.Runtime.Definitions.ImportAsync(
            Draw.Definition(Draw.Activity("Elsa.DispatchWorkflow", "again", ("workflowDefinitionId", "Literal", "test"))), publish: true);

        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Runtime.StartAsync(new StartWorkflow("test")));

        Assert.Contains("caught in a loop", stopped.Message);
        Assert.Empty(engine.Store.Instances);
    }

    [Fact]
    public async Task Two_hundred_resumes_of_one_bookmark_at_once_run_it_once()
    {
        using var engine = new TestEngine();
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Sequence(Draw.Event("E"), Draw.Write("'once'"))), publish: true);
        var instance = (await engine.Runtime.StartAsync(new StartWorkflow("test")))!;

        var resumed = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => engine.Runtime.ResumeAsync(instance.Id, instance.Bookmarks[0].Id))));

        Assert.Single(resumed, done => done);
        Assert.Equal(["once"], engine.Lines);
    }
}
