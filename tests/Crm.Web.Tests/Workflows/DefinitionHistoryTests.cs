using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Workflows;

/// <summary>What a process owner sees of a definition beside its drawing.</summary>
public sealed class DefinitionHistoryTests
{
    static readonly Actor Petra = new(null, "Petra Otten", Door.Page, [Roles.ProcessOwner]);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_check_finds_nothing_wrong_with_what_is_shipped()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        foreach (var definitionId in await server.Database.ReadAsync(db => db.WorkflowDefinitions.Select(row => row.DefinitionId).ToListAsync(Stop), Stop))
            Assert.DoesNotContain((await HistoryOf(server).FindAsync(definitionId, Stop))!.Findings, finding => finding.IsFault);
    }

    [Fact]
    public async Task The_check_names_every_step_that_would_go_wrong_and_keeps_it_out_of_use()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await SaveAsync(server, Flow(
            Step("ask", "Crm.AssignUserTask", ("title", Literal("Bel"))),
            Step("line", "Elsa.WriteLine", ("text", JavaScript("1 +"))),
            Step("mail", "Crm.SendMail", ("template", Literal("bestaat-niet"))),
            Step("lost", "Elsa.WriteLine", ("text", Literal("nooit")))) with { Lines = [("ask", "line"), ("line", "mail")] });
        var findings = (await HistoryOf(server).FindAsync("flow", Stop))!.Findings;
        Assert.Equal(["ask", "line", "mail"], findings.Where(finding => finding.IsFault).Select(finding => finding.Step).Distinct());
        Assert.Contains(findings, finding => finding is { IsFault: false, Step: "lost" });
        await Assert.ThrowsAsync<RefusedException>(() => PublishAsync(server, "Omdat het moet", Petra, Stop));
        Assert.Null((await HistoryOf(server).FindAsync("flow", Stop))!.InUse);
    }

    [Fact]
    public async Task A_version_tells_who_made_it_who_put_it_in_use_and_why()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await SaveAsync(server, Flow(Step("line", "Elsa.WriteLine", ("text", Literal("een")))));
        await Assert.ThrowsAsync<RefusedException>(() => PublishAsync(server, " ", Petra, Stop));
        await PublishAsync(server, "De eerste", Petra with { Name = "Adil" }, Stop);
        var version = (await HistoryOf(server).FindAsync("flow", Stop))!.InUse!;
        Assert.Equal(("Petra Otten", "Adil", "De eerste"), (version.ChangedBy, version.PublishedBy, version.Note));
        Assert.Equal(server.Clock.GetUtcNow().UtcDateTime, version.PublishedAt);
    }

    [Fact]
    public async Task Two_versions_differ_in_steps_values_and_connections_and_not_in_where_they_are_drawn()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var first = Flow(Step("a", "Elsa.WriteLine", ("text", Literal("een"))), Step("b", "Elsa.WriteLine", ("text", Literal("twee")))) with { Lines = [("a", "b")] };
        var second = Flow(Step("a", "Elsa.WriteLine", ("text", JavaScript("'een'"))), Step("c", "Elsa.End")) with { Lines = [("a", "c")] };
        foreach (var flow in new[] { first, second })
            await SaveAsync(server, flow, publish: true);
        var changes = await HistoryOf(server).DifferenceAsync("flow", 1, 2, Stop);
        Assert.Contains(changes, change => change is { Kind: DefinitionDifference.Kind.Added, Step: "c" });
        Assert.Contains(changes, change => change is { Kind: DefinitionDifference.Kind.Removed, Step: "b" });
        Assert.Contains(changes, change => change is { Step: "a", What: "text", Was: "een", Is: "JavaScript: 'een'" });
        Assert.Contains(changes, change => change is { Kind: DefinitionDifference.Kind.Added, Is: "Done → c" });
        Assert.Contains(changes, change => change is { Kind: DefinitionDifference.Kind.Removed, Was: "Done → b" });
        Assert.Equal(5, changes.Count);
        Assert.Empty(DefinitionDifference.Between(first.ToJson(x: 0), first.ToJson(x: 500)));
    }

    [Fact]
    public async Task What_runs_on_an_older_version_goes_along_unless_its_step_is_gone()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var ask = Step("ask", "Crm.AssignUserTask", ("title", Literal("Bel")), ("roleName", Literal("reviewer")));
        await SaveAsync(server, Flow(ask), publish: true);
        var runtime = server.Services.GetRequiredService<WorkflowRuntime>();
        await runtime.StartAsync(new StartWorkflow("flow"), Stop);
        await SaveAsync(server, Flow(ask, Step("after", "Elsa.WriteLine", ("text", Literal("klaar")))), publish: true);
        Assert.Equal(1, (await HistoryOf(server).FindAsync("flow", Stop))!.Versions.Single(version => version.Number == 1).Running);

        var desk = server.Services.GetRequiredService<MigrationDesk>();
        Assert.Equal(1, (await desk.MigrateAllAsync("flow", 1, 2, Petra, Stop)).Moved);
        Assert.Equal(1, (await HistoryOf(server).FindAsync("flow", Stop))!.InUse!.Running);

        await SaveAsync(server, Flow(Step("other", "Elsa.WriteLine", ("text", Literal("anders")))), publish: true);
        var outcome = await desk.MigrateAllAsync("flow", 2, 3, Petra, Stop);
        Assert.Equal(0, outcome.Moved);
        Assert.Contains("ask", Assert.Single(outcome.Stayed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_tells_which_profiles_forms_and_quotes_use_it()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        Assert.Contains((await HistoryOf(server).FindAsync("new-relation-approval", Stop))!.Uses, use => use.Href.StartsWith("/relations/new/", StringComparison.Ordinal));
        Assert.Contains((await HistoryOf(server).FindAsync("contact-moment-follow-up", Stop))!.Uses, use => use.Href == Urls.ContactMoments);
        Assert.Contains((await HistoryOf(server).FindAsync("quote-lifecycle", Stop))!.Uses, use => use.Href == Urls.Quotes);
    }

    static DefinitionHistory HistoryOf(CrmServer server) => server.Services.GetRequiredService<DefinitionHistory>();

    static async Task PublishAsync(CrmServer server, string note, Actor actor, CancellationToken cancellationToken) => await DeskOf(server)
        .PublishCheckedAsync("flow", (await HistoryOf(server).FindAsync("flow", cancellationToken))!.Latest.ChangedAt, note, actor, cancellationToken);

    static DefinitionDesk DeskOf(CrmServer server) => server.Services.GetRequiredService<DefinitionDesk>();

    static Drawn Flow(params JsonObject[] steps) => new(steps, []);

    static JsonObject Step(string id, string type, params (string Name, JsonNode Value)[] inputs)
    {
        var step = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in inputs)
            step[name] = value.DeepClone();
        return step;
    }

    static JsonObject Literal(string value) => Expression("Literal", value);

    static JsonObject JavaScript(string value) => Expression("JavaScript", value);

    static JsonObject Expression(string type, string value) => new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    sealed record Drawn(JsonObject[] Steps, (string From, string To)[] Lines)
    {
        public string ToJson(int x = 0)
        {
            var steps = Steps.Select(step => step.DeepClone().AsObject()).ToArray();
            foreach (var step in steps)
                step["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = x, ["y"] = 0 } } };
            var lines = Lines.Select(line => new JsonObject { ["source"] = new JsonObject { ["activity"] = line.From, ["port"] = "Done" }, ["target"] = new JsonObject { ["activity"] = line.To } });
            var root = new JsonObject { ["id"] = "root", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = new JsonArray([.. steps]), ["connections"] = new JsonArray([.. lines]) };
            return new JsonObject { ["definitionId"] = "flow", ["name"] = "Flow", ["root"] = root }.ToJsonString();
        }
    }

    static Task<DefinitionDesk.Saved> SaveAsync(CrmServer server, Drawn flow, bool publish = false) => DeskOf(server).SaveAsync(flow.ToJson(), publish, Petra, Stop);
}
