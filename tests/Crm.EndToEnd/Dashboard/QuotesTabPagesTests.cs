using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Crm.Dashboard;

/// <summary>The tab of the quotes and the lists behind it, what moved since when, and filters that are set together.</summary>
public sealed class QuotesTabPagesTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [Theory, InlineData("nl", 1440, false), InlineData("en", 390, true)]
    public async Task Each_figure_of_quotes_leads_to_as_many_quotes_as_it_says(string language, int width, bool dark)
    {
        string Say(string nl, string en) => language == "nl" ? nl : en;
        await using var visitor = await OpenAsync(language, width, dark);
        var page = visitor.Page;
        await visitor.GoToAsync("/dashboard/quotes?by=number");
        await visitor.SettledAsync();
        await visitor.PictureAsync($"quotes-tab-{language}-{width}");
        await visitor.CheckAsync("the tab of the quotes");
        var sent = await page.Locator(".kpi .val").First.InnerTextAsync();
        await page.Locator(".kpi a.val").First.ClickAsync();
        await visitor.SeesAsync($"{sent} {Say("offertes", "quotes")}");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(int.Parse(sent, System.Globalization.CultureInfo.InvariantCulture));
        await visitor.PictureAsync($"quotes-rows-{language}-{width}", wholePage: false);
        await visitor.CheckAsync("the quotes of a figure");

        await visitor.GoToAsync("/dashboard/quotes?by=number");
        await visitor.SettledAsync();
        var bar = page.Locator("a.bar", new() { HasText = Say("Afgewezen", "Declined") }).First;
        var declined = (await bar.Locator(".num").InnerTextAsync()).Trim();
        await bar.ClickAsync();
        await visitor.SeesAsync($"{declined} {Say("offertes", "quotes")}");
        await page.Locator("tbody a.rowlink").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/quotes/[0-9a-f-]{36}"));
    }

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task What_moved_is_told_from_when_it_is_asked_for(string language, int width)
    {
        string Say(string nl, string en) => language == "nl" ? nl : en;
        await using var visitor = await OpenAsync(language, width);
        await visitor.GoToAsync("/dashboard");
        await visitor.SettledAsync();
        await visitor.Page.GetByText(Say("Dit jaar", "This year"), new() { Exact = true }).ClickAsync();
        await visitor.Page.WaitForURLAsync(new Regex("moved=Year"));
        // The day before the year: above the chart, or on a phone at its first bar.
        await Assertions.Expect(visitor.Page.GetByText("31-12").Filter(new() { Visible = true }).First).ToBeVisibleAsync();
        await visitor.Page.GetByText(Say("# Aantal", "# Number"), new() { Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".kpi a.val").First).Not.ToContainTextAsync("€");
        await visitor.PictureAsync($"moved-{language}-{width}");
        await visitor.CheckAsync("what moved this year");
    }

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task Why_is_told_month_by_month_and_a_group_and_a_source_are_looked_at_together(string language, int width)
    {
        string Say(string nl, string en) => language == "nl" ? nl : en;
        await using var visitor = await OpenAsync(language, width);
        var page = visitor.Page;
        await visitor.GoToAsync("/dashboard/not-scored");
        await visitor.SettledAsync();
        await visitor.CheckAsync("why not, in amounts");
        await visitor.GoToAsync("/dashboard/not-scored?by=number");
        await visitor.SettledAsync();
        await visitor.PictureAsync($"not-scored-{language}-{width}");
        await visitor.CheckAsync("why not, month by month");
        var cell = page.Locator(".heat td a").First;
        var number = (await cell.InnerTextAsync()).Trim();
        await cell.ClickAsync();
        await visitor.SeesAsync($"{number} forecast");

        await visitor.GoToAsync("/dashboard/open");
        await visitor.SettledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Say("Alle forecasts", "All forecasts") }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = Say("Koeltechniek", "Refrigeration"), Exact = true }).ClickAsync();
        await page.WaitForURLAsync(new Regex("group="));
        await page.GetByRole(AriaRole.Button, new() { Name = Say("Koeltechniek", "Refrigeration"), Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new Regex(Say("^Bron: ", "^Source: ")) }).First.ClickAsync();
        await page.WaitForURLAsync(new Regex("group=.*source=|source=.*group="));
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"{Say("Koeltechniek", "Refrigeration")} · ") })).ToBeVisibleAsync();
    }

    async Task<Visitor> OpenAsync(string language, int width, bool dark = false)
    {
        var who = language == "nl" ? "ruben" : "bas";
        await demo.SpeakAsync(who, language);
        var visitor = await chromium.OpenAsync(demo.Server, language, width, width == 390 ? 844 : 1000, dark);
        await visitor.SignInAsync(who);
        return visitor;
    }
}
