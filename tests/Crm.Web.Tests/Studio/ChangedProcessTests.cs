using System.Text.Json.Nodes;
using Crm.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Studio;

/// <summary>A process owner changes a process that sales are made with.</summary>
public sealed class ChangedProcessTests
{
    const string SecondReview = "Tweede beoordeling";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_second_review_above_50_000_euro_counts_for_the_next_quote_and_not_for_one_that_is_under_way(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var underWay = Sale(server, "Koelhuis Onderweg B.V.", units: 9);
        await Eventually.TrueAsync(async () => !await underWay.GoOnAsync() && underWay.QuoteId is not null, "the quote has been started");

        await AddSecondReviewAsync(await StudioDriver.OpenAsync(server));

        var large = Sale(server, "Koelhuis Groot B.V.", units: 9);
        var small = Sale(server, "Koelhuis Klein B.V.", units: 2);
        foreach (var sale in new[] { underWay, large, small })
            await Eventually.TrueAsync(sale.GoOnAsync, "the forecast is scored");
        Assert.Equal([Guid.Parse(large.QuoteId!)], await server.Database.ReadAsync(
            db => db.Tasks.Where(task => task.Title.Nl == SecondReview).Select(task => task.SubjectId!.Value).ToListAsync(Stop), Stop));
        Assert.Equal([1, 2, 2], await server.Database.ReadAsync(
            db => db.WorkflowInstances.Where(instance => instance.DefinitionId == "quote-lifecycle").OrderBy(instance => instance.CreatedAt)
                .Join(db.WorkflowDefinitions, instance => instance.DefinitionVersionId, version => version.Id, (_, version) => version.Version).ToListAsync(Stop), Stop));
    }

    /// <summary>Between the approval and what follows it, as Studio sends it.</summary>
    static async Task AddSecondReviewAsync(StudioDriver petra)
    {
        var model = await petra.GetAsync("/workflow-definitions/by-definition-id/quote-lifecycle?versionOptions=Latest");
        var root = model["root"]!.AsObject();
        var review = root.Objects("activities").Single(activity => activity.Text("id") == "review");
        var again = (JsonObject)review.DeepClone();
        again["id"] = "review-again";
        again["nodeId"] = null;
        again["title"]!["expression"]!["value"] = SecondReview;
        var isLarge = new JsonObject
        {
            ["id"] = "is-large", ["type"] = "Elsa.FlowDecision", ["version"] = 1, ["name"] = "IsLarge",
            ["condition"] = new JsonObject { ["typeName"] = "Boolean", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "getQuote().netAmount > 50000" } },
        };
        var connections = root["connections"]!.AsArray();
        connections.Remove(connections.Single(line => (string?)line!["source"]!["activity"] == "review" && (string?)line["target"]!["activity"] == "approve"));
        foreach (var (from, port, to) in new[] { ("review", "Approve", "is-large"), ("is-large", "False", "approve"), ("is-large", "True", "review-again"), ("review-again", "Approve", "approve"), ("review-again", "SendBack", "send-back") })
            connections.Add(new JsonObject { ["source"] = new JsonObject { ["activity"] = from, ["port"] = port }, ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" } });
        root["activities"]!.AsArray().Add(isLarge);
        root["activities"]!.AsArray().Add(again);
        await petra.SaveAsync(model, publish: true);
    }

    static SalesJob Sale(CrmServer server, string company, decimal units) =>
        new(server.SignInAsync, () => Task.FromResult(server.Anonymous()), SalesJob.PickUp(server.Services.GetRequiredService<CrmSettings>().Data), company) { Units = units };
}
