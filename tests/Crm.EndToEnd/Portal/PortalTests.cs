using Crm.Signing;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Crm.Portal;

/// <summary>The customer at a real browser, on a desk and on a phone.</summary>
public sealed class PortalTests(Chromium chromium)
{
    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task A_customer_signs_in_four_taps_and_axe_finds_nothing_on_the_way(string language, int width)
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite, language);
        await scene.SendAsync();
        await using var visitor = await chromium.OpenAsync(scene.Server, language, width, width == 390 ? 844 : 1000);
        var page = visitor.Page;
        await page.GotoAsync(await scene.LinkInLastMailAsync());
        await LookAsync(visitor, "open", language, width);
        await page.Locator("form[action$='/code'] button").First.ClickAsync();
        await page.Locator("form[action$='/sign'] button").ClickAsync();
        await Assertions.Expect(page.Locator("#consents-fault")).ToBeVisibleAsync();
        await LookAsync(visitor, "faults", language, width);
        await page.Locator("#code").FillAsync(await scene.CodeAsync());
        await page.Locator("input[name=consents]").CheckAsync();
        await LookAsync(visitor, "code", language, width);
        await page.Locator("form[action$='/sign'] button").ClickAsync();
        await Assertions.Expect(page.Locator("#ended")).ToHaveTextAsync(language == "nl" ? "Ondertekend" : "Signed");
        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        await page.ReloadAsync();
        await LookAsync(visitor, "signed", language, width);
    }

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task A_customer_asks_and_declines_by_keyboard(string language, int width)
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite, language);
        await scene.SendAsync();
        await using var visitor = await chromium.OpenAsync(scene.Server, language, width, width == 390 ? 844 : 1000);
        var page = visitor.Page;
        await page.GotoAsync(await scene.LinkInLastMailAsync());
        await page.Locator("#q").FocusAsync();
        await page.Keyboard.TypeAsync("Lukt het vóór 1 maart?");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".said")).ToHaveCountAsync(1);
        await LookAsync(visitor, "asked", language, width);
        await page.Locator("details summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Te duur.");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#ended")).ToHaveTextAsync(language == "nl" ? "Afgewezen" : "Declined");
        await LookAsync(visitor, "declined", language, width);
    }

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task Pages_beside_the_quote_are_as_clear(string language, int width)
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite, language);
        await scene.SendAsync();
        await using var visitor = await chromium.OpenAsync(scene.Server, language, width, width == 390 ? 844 : 1000);
        await visitor.GoToAsync("/portal/nothing");
        await LookAsync(visitor, "unknown", language, width);
        await visitor.GoToAsync("/portal/verify");
        await visitor.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "a.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4 not ours"u8.ToArray() });
        await visitor.Page.Locator("main button").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".note")).ToBeVisibleAsync();
        await LookAsync(visitor, "verify", language, width);
        scene.Server.Clock.Advance(TimeSpan.FromDays(40));
        await visitor.GoToAsync(await scene.LinkInLastMailAsync());
        await LookAsync(visitor, "expired", language, width);
    }

    static async Task LookAsync(Visitor visitor, string name, string language, int width)
    {
        await visitor.PictureAsync($"portal-{name}-{language}-{width}");
        var axe = await visitor.Page.RunAxe();
        Assert.True(axe.Violations.Length == 0, $"{name} {language} {width}: " + string.Join("; ", axe.Violations.Select(v => $"{v.Id}: {v.Help} ({string.Join(", ", v.Nodes.Take(3).Select(node => node.Html))})")));
        Assert.True(await visitor.FitsAsync(), $"{name} scrolls sideways at {width} pixels.");
    }
}
