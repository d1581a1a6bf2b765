using Crm.Engine.Activities;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Tests.Execution;

public sealed class BackgroundTests
{
    [Theory, InlineData("customProperties\": { \"runAsynchronously\": true }, \"", 1), InlineData("", 0)]
    public async Task A_task_that_runs_asynchronously_runs_after_the_commit_of_what_was_before_it(string flag, int due)
    {
        using var engine = new TestEngine(activities: [ActivityDescriptor.Of<LongTask>()]);
        var task = Draw.Activity("Test.LongTask", "task").Replace("\"type\":", $"\"{flag}type\":");
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Sequence(Draw.Write("'before'"), task, Draw.Write("'after'"))), publish: true);

        await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Equal(due == 0 ? ["before", "after"] : ["before"], engine.Lines);
        Assert.Equal(due, await engine.Runtime.RunDueAsync(10));
        Assert.Equal(["before", "after"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, engine.Store.Instances.Single().SubStatus);
    }

    [Fact]
    public async Task A_known_activity_in_an_unknown_version_keeps_the_workflow_from_starting()
    {
        using var engine = new TestEngine();
        var future = Draw.Write("'future'", "future").Replace("\"type\": \"Elsa", "\"version\": 9, \"type\": \"Elsa");
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Sequence(Draw.Write("'first'"), future)), publish: true);

        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Empty(engine.Lines);
        Assert.Equal(WorkflowSubStatus.Faulted, instance!.SubStatus);
        Assert.Equal(("future", "Activity type 'Elsa.WriteLine' could not be found."), (instance.Incidents.Single().ActivityId, instance.Incidents.Single().Message));
    }

    [Activity("Test", "Test", "Takes its time.", Kind = ActivityKind.Task)]
    sealed class LongTask : CodeActivity;
}
