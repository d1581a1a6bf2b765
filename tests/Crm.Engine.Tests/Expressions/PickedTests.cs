namespace Crm.Engine.Tests.Expressions;

/// <summary>A variable or an input that somebody picked in Studio stands in the expression as the text of its whole definition.</summary>
public sealed class PickedTests
{
    [Theory]
    [InlineData("Variable", """{"id":"v-greeting","name":"Greeting","typeName":"String","isArray":false,"value":"dag"}""", "dag")]
    [InlineData("Variable", """{"id":"gone","name":"Greeting"}""", "dag")]
    [InlineData("Variable", "Greeting", "dag")]
    [InlineData("Input", """{"type":"String","isArray":false,"name":"Who","displayName":"Who","uiHint":"singleline"}""", "Petra")]
    [InlineData("Input", "Who", "Petra")]
    public async Task Has_the_value_of_what_was_picked(string type, string picked, string expected)
    {
        using var engine = new TestEngine();
        await engine.Runtime.Definitions.ImportAsync(Greeter(type, picked), publish: true);

        await engine.Runtime.StartAsync(new StartWorkflow("test") { Input = new Dictionary<string, object?> { ["Who"] = "Petra" } });

        Assert.Equal([expected], engine.Lines);
    }

    [Fact]
    public async Task Is_told_when_what_was_picked_is_gone()
    {
        using var engine = new TestEngine();
        await engine.Runtime.Definitions.ImportAsync(Greeter("Variable", """{"id":"gone","name":"Farewell"}"""), publish: true);

        var instance = await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Contains("Farewell", Assert.Single(instance!.Incidents).Exception!.Inner!.Message, StringComparison.Ordinal);
    }

    static string Greeter(string type, string picked) => Draw.Definition(
        Draw.Sequence(Draw.Activity("Elsa.WriteLine", "line", ("text", type, picked))),
        variables: """[{"id":"v-greeting","name":"Greeting","typeName":"String","isArray":false,"value":"dag"}]""");
}
