using Crm.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Studio;

/// <summary>A process owner draws an extra review of large quotes into the process that all quotes follow, with the mouse.</summary>
[Collection(Alone.Name)]
public sealed class SecondReviewTests(Chromium chromium, StudioServer studio) : IClassFixture<StudioServer>
{
    const string Title = "Tweede beoordeling";

    [Fact]
    public async Task What_is_drawn_into_the_shipped_process_counts_for_the_next_quote_and_not_for_one_that_is_under_way()
    {
        var underWay = Sale("Koelhuis Onderweg B.V.");
        await Eventually.TrueAsync(async () => !await underWay.GoOnAsync() && underWay.QuoteId is not null, "the quote has been started");

        await using (var petra = await chromium.SignInAsync(studio.Server, "petra"))
            await DrawAsync(petra);

        var next = Sale("Koelhuis Groot B.V.");
        await Eventually.TrueAsync(async () => await next.GoOnAsync() || await AskedAsync(next), "the second review is asked for");
        Assert.True(await AskedAsync(next));
        await Eventually.TrueAsync(async () => await underWay.GoOnAsync() || (string?)(await underWay.GetAsync("sanne", $"/api/quotes/{underWay.QuoteId}"))["status"] == "Sent", "the quote under way is sent");
        Assert.False(await AskedAsync(underWay));
    }

    static async Task DrawAsync(Visitor petra)
    {
        await using var recorder = new Recorder(petra, "second-review");
        await petra.OpenStudioAsync("/studio/definitions/quote-lifecycle");
        await petra.PullToCornerAsync("Beoordelen");
        await petra.CutAsync("Beoordelen", "Approve", "Goedgekeurd");
        await petra.DragInAtAsync("Beslissing", "Beoordelen", right: 20, down: 110);
        await petra.WriteJavaScriptAsync("Voorwaarde", "getQuote().netAmount > 50000");
        await petra.DragInAtAsync("Taak toewijzen", "Terug naar opsteller", right: 20, down: 110);
        await petra.FillInputAsync("Titel", Title);
        await petra.PickInputAsync("Rol", "Beoordelaar");
        await petra.SelectNothingAsync();
        await petra.ConnectAsync("Beoordelen", "Approve", "FlowDecision2");
        await petra.ConnectAsync("FlowDecision2", "False", "Goedgekeurd");
        // Studio numbers what it drops: there are five tasks and a decision already.
        await petra.ConnectAsync("FlowDecision2", "True", "AssignUserTask6");
        await petra.ConnectAsync("AssignUserTask6", "Done", "Goedgekeurd");
        await petra.PictureAsync("studio-second-review", wholePage: false);
        await petra.PublishAsync();
        await petra.SeesAsync("In gebruik: v2");
    }

    Task<bool> AskedAsync(SalesJob sale) => studio.Server.Database.ReadAsync(db => db.Tasks.AnyAsync(
        task => task.Title.Nl == Title && db.WorkflowInstances.Any(instance => instance.Id == task.WorkflowInstanceId && instance.CorrelationId == sale.QuoteId)));

    /// <summary>Of more than € 50,000.</summary>
    SalesJob Sale(string company) =>
        new(studio.Server.SignInAsync, () => Task.FromResult(studio.Server.Anonymous()), SalesJob.PickUp(studio.Server.Services.GetRequiredService<CrmSettings>().Data), company) { Units = 9 };
}
