using Crm.Engine.Activities;
using Crm.Engine.Activities.Primitives;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Tests.Execution;

/// <summary>The program changes while instances wait: an activity type they are at is not there any more.</summary>
public sealed class GoneActivityTests
{
    const string Gone = """{ "id": "gone", "type": "Test.Enclosure", "body": { "id": "E", "type": "Elsa.Event", "eventName": "E" } }""";

    [Fact]
    public async Task A_wait_in_an_activity_whose_type_is_gone_becomes_an_incident_when_it_is_resumed()
    {
        using var engine = new TestEngine();
        var instance = await StartWithTypeAsync(engine, Draw.Sequence(Gone, Draw.Write("'after'")));

        Assert.Equal(1, await engine.Runtime.SendAsync(Event.Happened("E")));

        var stored = engine.Store.Instances.Single();
        Assert.Equal(WorkflowSubStatus.Faulted, stored.SubStatus);
        Assert.EndsWith(":gone:E' does not exist any more.", Assert.Single(stored.Incidents).Message);
        Assert.Equal(instance.Id, stored.Id);
        Assert.Empty(engine.Lines);
    }

    [Fact]
    public async Task An_instance_at_an_activity_whose_type_is_gone_can_be_cancelled()
    {
        using var engine = new TestEngine();
        var instance = await StartWithTypeAsync(engine, Draw.Sequence(Gone));

        await engine.Runtime.CancelAsync(instance.Id);

        Assert.Equal(WorkflowSubStatus.Cancelled, engine.Store.Instances.Single().SubStatus);
        Assert.Empty(engine.Store.Bookmarks);
    }

    [Fact]
    public async Task A_waiting_activity_whose_own_type_is_gone_does_not_complete_by_itself()
    {
        using var engine = new TestEngine();
        var instance = await StartWithTypeAsync(engine, Draw.Sequence("""{ "id": "w", "type": "Test.Waits" }""", Draw.Write("'after'")));

        await engine.Runtime.ResumeAsync(instance.Id, instance.Bookmarks[0].Id);

        Assert.Equal("Activity type 'Test.Waits' version '0' could not be found.", engine.Store.Instances.Single().Incidents[0].Message);
        Assert.Empty(engine.Lines);
    }

    [Fact]
    public async Task A_version_that_cannot_be_read_any_more_keeps_an_event_from_nobody_else()
    {
        using var engine = new TestEngine();
        var unreadable = Draw.Definition(Draw.Sequence(Draw.Event("E"), Draw.Write("'unreadable'")), "unreadable");
        await StartAsync(engine.Runtime, unreadable, "unreadable");
        await StartAsync(engine.Runtime, Draw.Definition(Draw.Sequence(Draw.Event("E"), Draw.Write("'heard'"))), "test");
        // As only a hand in the database could do.
        var version = (await engine.Store.FindVersionAsync("unreadable-v1", default))!;
        await engine.Store.SaveVersionAsync(version with { Json = "{" }, default);

        Assert.Equal(1, await engine.Restart().SendAsync(Event.Happened("E")));

        Assert.Equal(["heard"], engine.Lines);
    }

    /// <summary>Started by a program that has the types, and left to one that has not.</summary>
    static async Task<WorkflowInstance> StartWithTypeAsync(TestEngine engine, string root) =>
        await StartAsync(engine.Restart(ActivityDescriptor.Of<Enclosure>(), ActivityDescriptor.Of<Waits>()), Draw.Definition(root), "test");

    static async Task<WorkflowInstance> StartAsync(WorkflowRuntime runtime, string definition, string id)
    {
        await runtime.Definitions.ImportAsync(definition, publish: true);
        return (await runtime.StartAsync(new StartWorkflow(id)))!;
    }

    [Activity("Test", "Test", "Runs its body.")]
    sealed class Enclosure : Activity
    {
        [Port]
        public Activity? Body { get; set; }

        protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleAsync(Body);

        protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) => context.CompleteActivityAsync();
    }

    [Activity("Test", "Test", "Waits.")]
    sealed class Waits : CodeActivity
    {
        protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
        {
            context.CreateBookmark();
            return default;
        }
    }
}
