using System.Text.Json.Nodes;
using Crm.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Workflows;

/// <summary>What a definition says about saving in between, on a real database.</summary>
public sealed class CommitPointsTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Whoever_starts_it_gets_it_when_all_pieces_are_done(On on)
    {
        await using var server = await CrmServer.StartAsync(on);

        var instance = await server.RunAsync(ThreeLines);

        Assert.Equal((WorkflowSubStatus.Finished, 5L), (instance.SubStatus, instance.Revision));
        await AssertEachOnceAsync(server, instance.Id);
    }

    /// <summary>Here nobody goes on with it but the server itself, as after a crash.</summary>
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_was_cut_off_inside_another_transaction_is_taken_up_when_that_has_ended(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var runtime = server.Services.GetRequiredService<WorkflowRuntime>();
        await runtime.Definitions.ImportAsync(ThreeLines, publish: true, Cancel);

        var instance = await server.Database.WriteAsync(_ => runtime.StartAsync(new StartWorkflow("pieces"), Cancel), Cancel);

        Assert.Equal(WorkflowSubStatus.Executing, instance!.SubStatus);
        await Eventually.TrueAsync(async () => (await server.InstanceAsync(instance.Id))!.SubStatus == WorkflowSubStatus.Finished, "the instance has ended");
        await AssertEachOnceAsync(server, instance.Id);
    }

    static async Task AssertEachOnceAsync(CrmServer server, string id)
    {
        var done = await server.Database.ReadAsync(db => db.WorkflowLog.Where(line => line.InstanceId == id && line.Event == "Completed").OrderBy(line => line.Sequence).Select(line => line.ActivityId).ToListAsync(Cancel), Cancel);
        Assert.Equal(["a", "b", "c", "flow", "Workflow1"], done);
        Assert.Equal(0, await server.Database.ReadAsync(db => db.WorkflowBookmarks.CountAsync(row => row.InstanceId == id, Cancel), Cancel));
    }

    static string ThreeLines
    {
        get
        {
            var definition = JsonNode.Parse(Definitions.Flowchart("pieces",
                [.. new[] { "a", "b", "c" }.Select(id => Definitions.Activity(id, "Elsa.WriteLine", ("text", id)))], "a>b", "b>c"))!.AsObject();
            definition["options"] = new JsonObject { ["commitStrategyName"] = "ActivityExecuting" };
            return definition.ToJsonString();
        }
    }
}
