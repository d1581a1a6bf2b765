using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Engine.Definitions;
using Crm.Engine.Tests.Conformance;

namespace Crm.Engine.Tests.Execution;

/// <summary>
/// Definitions and expressions that nobody would write: each is refused with a reason or runs to an end, a wait or an incident, within the
/// limits, and the engine goes on. CRM_FUZZ says how many are tried; a failure tells its seed.
/// </summary>
public sealed class FuzzTests
{
    static readonly int Tries = int.TryParse(Environment.GetEnvironmentVariable("CRM_FUZZ"), out var tries) ? tries : 300;
    static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("CRM_FUZZ_SEED"), out var seed) ? seed : Random.Shared.Next();

    /// <summary>Far beyond what the limits below let one of them take, on a busy machine too.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    static readonly WorkflowOptions Limits = new() { MaxActivitiesPerBurst = 2_000, ScriptTimeout = TimeSpan.FromMilliseconds(200), ScriptMemory = 16 * 1024 * 1024 };

    [Fact]
    public Task A_definition_with_anything_in_any_place_is_refused_or_runs() => TryAllAsync(random =>
    {
        var plan = ConformanceTests.Cases[random.Next(ConformanceTests.Cases.Count)];
        var json = JsonNode.Parse(plan.Read("definition.json"))!.AsObject();
        for (var change = random.Next(1, 4); change > 0; change--)
            Spoil(json, random);
        return json.ToJsonString(new JsonSerializerOptions { MaxDepth = 1_000 });
    });

    [Fact]
    public Task A_script_of_any_words_is_refused_or_runs() => TryAllAsync(random => Draw.Definition(Draw.Sequence(Draw.Script(Soup(random, ScriptWords)), Draw.Write("'after'"))));

    [Fact]
    public Task A_template_of_any_words_is_refused_or_runs() => TryAllAsync(random =>
        Draw.Definition(Draw.Sequence(Draw.Activity("Elsa.WriteLine", "line", ("text", "Liquid", Soup(random, TemplateWords))), Draw.Write("'after'"))));

    static async Task TryAllAsync(Func<Random, string> definition)
    {
        for (var number = 0; number < Tries; number++)
        {
            var json = definition(new Random(Seed + number));
            using var engine = new TestEngine(Limits);
            try
            {
                await Task.Run(() => TryAsync(engine, json)).WaitAsync(Patience);
            }
            catch (Exception error)
            {
                Assert.Fail($"CRM_FUZZ_SEED={Seed + number}: {error}\n{json[..Math.Min(json.Length, 4_000)]}");
            }
        }
    }

    static async Task TryAsync(TestEngine engine, string json)
    {
        try
        {
            var head = await engine.Runtime.Definitions.ImportAsync(json, publish: true);
            var instance = await engine.Runtime.StartAsync(new StartWorkflow(head.DefinitionId));
            Assert.True(instance is null || instance.Status == WorkflowStatus.Finished || instance.Bookmarks.Count > 0 || instance.Incidents.Count > 0, "It neither ended nor waits, and nothing says why.");
        }
        catch (DefinitionException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }

    /// <summary>Puts something else in a place of the document, or takes out what is there.</summary>
    static void Spoil(JsonObject json, Random random)
    {
        var places = Places(json).ToList();
        var (parent, key) = places[random.Next(places.Count)];
        var other = random.Next(3) == 0 ? null : Anything(random, places);
        if (parent is JsonObject map)
            map[(string)key] = other;
        else
            parent.AsArray()[(int)key] = other;
    }

    static JsonNode? Anything(Random random, List<(JsonNode Parent, object Key)> places) => random.Next(10) switch
    {
        0 => JsonValue.Create(random.Next(-2, 3)),
        1 => JsonValue.Create(random.NextInt64()),
        2 => JsonValue.Create(random.Next(2) == 0),
        3 => JsonValue.Create(new string('x', random.Next(100_000))),
        4 => JsonValue.Create(Words[random.Next(Words.Length)]),
        5 => new JsonArray(),
        6 => new JsonObject(),
        7 => Deep(random.Next(2, 200)),
        _ => At(places[random.Next(places.Count)])?.DeepClone(),
    };

    static JsonNode? At((JsonNode Parent, object Key) place) => place.Parent is JsonObject map ? map[(string)place.Key] : place.Parent.AsArray()[(int)place.Key];

    static JsonNode Deep(int levels)
    {
        JsonNode node = new JsonObject { ["type"] = "Elsa.WriteLine" };
        for (var level = 0; level < levels; level++)
            node = level % 2 == 0 ? new JsonArray(node) : new JsonObject { ["activities"] = node };
        return node;
    }

    static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Places(pair.Value).Prepend((map, pair.Key))),
        JsonArray items => items.SelectMany((item, index) => Places(item).Prepend((items, index))),
        _ => [],
    };

    static string Soup(Random random, string[] words) => string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(1, 25)).Select(_ => words[random.Next(words.Length)]));

    static readonly string[] Words =
    [
        "", "Elsa.Flowchart", "Elsa.Workflow", "Elsa.While", "Elsa.Event", "Elsa.Timer", "Elsa.RunJavaScript", "System.Diagnostics.Process", "System.IO.File, System.Private.CoreLib",
        "__proto__", "constructor", "../../etc/passwd", "<script>alert(1)</script>", "JavaScript", "Liquid", "CSharp", "Object", "Literal", "Variable", "Input", "WaitAll", "Race", "0:0", "P1Y", "* * * * * *",
        "99999999.00:00:00", "NaN", "\u0000", "\uD800", "[[[[", "{\"a\":", "List<List<List<Int32>>>", "Int32[][][]", "UnregisteredClrType:System.Type", "ActivityExecuted", "CommitAlways",
    ];

    static readonly string[] ScriptWords =
    [
        "while(true)", "{", "}", "(", ")", "[", "]", ";", ",", "=", "=>", "...", "?.", "a", "b", "this", "globalThis", "new", "function f(){ f() }", "f()", "'x'.repeat(1e9)", "/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaab')",
        "Object.prototype", "__proto__", "constructor", "eval", "Function('return this')()", "import('fs')", "require('fs')", "getVariable('X')", "setVariable('X', globalThis)", "setVariable('X', {})", "variables", "JSON.stringify(variables)",
        "JSON.parse('['.repeat(1e5))", "new Array(1e9)", "Array(1e6).fill(Array)", "for(;;)", "[].concat", "Symbol.iterator", "async", "await", "yield", "try{", "}catch(e){", "throw", "null", "undefined", "1/0", "0n", "getInput('X')",
        "setOutcome('Done')", "toString", "valueOf", ".call(", ".apply(", ".bind(", "System", "clr", "importNamespace('System')", "new Date(8.64e15+1)", "Intl", "'\\ud800'", "`${a}`", "delete", "Reflect.ownKeys(globalThis)", "getOutputFrom('script')",
    ];

    static readonly string[] TemplateWords =
    [
        "{{", "}}", "{%", "%}", " for i in (1..1000000000) ", " endfor ", " if true ", " endif ", " assign a = ", " capture a ", " endcapture ", " include 'x' ", " raw ", " endraw ", " case ", " when 1 ", " endcase ", " cycle 1, 2 ",
        " Variables.X ", " Input.X ", " a ", " | append: a", " | times: 99999999999", " | date: '%Y'", " | split: ''", " | join: a", " | sort", " | replace: a, a", " | slice: 0, 1000000000", " 'x' ", " nil ", " tablerow ", " increment a ", "\u0000", " a.a.a ", " forloop ", "WorkflowInstanceId",
    ];
}
