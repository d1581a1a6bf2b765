using Crm.Engine.Activities.Primitives;

namespace Crm.Engine.Tests.Execution;

public sealed class StateMachineTests
{
    static readonly string Machine = $$"""
        { "id": "machine", "type": "Elsa.StateMachine", "initialState": "Open",
          "states": [ { "name": "Open", "entry": {{Draw.Write("'open'")}}, "exit": {{Draw.Write("'leaves open'")}} },
                      { "name": "Held", "entry": {{Draw.Write("'held'")}} }, { "name": "Closed", "entry": {{Draw.Write("'closed'")}} } ],
          "transitions": [
            { "name": "hold", "from": "Open", "to": "Held", "trigger": {{Draw.Event("Hold")}},
              "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "getMayHold()" } }, "action": {{Draw.Write("'holding'")}} },
            { "name": "close", "from": "Open", "to": "Closed", "trigger": {{Draw.Event("Close")}} },
            { "name": "release", "from": "Held", "to": "Open" } ] }
        """;

    [Fact]
    public async Task A_trigger_leads_out_of_a_state_and_the_others_wait_no_longer()
    {
        using var engine = await StartAsync("true");
        Assert.Equal(["Close", "Hold"], engine.Store.Bookmarks.Select(bookmark => bookmark.ActivityId).Order());

        await engine.Runtime.SendAsync(Event.Happened("Close"));

        Assert.Equal(["open", "leaves open", "closed"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, engine.Store.Instances.Single().SubStatus);
        Assert.Empty(engine.Store.Bookmarks);
    }

    [Fact]
    public async Task A_transition_without_a_trigger_is_taken_at_once_after_the_action_of_the_one_before()
    {
        using var engine = await StartAsync("true");

        await engine.Runtime.SendAsync(Event.Happened("Hold"));

        Assert.Equal(["open", "leaves open", "holding", "held", "open"], engine.Lines);
        Assert.Equal(2, engine.Store.Bookmarks.Count);
    }

    [Fact]
    public async Task A_trigger_whose_condition_does_not_hold_waits_again()
    {
        using var engine = await StartAsync("false");

        await engine.Runtime.SendAsync(Event.Happened("Hold"));

        Assert.Equal(["open"], engine.Lines);
        Assert.Equal(["Close", "Hold"], engine.Store.Bookmarks.Select(bookmark => bookmark.ActivityId).Order());
    }

    static async Task<TestEngine> StartAsync(string mayHold)
    {
        var engine = new TestEngine();
        var definition = Draw.Definition(Draw.Sequence(Machine), variables: $"[{Draw.Variable("MayHold", "Boolean", mayHold)}]");
        await engine.Runtime.Definitions.ImportAsync(definition, publish: true);
        await engine.Runtime.StartAsync(new StartWorkflow("test"));
        return engine;
    }
}
