using Crm.Engine.Activities.Primitives;

namespace Crm.Engine.Tests.Execution;

public sealed class FlowchartPropertyTests
{
    const int Charts = 150;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_flowchart_that_waits_in_between_does_the_same_as_one_that_runs_through(bool usesTokens)
    {
        for (var seed = 0; seed < Charts; seed++)
        {
            var (through, _) = await RunAsync(seed, waits: false, usesTokens);
            var (cut, instance) = await RunAsync(seed, waits: true, usesTokens);
            Assert.True(instance.SubStatus == WorkflowSubStatus.Finished, $"chart {seed} ended {instance.SubStatus}");
            AssertSame(seed, through, cut);
        }
    }

    [Fact]
    public async Task Counters_and_tokens_agree_on_structured_flowcharts()
    {
        for (var seed = 0; seed < Charts; seed++)
        {
            var (counters, _) = await RunAsync(seed, waits: true, usesTokens: false);
            var (tokens, _) = await RunAsync(seed, waits: true, usesTokens: true);
            AssertSame(seed, counters, tokens);
        }
    }

    [Fact]
    public async Task A_join_waits_for_a_branch_that_goes_round_in_a_loop()
    {
        using var engine = new TestEngine();
        var again = Draw.Activity("Elsa.FlowDecision", "again", ("condition", "JavaScript", "getVariable('CurrentRound') !== 'last'"));
        string[] activities =
        [
            Draw.Activity("Elsa.FlowFork", "fork"), Draw.Event("Work"), again, Draw.Event("Other"),
            Draw.Activity("Elsa.FlowJoin", "join", ("mode", "Literal", "WaitAll")), Draw.Write("'joined'", "joined"),
            Draw.Script("setVariable('CurrentRound', getInput('Payload'))", "note"),
        ];
        await engine.Runtime.Definitions.ImportAsync(
            Draw.Definition(Draw.Flowchart(
                activities, "fork→Work", "Work→note", "note→again", "again.True→Work", "again.False→join", "fork→Other", "Other→join", "join→joined")),
            publish: true);
        await engine.Runtime.StartAsync(new StartWorkflow("test"));

        await engine.Runtime.SendAsync(Event.Happened("Work", "first"));
        await engine.Runtime.SendAsync(Event.Happened("Other"));
        Assert.Empty(engine.Lines);
        await engine.Runtime.SendAsync(Event.Happened("Work", "last"));

        Assert.Equal(["joined"], engine.Lines);
        Assert.Equal(WorkflowStatus.Finished, Assert.Single(engine.Store.Instances).Status);
    }

    static void AssertSame(int seed, List<string> expected, List<string> actual) => Assert.True(
        expected.Order().SequenceEqual(actual.Order()),
        $"chart {seed} wrote {string.Join(" ", actual)} instead of {string.Join(" ", expected)}");

    // What waits is resumed in a random order, each in a burst of its own.
    static async Task<(List<string> Lines, WorkflowInstance Instance)> RunAsync(int seed, bool waits, bool usesTokens)
    {
        using var engine = new TestEngine(new WorkflowOptions { TokenFlowcharts = usesTokens });
        var random = new Random(seed);
        await engine.Runtime.Definitions.ImportAsync(RandomFlowchart.Definition(seed, waits), publish: true);
        var instance = (await engine.Runtime.StartAsync(new StartWorkflow("test")))!;
        for (var round = 0; instance.Bookmarks.Count > 0 && round < 10_000; round++)
        {
            await engine.Runtime.ResumeAsync(instance.Id, instance.Bookmarks[random.Next(instance.Bookmarks.Count)].Id);
            instance = engine.Store.Instances.Single();
        }
        return (engine.Lines, instance);
    }
}
