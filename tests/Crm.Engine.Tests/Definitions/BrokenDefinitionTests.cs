using Crm.Engine.Definitions;

namespace Crm.Engine.Tests.Definitions;

public sealed class BrokenDefinitionTests
{
    [Theory]
    [InlineData("{ \"root\": ", "not valid JSON", "line 1")]
    [InlineData("[]", "A definition is a JSON object", "$")]
    [InlineData("""{ "definitionId": "d", "root": { "id": "a" } }""", "An activity needs a type", "root")]
    [InlineData("""{ "definitionId": "d", "root": { "type": "Elsa.Sequence", "activities": [{ "type": "Elsa.WriteLine" }, 5] } }""", "", "")]
    [InlineData("""{ "definitionId": "d", "root": { "type": "Elsa.Sequence", "activities": [{ "type": "Elsa.If", "then": { "id": "x" } }] } }""",
        "An activity needs a type", "root.activities[0].then")]
    [InlineData("""{ "definitionId": "d", "root": { "type": "Elsa.Flowchart", "activities": [{ "id": "a", "type": "Elsa.Start" }, { "id": "a", "type": "Elsa.End" }] } }""",
        "The id 'a' occurs twice", "root.activities")]
    [InlineData("""{ "definitionId": "d", "root": { "type": "Elsa.Fork", "joinMode": "WaitForever" } }""", "'WaitForever' is not a valid ForkJoinMode", "root.joinMode")]
    [InlineData("""{ "definitionId": "d", "root": { "id": "c", "type": "Elsa.Cron", "customProperties": { "canStartWorkflow": true }, "cronExpression": { "typeName": "String", "expression": { "type": "Literal", "value": "61 * * * * *" } } } }""",
        "Error when parsing cron expression", "c")]
    [InlineData("""{ "definitionId": "d", "root": { "id": "t", "type": "Elsa.Timer", "customProperties": { "canStartWorkflow": true }, "interval": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "00:00:00" } } } }""",
        "must be longer than nothing", "t")]
    public async Task A_broken_definition_is_refused_with_what_is_wrong_and_where(string json, string message, string place)
    {
        using var engine = new TestEngine();
        var faults = await engine.Runtime.Definitions.ValidateAsync(json);
        if (message.Length == 0)
        {
            Assert.Empty(faults);
            return;
        }
        Assert.Contains(message, Assert.Single(faults).Message);
        var refused = await Assert.ThrowsAsync<DefinitionException>(() => engine.Runtime.Definitions.ImportAsync(json, publish: true));
        Assert.Contains(place, refused.Place);
    }

    [Fact]
    public async Task A_refused_definition_leaves_the_published_version_as_it_was()
    {
        using var engine = new TestEngine();
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Write("'one'")), publish: true);
        var broken = Draw.Definition("""{ "type": "Elsa.Flowchart", "activities": [{ "id": "a", "type": "Elsa.End" }, { "id": "a", "type": "Elsa.End" }] }""");

        await Assert.ThrowsAsync<DefinitionException>(() => engine.Runtime.Definitions.ImportAsync(broken, publish: true));

        await engine.Runtime.StartAsync(new StartWorkflow("test"));
        Assert.Equal(["one"], engine.Lines);
    }

    [Fact]
    public async Task A_workflow_that_contains_itself_is_refused()
    {
        using var engine = new TestEngine();
        const string Itself = """{ "id": "x", "type": "Test", "workflowDefinitionId": "test" }""";
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Write("'fine'")), publish: true);

        var refused = await Assert.ThrowsAsync<DefinitionException>(
            () => engine.Runtime.Definitions.ImportAsync(Draw.Definition(Itself, options: """{ "usableAsActivity": true }"""), publish: true));

        Assert.Contains("contains itself", refused.Message);
    }

    [Fact]
    public async Task Every_fault_is_named_at_once_with_its_place()
    {
        using var engine = new TestEngine();
        var flow = Draw.Flowchart(
        [
            Draw.Write("'a'", "same"), Draw.Write("'b'", "same"), """{ "id": "typeless" }""",
            """{ "id": "fork", "type": "Elsa.Fork", "joinMode": "Sometimes", "branches": [] }""", Cron("first", "never"), Cron("second", "* *"),
        ]);

        var faults = await engine.Runtime.Definitions.ValidateAsync(Draw.Definition(flow));
        var refused = await Assert.ThrowsAsync<DefinitionException>(() => engine.Runtime.Definitions.ImportAsync(Draw.Definition(flow), publish: true));

        Assert.Equal(["root.activities[2]", "root.activities[3].joinMode", "root.activities[1]", "first", "second"], faults.Select(fault => fault.Place));
        Assert.Equal(faults.Select(fault => fault.Message), refused.All.Select(fault => fault.Message));
        Assert.All(faults, fault => Assert.Contains(fault.Message, refused.Message));
    }

    static string Cron(string id, string expression) => Draw.Activity("Elsa.Cron", id, ("cronExpression", "Literal", expression))
        .Replace("\"type\":", "\"customProperties\": { \"canStartWorkflow\": true }, \"type\":");

    [Fact]
    public async Task An_unknown_activity_type_only_faults_when_it_is_reached()
    {
        using var engine = new TestEngine();
        var root = Draw.Sequence(Draw.Write("'before'"), """{ "id": "u", "type": "Acme.Unknown", "version": 3 }""");
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(root), publish: true);

        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Equal(["before"], engine.Lines);
        Assert.Equal("Activity type 'Acme.Unknown' version '0' could not be found.", Assert.Single(instance!.Incidents).Message);
    }

    [Fact]
    public async Task A_definition_that_nobody_published_cannot_be_started()
    {
        using var engine = new TestEngine();
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Write("'one'")), publish: false);
        var refused = await Assert.ThrowsAsync<DefinitionException>(() => engine.Runtime.StartAsync(new StartWorkflow("test")));
        Assert.Contains("No published version of workflow definition with ID test found", refused.Message);
    }
}
