namespace Crm.Engine.Tests.Expressions;

public sealed class SandboxTests
{
    static readonly WorkflowOptions Strict = new() { ScriptTimeout = TimeSpan.FromSeconds(3), ScriptMemory = 16 * 1024 * 1024 };

    [Theory]
    [InlineData("while (true) {}", "took longer")]
    [InlineData("(function f() { f(); })()", "called itself")]
    [InlineData("let a = []; for (;;) a.push('x'.repeat(1000) + a.length)", "more than 16 MB")]
    [InlineData("let s = 'x'; for (;;) s += s + s.length", "")]
    [InlineData("'x'.repeat(2 ** 30).length", "")]
    [InlineData("new Array(2 ** 30).fill(1)", "")]
    [InlineData("/^(a+)+$/.test('a'.repeat(40) + '!')", "regular expression")]
    [InlineData("JSON.parse('['.repeat(100000) + ']'.repeat(100000))", "")]
    [InlineData("let o = {}; o.self = o; o", "contains itself")]
    [InlineData("eval('1 + 1')", "")]
    [InlineData("new Function('return 1')()", "")]
    [InlineData("(() => {}).constructor('return 1')()", "")]
    [InlineData("System.IO.File.ReadAllText('/etc/passwd')", "System is not defined")]
    [InlineData("importNamespace('System')", "importNamespace is not defined")]
    [InlineData("require('fs')", "require is not defined")]
    [InlineData("newGuid().GetType().Assembly.FullName", "")]
    [InlineData("Guid.Empty.GetType().Assembly", "")]
    [InlineData("TimeSpan.FromSeconds(1).GetType().Assembly.GetTypes()", "")]
    [InlineData("getVariable.Method.Module.Assembly.FullName", "")]
    public async Task A_script_that_breaks_out_or_never_ends_becomes_an_incident(string script, string message)
    {
        var instance = await RunAsync(Draw.Script(script));

        Assert.Equal(WorkflowSubStatus.Faulted, instance.SubStatus);
        Assert.Contains(message, Assert.Single(instance.Incidents).Message);
    }

    [Fact]
    public async Task What_one_script_does_to_built_in_objects_is_not_seen_by_the_next()
    {
        using var engine = new TestEngine(Strict);
        await engine.Runtime.Definitions.ImportAsync(
            Draw.Definition(Draw.Sequence(
                Draw.Script("Object.prototype.stolen = 1; Array.prototype.map = null; globalThis.shared = 2"),
                Draw.Write("typeof ({}).stolen + typeof [].map + typeof globalThis.shared"))),
            publish: true);
        await engine.Runtime.StartAsync(new StartWorkflow("test"));
        Assert.Equal(["undefinedfunctionundefined"], engine.Lines);
    }

    [Fact]
    public async Task A_script_sees_the_engines_clock()
    {
        using var engine = new TestEngine(Strict);
        engine.Clock.Advance(TimeSpan.FromDays(5000));
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Write("new Date().getFullYear()")), publish: true);
        await engine.Runtime.StartAsync(new StartWorkflow("test"));
        Assert.Equal([$"{engine.Clock.GetUtcNow().Year}"], engine.Lines);
    }

    [Theory]
    [InlineData("{% for i in (1..1000000000) %}{% for j in (1..1000000) %}x{% endfor %}{% endfor %}", "")]
    [InlineData("{% assign s = 'x' %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}", "more than 1000000 characters")]
    [InlineData("{% assign s = 'x' %}{% for i in (1..60) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}", "more than 1000000 characters")]
    [InlineData("{% assign s = 'xxxxxxxxxx' %}{% for i in (1..60) %}{% assign s = s | replace: 'x', s %}{% endfor %}", "more than 1000000 characters")]
    [InlineData("{% capture s %}{% for i in (1..100) %}1234567890{% endfor %}{% endcapture %}{% for i in (1..2000) %}{{ s }}{% endfor %}", "more than 1000000 characters")]
    public async Task A_template_that_never_ends_or_cannot_be_read_becomes_an_incident(string template, string message)
    {
        var instance = await RunAsync(Draw.Activity("Elsa.WriteLine", "w", ("text", "Liquid", template)));

        Assert.Equal(WorkflowSubStatus.Faulted, instance.SubStatus);
        Assert.Contains(message, Assert.Single(instance.Incidents).Exception!.Inner!.Message);
    }

    static async Task<WorkflowInstance> RunAsync(string root)
    {
        using var engine = new TestEngine(Strict);
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(root), publish: true);
        return (await engine.Runtime.StartAsync(new StartWorkflow("test")))!;
    }

    [Fact]
    public async Task The_filters_of_Liquid_still_do_what_they_do()
    {
        using var engine = new TestEngine(Strict);
        const string Template = "{{ 'a' | append: 'b' | prepend: '>' }} {{ 'a-b-a' | replace: 'a', 'x' }} {% capture c %}[{{ 'q' | upcase }}]{% endcapture %}{{ c }}";
        await engine.Runtime.Definitions.ImportAsync(
            Draw.Definition(Draw.Activity("Elsa.WriteLine", "w", ("text", "Liquid", Template))), publish: true);
        await engine.Runtime.StartAsync(new StartWorkflow("test"));
        Assert.Equal([">ab x-b-x [Q]"], engine.Lines);
    }
}
