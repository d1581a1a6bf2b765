using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Forecasts;

/// <summary>A thousand forecasts, chosen in the list, changed together and put back.</summary>
public sealed class BulkTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    const int Many = 1_000;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_forecasts_change_together_and_are_put_back_with_one_press()
    {
        await OpenManyAsync();
        var before = await StandAsync();
        await using var visitor = await chromium.OpenAsync(demo.Server, "nl", 1440, 1000);
        await visitor.SignInAsync("marieke");
        await visitor.GoToAsync("/forecasts?view=list&whose=All&search=Duizendtal");
        var page = visitor.Page;
        await page.GetByLabel("Kies alles op deze bladzijde").CheckAsync();
        await page.GetByText("Kies alle 1.000").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Wijzig samen" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Status" }).ClickAsync();
        await page.Locator(".drawer select[name=Value]").SelectOptionAsync("Onderhandeling");
        await page.GetByRole(AriaRole.Button, new() { Name = "Wijzig", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("1.000 forecasts gewijzigd", new() { Timeout = 60_000 });
        Assert.Equal([("negotiation", 75m, Many)], await StandAsync());

        await page.GetByText("Maak ongedaan").ClickAsync();
        await Eventually.TrueAsync(async () => before.SequenceEqual(await StandAsync()), "all thousand stand as they stood");
    }

    async Task OpenManyAsync()
    {
        var desk = demo.Server.Services.GetRequiredService<ForecastDesk>();
        var relation = await demo.Server.Database.ReadAsync(db => db.Relations.Where(r => !r.IsArchived && !r.IsBlocked).OrderBy(r => r.Number).Select(r => r.Id).FirstAsync(Stop), Stop);
        var marieke = await demo.Server.Database.ReadAsync(db => db.Users.Where(u => u.Email!.StartsWith("marieke")).Select(u => u.Id).SingleAsync(Stop), Stop);
        foreach (var number in Enumerable.Range(1, Many))
        {
            await desk.OpenAsync(new(relation) { Description = $"Duizendtal {number}", ResponsibleId = marieke, Status = number % 2 == 0 ? "new" : "quote", ExpectedAmount = number },
                new(marieke, "Marieke Vos", Door.Api, [Roles.Reviewer]), Stop);
        }
    }

    /// <summary>How many stand in which status, with which chance.</summary>
    Task<List<(string Status, decimal Chance, int Number)>> StandAsync() => demo.Server.Database.ReadAsync(async db =>
        (await db.Forecasts.Where(f => f.Description.StartsWith("Duizendtal")).GroupBy(f => new { f.Status!.Key, f.Chance }).Select(g => new { g.Key.Key, g.Key.Chance, Number = g.Count() }).ToListAsync(Stop))
            .Select(g => (g.Key, g.Chance, g.Number)).OrderBy(g => g.Key, StringComparer.Ordinal).ToList(), Stop);
}
