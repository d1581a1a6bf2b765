using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Forecasts;

/// <summary>The record of a forecast, its tabs and its drawers, in both languages, on a desk and on a phone: axe finds nothing, nothing sticks out.</summary>
public sealed class ForecastPagesTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, bool> Looks => new() { { "nl", 1440, false }, { "en", 1440, true }, { "nl", 390, true }, { "en", 390, false } };

    [Theory, MemberData(nameof(Looks))]
    public async Task The_record_and_its_drawers_are_accessible_and_fit(string language, int width, bool dark)
    {
        var (open, closed) = await demo.Server.Database.ReadAsync(async db =>
        (
            await db.Forecasts.Where(f => f.Result == ForecastResult.Open).OrderBy(f => f.Number).Select(f => f.Id).FirstAsync(Stop),
            await db.Forecasts.Where(f => f.Result == ForecastResult.NotScored).OrderBy(f => f.Number).Select(f => f.Id).FirstAsync(Stop)
        ), Stop);
        await demo.SpeakAsync("marieke", language);
        await using var visitor = await chromium.OpenAsync(demo.Server, language, width, width == 390 ? 844 : 1000, dark);
        await visitor.SignInAsync("marieke");
        foreach (var address in new[] { $"/forecasts/{open}", $"/forecasts/{open}?tab=history", $"/forecasts/{open}?tab=dossier", $"/forecasts/{open}?tab=quotes", $"/forecasts/{closed}", "/forecasts?new=1" })
        {
            await visitor.GoToAsync(address);
            await visitor.SettledAsync();
            await visitor.PictureAsync($"forecast-{address.Split('/', '?', '=').Last()}-{language}-{width}");
            await visitor.CheckAsync(address);
        }
        await visitor.GoToAsync($"/forecasts/{open}");
        await visitor.SettledAsync();
        Assert.Equal(1, await GaugeAsync(visitor), 0.02);
        await visitor.Page.Keyboard.PressAsync("e");
        await visitor.Page.Locator(".drawer input[name=Description]").WaitForAsync();
        await visitor.CheckAsync("edit");
        await ShareAsync(visitor, language, width);
        await visitor.GoToAsync($"/forecasts/{open}");
        await visitor.SettledAsync();
        await BookAsync(visitor, language, width);
    }

    /// <summary>A colleague gets a part: first one that is none, which is told, then a fifth.</summary>
    static async Task ShareAsync(Visitor visitor, string language, int width)
    {
        var shares = visitor.Page.Locator(".drawer .shares");
        for (var left = await shares.Locator("select").CountAsync(); left > 0; left--)
        {
            await shares.GetByRole(AriaRole.Button, new() { Name = language == "nl" ? "Haal medewerker 1 weg" : "Remove employee 1" }).ClickAsync();
            await Assertions.Expect(shares.Locator("select")).ToHaveCountAsync(left - 1);
        }
        await shares.GetByRole(AriaRole.Button, new() { Name = language == "nl" ? "Deel met een collega" : "Share with a colleague" }).ClickAsync();
        await shares.Locator("select").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await shares.Locator("input").FillAsync("0");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.SeesAsync(language == "nl" ? "Een aandeel is een heel percentage van 1 tot 100." : "A share is a whole percentage from 1 to 100.");
        await visitor.PictureAsync($"forecast-share-refused-{language}-{width}", wholePage: false);
        await visitor.CheckAsync("share");
        await shares.Locator("input").FillAsync("20");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator(".kv")).ToContainTextAsync(language == "nl" ? "ook " : "also ");
        await Assertions.Expect(visitor.Page.Locator(".kv")).ToContainTextAsync("20");
    }

    /// <summary>Hours on the forecast, from the keyboard: first nothing, which is told, then half an hour.</summary>
    static async Task BookAsync(Visitor visitor, string language, int width)
    {
        var what = $"{language} {width}";
        await visitor.Page.Keyboard.PressAsync("u");
        await visitor.Page.Locator(".drawer input[name=Description]").FillAsync(what);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.SeesAsync(language == "nl" ? "Vul uren of kosten in." : "Enter hours or cost.");
        await visitor.PictureAsync($"forecast-effort-refused-{language}-{width}", wholePage: false);
        await visitor.CheckAsync("book");
        await visitor.Page.Locator(".drawer input[name=Hours]").FillAsync(language == "nl" ? "0,5" : "0.5");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("li").Filter(new() { HasText = what })).ToContainTextAsync(language == "nl" ? "0,5 uur" : "0.5 hours");
        await visitor.PictureAsync($"forecast-effort-{language}-{width}");
        await visitor.CheckAsync("booked");
    }

    /// <summary>Which part of the gauge its segments fill.</summary>
    static Task<double> GaugeAsync(Visitor visitor) => visitor.Page.EvaluateAsync<double>(
        "(() => { const gauge = document.querySelector('.peil'); return [...gauge.querySelectorAll('.s')].reduce((sum, part) => sum + part.offsetWidth, 0) / gauge.clientWidth; })()");
}
