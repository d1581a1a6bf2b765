using Microsoft.Playwright;

namespace Crm.Dashboard;

/// <summary>Panels are picked, arranged with keyboard and mouse, taken off and put back; a tab is subscribed to and stopped; on a desk and on a phone.</summary>
public sealed class OwnDashboardPagesTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [Theory, InlineData("sanne", "nl", 1440, false), InlineData("bas", "en", 390, true)]
    public async Task What_is_picked_is_arranged_and_shared(string who, string language, int width, bool dark)
    {
        string Say(string nl, string en) => language == "nl" ? nl : en;
        await using var visitor = await OpenAsync(who, language, width, dark);
        var page = visitor.Page;
        await visitor.GoToAsync("/dashboard/own");
        await visitor.SettledAsync();
        await CheckAsync(visitor, $"own-before-{language}-{width}");

        await visitor.GoToAsync("/dashboard/open?by=number");
        await visitor.SettledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Say("Zet “Tijd in de status” op mijn dashboard", "Put “Time in the status” on my dashboard") }).ClickAsync();
        await visitor.SeesAsync(Say("“Tijd in de status” staat op Mijn dashboard.", "“Time in the status” is on My dashboard."));
        await page.GetByRole(AriaRole.Button, new() { Name = Say("Wat betekent Openstaand", "What is meant by Open"), Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Say("Zet op mijn dashboard", "Put on my dashboard"), Exact = true }).ClickAsync();
        await visitor.SeesAsync(Say("“Openstaand” staat op Mijn dashboard.", "“Open” is on My dashboard."));
        await visitor.GoToAsync("/dashboard");
        await visitor.SettledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Say("Zet “Gescoord, opgeteld per maand” op mijn dashboard", "Put “Scored, added up per month” on my dashboard") }).ClickAsync();
        await visitor.SeesAsync(Say("“Gescoord, opgeteld per maand” staat op Mijn dashboard.", "“Scored, added up per month” is on My dashboard."));

        await visitor.GoToAsync("/dashboard/own");
        await visitor.SettledAsync();
        await OrderAsync(page, "ages", "figure", "chart");
        await CheckAsync(visitor, $"own-{language}-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = Say("Indelen", "Arrange") }).ClickAsync();
        await CheckAsync(visitor, $"own-arranging-{language}-{width}");
        await page.Locator(".picked:has(.chart) .picked-head button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await OrderAsync(page, "ages", "chart", "figure");
        // The focus goes along, so that the next press moves it further.
        await page.Keyboard.PressAsync("Enter");
        await OrderAsync(page, "chart", "ages", "figure");
        await BringToTopAsync(page, width);
        await OrderAsync(page, "figure", "chart", "ages");
        await page.Locator(".picked:has(.chart) .picked-head button").Last.ClickAsync();
        await OrderAsync(page, "figure", "ages");
        await page.GetByRole(AriaRole.Button, new() { Name = Say("Maak ongedaan", "Undo") }).ClickAsync();
        await OrderAsync(page, "figure", "chart", "ages");

        await page.GetByRole(AriaRole.Button, new() { Name = Say("Meer", "More"), Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = Say("Hernoem of deel", "Rename or share") }).ClickAsync();
        await page.Locator(".drawer input[name=Name]").FillAsync($"Onze week {width}");
        await page.Locator(".drawer select[name=Audience]").SelectOptionAsync("Shared");
        await CheckAsync(visitor, $"own-sharing-{language}-{width}");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"Onze week {width}");
        await OthersLookAsync($"Onze week {width}", language, width);
    }

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task A_tab_is_subscribed_to_and_stopped(string language, int width)
    {
        string Say(string nl, string en) => language == "nl" ? nl : en;
        await using var visitor = await OpenAsync("ruben", language, width, dark: false);
        var page = visitor.Page;
        await visitor.GoToAsync("/dashboard/scored?by=number");
        await visitor.SettledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Say("Per mail", "By mail") }).ClickAsync();
        await page.Locator(".drawer select[name=At]").SelectOptionAsync("08:00");
        await CheckAsync(visitor, $"subscribe-{language}-{width}");
        await page.Locator(".drawer .btn.p").ClickAsync();
        await visitor.SeesAsync(Say("Je krijgt dit voortaan per mail.", "From now on you get this by mail."));
        await visitor.GoToAsync("/dashboard/subscriptions");
        await visitor.SettledAsync();
        await visitor.SeesAsync(Say("# aantal", "# number"));
        await CheckAsync(visitor, $"subscriptions-{language}-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop " }).First.ClickAsync();
        await visitor.SeesAsync(Say("Nog geen abonnementen", "No subscriptions yet"));
        await page.GetByRole(AriaRole.Button, new() { Name = Say("Maak ongedaan", "Undo") }).ClickAsync();
        await visitor.SeesAsync(Say("# aantal", "# number"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop " }).First.ClickAsync();
        await visitor.SeesAsync(Say("Nog geen abonnementen", "No subscriptions yet"));
    }

    async Task<Visitor> OpenAsync(string who, string language, int width, bool dark)
    {
        await demo.SpeakAsync(who, language);
        var visitor = await chromium.OpenAsync(demo.Server, language, width, width == 390 ? 844 : 1000, dark);
        await visitor.SignInAsync(who);
        return visitor;
    }

    async Task OthersLookAsync(string name, string language, int width)
    {
        await using var visitor = await OpenAsync("marieke", language, width, dark: false);
        await visitor.GoToAsync("/dashboard/own");
        await visitor.SettledAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = language == "nl" ? "Andere dashboards" : "Other dashboards" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = name }).ClickAsync();
        await OrderAsync(visitor.Page, "figure", "chart", "ages");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = language == "nl" ? "Indelen" : "Arrange" })).ToHaveCountAsync(0);
    }

    /// <summary>The figure, from the last place: with the mouse at a desk, with the arrows on a phone.</summary>
    static async Task BringToTopAsync(IPage page, int width)
    {
        if (width > 720)
        {
            await page.Locator(".picked:has(.kpi) .grip").DragToAsync(page.Locator(".picked:has(.chart)"), new() { TargetPosition = new() { X = 40, Y = 40 } });
            return;
        }
        await page.Locator(".picked:has(.kpi) .picked-head button").First.ClickAsync();
        await OrderAsync(page, "chart", "figure", "ages");
        await page.Locator(".picked:has(.kpi) .picked-head button").First.ClickAsync();
    }

    static async Task OrderAsync(IPage page, params string[] panels)
    {
        await Assertions.Expect(page.Locator(".picked")).ToHaveCountAsync(panels.Length);
        for (var at = 0; at < panels.Length; at++)
            await Assertions.Expect(page.Locator(".picked").Nth(at).Locator(panels[at] switch { "figure" => ".kpi", "chart" => ".chart", _ => ".bars" })).ToHaveCountAsync(1);
    }

    static async Task CheckAsync(Visitor visitor, string name)
    {
        await visitor.SettledAsync();
        await visitor.PictureAsync(name);
        await visitor.CheckAsync(name);
    }
}
