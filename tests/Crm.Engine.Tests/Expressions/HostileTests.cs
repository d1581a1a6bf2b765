namespace Crm.Engine.Tests.Expressions;

/// <summary>
/// What each of these did before it was limited: ended the process by a full stack, or computed for ever where no clock is looked at.
/// Each must become an incident, and the instance must be one that can be stored.
/// </summary>
public sealed class HostileTests
{
    const string Nested = "let a = []; for (let i = 0; i < 200000; i++) a = [a]; ";
    const string Doubled = "let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; ";

    [Theory]
    [InlineData(Nested + "a.toString()")]
    [InlineData(Nested + "a.join()")]
    [InlineData(Nested + "a.toLocaleString()")]
    [InlineData(Nested + "'' + a")]
    [InlineData(Nested + "`${a}`")]
    [InlineData(Nested + "a == 'x'")]
    [InlineData(Nested + "JSON.stringify(a)")]
    [InlineData(Nested + "toJson(a)")]
    [InlineData(Nested + "a.flat(Infinity)")]
    [InlineData(Nested + "a")]
    [InlineData(Doubled + "a.toString()")]
    [InlineData(Doubled + "JSON.stringify(a)")]
    [InlineData(Doubled + "a.flat(Infinity)")]
    [InlineData(Doubled + "setVariable('O', a)")]
    [InlineData(Doubled + "getO().inside = a")]
    [InlineData(Doubled + "a")]
    [InlineData("let a = { x: 1 }; for (let i = 0; i < 60; i++) a = { p: a, q: a }; JSON.stringify(a)")]
    [InlineData("let p = {}; for (let i = 0; i < 200000; i++) p = new Proxy(p, {}); p.x")]
    [InlineData("let o = { toString() { return '' + this } }; '' + o")]
    [InlineData("let o = { [Symbol.toPrimitive]() { return +this } }; +o")]
    [InlineData("let o = { get x() { return this.x } }; o.x")]
    [InlineData("let o = { set x(v) { this.x = v } }; o.x = 1")]
    [InlineData("let o = { [Symbol.iterator]() { return [...o][0] } }; [...o]")]
    [InlineData("let o = { then(r) { r(o) } }; Promise.resolve(o)")]
    [InlineData("function* g() { yield* g() } [...g()]")]
    [InlineData("async function f() { await f() } f()")]
    [InlineData("function f() { [2, 1].sort(f); return 0 } f()")]
    [InlineData("function f() { return 'aa'.replace(/a/g, f) } f()")]
    [InlineData("function f() { Reflect.apply(f, null, []) } f()")]
    [InlineData("class A { constructor() { new A() } } new A()")]
    [InlineData("let b = 2n; for (let i = 0; i < 40; i++) b = b * b; 1")]
    [InlineData("let b = BigInt(2); for (let i = 0; i < 40; i++) b = b * b; 1")]
    [InlineData("new BigInt64Array(1)[0]")]
    [InlineData("'a'.repeat(1e6).replaceAll('a', 'x'.repeat(1e6)).length")]
    [InlineData("Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 0)")]
    [InlineData("Array.from({ length: 1e9 })")]
    [InlineData("for (;;) { try { for (;;) { } } catch (e) { } }")]
    public Task A_script_cannot_take_the_server_down(string script) => BecomesAnIncidentAsync(Draw.Write(script));

    [Fact]
    public Task A_script_of_endless_brackets_cannot_either() => BecomesAnIncidentAsync(Draw.Write(new string('(', 100_000) + "1" + new string(')', 100_000)));

    [Theory]
    [InlineData("getO().self = getO(); getO().self.a")]
    [InlineData("let o = getO(); o.list = [o, { inside: o }]; toJson(o)")]
    [InlineData("for (let i = 0; i < 90; i++) { let o = getO(); o.n = { ...o.n } } 1")]
    public async Task An_object_of_the_workflow_never_contains_itself(string script)
    {
        using var engine = new TestEngine();
        await StartAsync(engine, Draw.Write(script), Draw.Write("toJson(getO()).length < 10000"), Draw.Event("wait"));

        Assert.Equal("True", engine.Lines[^1]);
        Assert.Empty(engine.Store.Instances.Single().Incidents);
    }

    [Fact]
    public async Task A_list_inside_an_object_of_the_workflow_can_be_changed_in_place()
    {
        using var engine = new TestEngine();
        await StartAsync(engine, Draw.Script("getO().list = [3, 1, 2]; getO().list.sort(); getO().list.push(4)"), Draw.Write("getO().list"));

        Assert.Equal(["[1,2,3,4]"], engine.Lines);
    }

    [Fact]
    public async Task A_template_of_endless_tags_tells_its_fault()
    {
        using var engine = new TestEngine();
        var template = string.Concat(Enumerable.Repeat("{% if true %}", 20_000)) + "x" + string.Concat(Enumerable.Repeat("{% endif %}", 20_000));

        await StartAsync(engine, Draw.Activity("Elsa.WriteLine", "line", ("text", "Liquid", template)));

        Assert.Contains("More than 100 tags are open", engine.Lines.Single());
    }

    static async Task BecomesAnIncidentAsync(string line)
    {
        using var engine = new TestEngine(new WorkflowOptions { ScriptTimeout = TimeSpan.FromSeconds(2), ScriptMemory = 64 * 1024 * 1024 });

        await StartAsync(engine, line);

        Assert.NotEmpty(engine.Store.Instances.Single().Incidents);
    }

    static async Task StartAsync(TestEngine engine, params string[] activities)
    {
        var definition = Draw.Definition(Draw.Sequence(activities), variables: $"[{Draw.Variable("O", "JSON", """{"a":1}""")}]");
        await engine.Runtime.Definitions.ImportAsync(definition, publish: true);
        await engine.Runtime.StartAsync(new StartWorkflow("test"));
    }
}
