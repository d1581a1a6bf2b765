namespace Crm.Engine.Tests.Execution;

/// <summary>An instance keeps the exact graph on which it started.</summary>
public sealed class VersionTests
{
    [Fact]
    public async Task A_version_that_has_run_is_not_replaced_when_it_was_retracted()
    {
        using var engine = new TestEngine();
        var first = await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Sequence(Draw.Event("E"), Draw.Write("'first'"))), publish: true);
        await engine.Runtime.StartAsync(new StartWorkflow("test"));
        await engine.Runtime.Definitions.RetractAsync("test");

        var second = await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Sequence(Draw.Event("E"), Draw.Write("'second'"))), publish: true);
        await engine.Runtime.SendAsync(Activities.Primitives.Event.Happened("E"));

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(["first"], engine.Lines);
    }

    [Fact]
    public async Task A_draft_that_another_server_changed_runs_as_it_was_published()
    {
        using var engine = new TestEngine();
        var draft = await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Write("'draft'")), publish: false);
        // Somebody looks at the draft on this server, somebody else changes and publishes it on another.
        await engine.Runtime.Definitions.LoadAsync(draft.Id);
        var published = await engine.Restart().Definitions.ImportAsync(Draw.Definition(Draw.Write("'published'")), publish: true);
        Assert.Equal(draft.Id, published.Id);

        await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Equal(["published"], engine.Lines);
    }
}
