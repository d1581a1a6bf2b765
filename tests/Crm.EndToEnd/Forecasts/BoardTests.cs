using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Forecasts;

/// <summary>The board under mouse and keyboard.</summary>
public sealed class BoardTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task A_card_is_dragged_to_another_status_and_the_move_is_undone()
    {
        await using var visitor = await AtBoardAsync();
        var page = visitor.Page;
        var card = page.Locator("[data-status=new] .card").First;
        var id = await card.GetAttributeAsync("data-card");
        var (from, to) = ((await card.BoundingBoxAsync())!, (await page.Locator("[data-status=negotiation]").BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(from.X + 60, from.Y + 50);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 90, from.Y + 60, new() { Steps = 3 });
        await page.Mouse.MoveAsync(to.X + 80, to.Y + 180, new() { Steps = 6 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.Locator($"[data-status=negotiation] [data-card='{id}']")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("Forecast op Onderhandeling 75");
        Assert.EndsWith("/forecasts", page.Url, StringComparison.Ordinal);
        Assert.Equal(("negotiation", 75m), await StoredAsync(id!));

        await page.GetByText("Maak ongedaan").ClickAsync();
        await Assertions.Expect(page.Locator($"[data-status=new] [data-card='{id}']")).ToHaveCountAsync(1);
        Assert.Equal(("new", 10m), await StoredAsync(id!));
    }

    [Fact]
    public async Task Arrows_walk_over_the_cards_and_S_moves_one()
    {
        await using var visitor = await AtBoardAsync();
        var page = visitor.Page;
        await page.Locator("[data-status=new] .card a.t").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        var id = await page.EvaluateAsync<string>("document.activeElement.closest('.card').dataset.card");
        Assert.Equal(id, await page.Locator("[data-status=qualified] .card").Nth(1).GetAttributeAsync("data-card"));
        await page.Keyboard.PressAsync("s");
        await page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("Mondeling akkoord") }).ClickAsync();
        await Assertions.Expect(page.Locator($"[data-status=verbal] [data-card='{id}']")).ToHaveCountAsync(1);
        Assert.Equal(("verbal", 90m), await StoredAsync(id));
        // The card keeps the keyboard, wherever it went.
        await Assertions.Expect(page.Locator($"[data-card='{id}'] a.t")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_faulty_edit_shows_each_fault_at_its_field_and_keeps_what_was_typed()
    {
        await using var visitor = await AtBoardAsync();
        var page = visitor.Page;
        await page.Locator("[data-status=quote] .card a.t").First.ClickAsync();
        await page.Locator(".hdr").WaitForAsync();
        await page.Keyboard.PressAsync("e");
        await page.Locator(".drawer input[name=ExpectedAmount]").FillAsync("-5");
        await page.Locator(".drawer input[name=Description]").FillAsync("");
        await page.Locator(".drawer button.p").ClickAsync();
        await Assertions.Expect(page.Locator(".drawer .fault")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".drawer input[name=ExpectedAmount]")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.Locator(".drawer input[name=ExpectedAmount]").FillAsync("1234,50");
        await page.Locator(".drawer input[name=Description]").FillAsync("Ketelhuis fase 2");
        await page.Locator(".drawer button.p").ClickAsync();
        await Assertions.Expect(page.Locator(".hdr h1")).ToHaveTextAsync("Ketelhuis fase 2");
        await Assertions.Expect(page.Locator(".kv .big")).ToContainTextAsync("1.234,50");
    }

    async Task<Visitor> AtBoardAsync()
    {
        var visitor = await chromium.OpenAsync(demo.Server);
        await visitor.SignInAsync("sanne");
        await visitor.GoToAsync("/forecasts");
        await visitor.Page.Locator(".board .card").First.WaitForAsync();
        return visitor;
    }

    Task<(string, decimal)> StoredAsync(string id) => demo.Server.Database.ReadAsync(async db =>
    {
        var forecast = await db.Forecasts.Include(f => f.Status).SingleAsync(f => f.Id == Guid.Parse(id), TestContext.Current.CancellationToken);
        return (forecast.Status!.Key, forecast.Chance);
    }, TestContext.Current.CancellationToken);
}
