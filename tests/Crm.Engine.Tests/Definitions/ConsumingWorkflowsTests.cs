using Crm.Engine.Definitions;

namespace Crm.Engine.Tests.Definitions;

public sealed class ConsumingWorkflowsTests
{
    const string TakesAlong = """{ "usableAsActivity": true, "autoUpdateConsumingWorkflows": true }""";
    const string Usable = """{ "usableAsActivity": true }""";

    [Fact]
    public async Task Publishing_takes_those_that_use_it_along_each_once_and_in_order()
    {
        using var engine = new TestEngine();
        await ImportAsync(engine, "Part", Draw.Write("'old'"), TakesAlong);
        await ImportAsync(engine, "Middle", Use("Part"), Usable);
        await ImportAsync(engine, "Whole", Draw.Sequence(Use("Part"), Use("Middle")));
        await ImportAsync(engine, "Stranger", Draw.Write("'Part'"));

        await ImportAsync(engine, "Part", Draw.Write("'new'"), TakesAlong);

        Assert.Equal((2, true), await LatestAsync(engine, "Middle"));
        Assert.Equal((2, true), await LatestAsync(engine, "Whole"));
        Assert.Equal((1, true), await LatestAsync(engine, "Stranger"));
        await engine.Runtime.StartAsync(new StartWorkflow("Whole"));
        Assert.Equal(["new", "new"], engine.Lines);
    }

    [Fact]
    public async Task What_does_not_ask_for_it_takes_nobody_along()
    {
        using var engine = new TestEngine();
        await ImportAsync(engine, "Part", Draw.Write("'old'"), Usable);
        await ImportAsync(engine, "Whole", Use("Part"));

        await ImportAsync(engine, "Part", Draw.Write("'new'"), Usable);

        Assert.Equal((1, true), await LatestAsync(engine, "Whole"));
        await engine.Runtime.StartAsync(new StartWorkflow("Whole"));
        Assert.Equal(["old"], engine.Lines);

        var updated = await engine.Runtime.Definitions.UpdateConsumersAsync("Part", []);

        Assert.Equal(["Whole"], updated.Select(head => head.DefinitionId));
        await engine.Runtime.StartAsync(new StartWorkflow("Whole"));
        Assert.Equal(["old", "new"], engine.Lines);
    }

    [Fact]
    public async Task A_draft_goes_along_and_stays_a_draft()
    {
        using var engine = new TestEngine();
        await ImportAsync(engine, "Part", Draw.Write("'old'"), TakesAlong);
        await ImportAsync(engine, "Whole", Use("Part"));
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Sequence(Use("Part"), Draw.Write("'more'")), "Whole"), publish: false);

        await ImportAsync(engine, "Part", Draw.Write("'new'"), TakesAlong);

        Assert.Equal((2, false), await LatestAsync(engine, "Whole"));
        await engine.Runtime.StartAsync(new StartWorkflow("Whole"));
        Assert.Equal(["old"], engine.Lines);
        await engine.Runtime.Definitions.PublishAsync((await HeadAsync(engine, "Whole")).Id);
        await engine.Runtime.StartAsync(new StartWorkflow("Whole"));
        Assert.Equal(["old", "new", "more"], engine.Lines);
    }

    [Fact]
    public async Task What_runs_stays_on_the_version_that_it_began_with()
    {
        using var engine = new TestEngine();
        await ImportAsync(engine, "Part", Draw.Sequence(Draw.Event("Go"), Draw.Write("'old'")), TakesAlong);
        await ImportAsync(engine, "Whole", Use("Part"));
        await engine.Runtime.StartAsync(new StartWorkflow("Whole"));

        await ImportAsync(engine, "Part", Draw.Write("'new'"), TakesAlong);
        await engine.Runtime.SendAsync(Activities.Primitives.Event.Happened("Go"));

        Assert.Equal(["old"], engine.Lines);
    }

    // As the designer writes it: the version that is used stands in it.
    static string Use(string definitionId) =>
        $$"""{ "id": "use{{definitionId}}", "type": "{{definitionId}}", "version": 1, "workflowDefinitionId": "{{definitionId}}", "workflowDefinitionVersionId": "{{definitionId}}-v1" }""";

    static Task<VersionHead> ImportAsync(TestEngine engine, string id, string root, string options = "{}") =>
        engine.Runtime.Definitions.ImportAsync(Draw.Definition(root, id, options: options), publish: true);

    static async Task<VersionHead> HeadAsync(TestEngine engine, string id) =>
        (await engine.Store.ListVersionsAsync(new VersionFilter(DefinitionId: id, IsLatest: true), TestContext.Current.CancellationToken)).Single();

    static async Task<(int, bool)> LatestAsync(TestEngine engine, string id)
    {
        var head = await HeadAsync(engine, id);
        return (head.Version, head.IsPublished);
    }
}
