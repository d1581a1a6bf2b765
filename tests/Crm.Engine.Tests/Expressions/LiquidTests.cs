namespace Crm.Engine.Tests.Expressions;

public sealed class LiquidTests
{
    [Theory]
    [InlineData("Boolean", "true", "{{ Variables.V }}", "true")]
    [InlineData("Boolean", "false", "{% if Variables.V %}yes{% else %}no{% endif %}", "no")]
    [InlineData("Int32", "5", "{{ Variables.V | plus: 1 }}", "6")]
    [InlineData("Decimal", "1.50", "{{ Variables.V }}", "1.5")]
    [InlineData("Guid", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "{{ Variables.V }}", "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("DateTime", "2026-01-02T03:04:05Z", "{{ Variables.V }}", "2026-01-02 03:04:05Z")]
    [InlineData("DateOnly", "2026-01-02", "{{ Variables.V }}", "01/02/2026")]
    [InlineData("JSON", """{"a":[1]}""", "[{{ Variables.V }}{{ Variables.V.a }}]", "[]")]
    [InlineData("String", "x", "{{ bad", "\nEnd of tag '}}' was expected at (1:7)\nSource:\n{{ bad\n")]
    [InlineData("String", "x", "a {{ Variables.V == 'x' }}", "\nEnd of tag '}}' was expected at (1:18)\nSource:\na {{ Variables.V == 'x' }}\n")]
    [InlineData("String", "x", "{% unknown %}", "\nUnknown tag 'unknown' at (1:1)\nSource:\n{% unknown %}\n")]
    [InlineData("String", "x", "{% raw %}{{ a == b }}{% endraw %}", "{{ a == b }}")]
    [InlineData("Uri", "https://example.org/", "{{ Variables.V }}", "https://example.org/")]
    public async Task A_template_renders_what_it_renders_in_Elsa(string type, string value, string template, string expected)
    {
        using var engine = new TestEngine();
        var line = Draw.Activity("Elsa.WriteLine", "line", ("text", "Liquid", template));
        await engine.Runtime.Definitions.ImportAsync(
            Draw.Definition(Draw.Sequence(line), variables: $"[{Draw.Variable("V", type, value)}]"), publish: true);

        await engine.Runtime.StartAsync(new StartWorkflow("test"));

        Assert.Equal([expected], engine.Lines);
    }
}
