using Crm.Engine.Execution;

namespace Crm.Engine.Tests.Execution;

public sealed class ExecutionLogTests
{
    [Fact]
    public async Task The_log_tells_of_each_activity_what_went_in_what_came_out_and_what_led_to_it()
    {
        using var engine = new TestEngine();
        var first = Draw.Script("({ total: 3 })", "first");

        var executions = await RunAsync(engine, Draw.Sequence(first, Draw.Write("getOutputFrom('first', 'Result').total + 1", "second")));

        var (script, write) = (executions.Single(e => e.ActivityId == "first"), executions.Single(e => e.ActivityId == "second"));
        Assert.Equal("""{"Script":"({ total: 3 })"}""", script.Inputs!.ToJsonString().Replace("\\u0027", "'"));
        Assert.Equal(3, script.Outputs!["Result"]!["total"]!.GetValue<double>());
        Assert.Equal("4", write.Inputs!["Text"]!.GetValue<string>());
        Assert.Equal(["Done"], write.Outcomes);
        Assert.Equal(script.Id, write.ScheduledById);
        Assert.Equal(script.ParentId, write.ParentId);
        Assert.Equal(3, write.Depth);
        Assert.All(executions, execution => Assert.Equal(ActivityStatus.Completed, execution.Status));
    }

    [Fact]
    public async Task What_waits_and_what_went_wrong_can_be_seen()
    {
        using var engine = new TestEngine();

        var executions = await RunAsync(engine, Draw.Fork(Draw.Event("wait"), Draw.Write("nothing.here", "bad")));

        Assert.True(executions.Single(e => e.ActivityId == "wait").IsWaiting);
        var bad = executions.Single(e => e.ActivityId == "bad");
        Assert.Equal((ActivityStatus.Faulted, 1), (bad.Status, bad.FaultCount));
        Assert.Equal("nothing is not defined", bad.Exception!.Inner!.Message);
        Assert.Equal(1, executions.Single(e => e.ActivityId == "fork").FaultCount);
    }

    [Theory]
    [InlineData("""{ "inputs": { "text": { "evaluationMode": "Strategy", "strategyType": "Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core" } } }""", false)]
    [InlineData("""{ "default": { "evaluationMode": "Strategy", "strategyType": "Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core" } }""", false)]
    [InlineData("""{ "default": "Exclude", "inputs": { "text": "Include" } }""", true)]
    [InlineData("""{ "inputs": { "text": { "evaluationMode": "Expression", "expression": { "type": "JavaScript", "value": "1 > 0 ? 'Exclude' : 'Include'" } } } }""", false)]
    [InlineData("{}", true)]
    public async Task A_definition_can_keep_a_value_out_of_the_log(string rules, bool isKept)
    {
        using var engine = new TestEngine();
        var secret = Draw.Write("'secret'", "secret").Replace("\"type\": \"Elsa", $"\"customProperties\": {{ \"logPersistenceConfig\": {rules} }}, \"type\": \"Elsa");

        var executions = await RunAsync(engine, Draw.Sequence(secret));

        Assert.Equal(["secret"], engine.Lines);
        Assert.Equal(isKept, executions.Single(e => e.ActivityId == "secret").Inputs?["Text"] is not null);
    }

    static async Task<IReadOnlyList<ActivityExecution>> RunAsync(TestEngine engine, string root)
    {
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(root), publish: true);
        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));
        return ActivityExecution.From(engine.Store.LogOf(instance!.Id));
    }
}
