using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;

namespace Crm;

/// <summary>The main job without a mouse, on a desk and in a window as narrow as a phone: nobody clicks, axe finds nothing on the way.</summary>
public sealed class KeyboardJobTests(Chromium chromium)
{
    [Theory, InlineData(1440), InlineData(390)]
    public async Task A_company_that_nobody_knew_becomes_a_signed_quote_and_a_project_by_keyboard_alone(int width)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var sanne = await ArriveAsync(server, "sanne", width);
        await using var marieke = await ArriveAsync(server, "marieke", width);

        await SubmitRelationAsync(sanne);
        await ApproveAsync(marieke, "Nieuwe relatie beoordelen");
        await OpenForecastAsync(sanne);
        await LogCallAsync(sanne);
        await ComposeQuoteAsync(sanne);
        await ApproveAsync(marieke, "Offerte beoordelen");

        await using var customer = await chromium.OpenAsync(server, width: width, height: HeightOf(width));
        await SignAsync(customer, server, await server.MailToAsync(MainJob.ContactEmail));
        await sanne.EventuallySeesAsync(() => OpenForecastAsync(sanne), "Gescoord");
        await sanne.Keys.EnterAsync(sanne.Page.Locator("main a[href^='/projects/']").First);
        await sanne.Page.WaitForURLAsync(new Regex("/projects/"));
        await sanne.SeesAsync("Koelunit 24 kW, CO2");
        await LookAsync(sanne, "project");
        TestContext.Current.TestOutputHelper?.WriteLine($"{width} pixels wide: Sanne pressed {sanne.Keys.Pressed} keys beside what she typed, Marieke {marieke.Keys.Pressed}, the customer {customer.Keys.Pressed}.");
    }

    async Task<Visitor> ArriveAsync(CrmServer server, string who, int width)
    {
        var visitor = await chromium.OpenAsync(server, width: width, height: HeightOf(width));
        await visitor.GoToAsync("/sign-in");
        await visitor.Keys.FillAsync(visitor.Page.Locator("input[type=email]"), $"{who}@brekelmans.example");
        await visitor.Keys.FillAsync(visitor.Page.Locator("input[type=password]"), Data.Seed.DemoPeople.Password);
        await visitor.Keys.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        return visitor;
    }

    static async Task SubmitRelationAsync(Visitor by)
    {
        await by.GoToAsync("/relations/new/domestic");
        await by.SettledAsync();
        await by.Keys.FillAsync(by.Page.GetByLabel("Naam of KVK-nummer"), "Donald");
        await Assertions.Expect(by.Page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Test BV Donald", new() { Timeout = 15_000 });
        await by.Keys.PressAsync("Enter");
        await Assertions.Expect(by.Page.Locator("input[name=kvkNumber]")).ToHaveValueAsync("68750110");
        await by.Keys.FillAsync(by.Page.GetByLabel("Voornaam"), "Donald");
        await by.Keys.FillAsync(by.Page.GetByLabel("Achternaam"), "Duck");
        await by.Keys.FillAsync(by.Page.Locator("input[name=contactEmail]"), MainJob.ContactEmail);
        await by.Keys.GoOnAsync(by.Page.GetByLabel("Bron van de gegevens"));
        await by.Keys.ChooseAsync("Beurs");
        await by.Keys.FillAsync(by.Page.GetByLabel("Omschrijving"), MainJob.Forecast);
        await LookAsync(by, "relation");
        await by.Keys.PressAsync("Enter");
        await by.Page.WaitForURLAsync(new Regex("/submissions/"));
    }

    /// <summary>Opens the task with this title about the company, reads what it is about, and approves.</summary>
    static async Task ApproveAsync(Visitor by, string title)
    {
        var task = by.Page.Locator("a.tk").Filter(new() { HasText = title }).Filter(new() { HasText = "Test BV Donald" });
        await by.GoToAsync("/");
        await by.Keys.EnterAsync(task);
        await Assertions.Expect(by.Page.Locator(".rev")).ToBeVisibleAsync();
        await Assertions.Expect(task).ToHaveAttributeAsync("aria-current", "true");
        await LookAsync(by, title);
        await by.Keys.EnterAsync(by.Page.Locator(".out").GetByRole(AriaRole.Button, new() { Name = "Goedkeuren" }));
        await Assertions.Expect(task).ToHaveCountAsync(0, new() { Timeout = 20_000 });
    }

    /// <summary>From any page, by its name.</summary>
    static async Task OpenForecastAsync(Visitor by)
    {
        await by.GoToAsync("/");
        await by.SettledAsync();
        await by.Keys.PressAsync("Control+k");
        await by.Page.Keyboard.TypeAsync(MainJob.Forecast);
        await Assertions.Expect(by.Page.GetByRole(AriaRole.Option).First).ToContainTextAsync(MainJob.Forecast, new() { Timeout = 15_000 });
        await by.Keys.PressAsync("Enter");
        await Assertions.Expect(by.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = MainJob.Forecast })).ToBeVisibleAsync();
        await by.SettledAsync();
        await LookAsync(by, "forecast");
    }

    static async Task LogCallAsync(Visitor by)
    {
        await by.Keys.EnterAsync(by.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Contactmoment" }).First);
        await by.Keys.FillAsync(by.Page.GetByLabel("Onderwerp"), "Belde over de cellen");
        await by.Keys.FillAsync(by.Page.GetByLabel("Gespreksverslag"), "Twee cellen vervangen.");
        await LookAsync(by, "contact moment");
        await by.Keys.EnterAsync(by.Page.GetByRole(AriaRole.Button, new() { Name = "Leg vast" }));
        await by.SeesAsync("Belde over de cellen");
    }

    static async Task ComposeQuoteAsync(Visitor by)
    {
        var page = by.Page;
        await by.Keys.EnterAsync(page.GetByRole(AriaRole.Link, new() { Name = "Stel offerte op" }));
        await by.Keys.EnterAsync(page.GetByRole(AriaRole.Button, new() { Name = "Stel offerte op" }));
        await page.WaitForURLAsync(new Regex("/quotes/[0-9a-f-]{36}"));
        await by.SettledAsync();
        await MainJob.AfterArrivalAsync(page);
        await by.Keys.FillAsync(page.GetByLabel("Nieuwe regel"), "A110");
        await Assertions.Expect(page.GetByRole(AriaRole.Option).Filter(new() { HasText = "A110" })).ToBeVisibleAsync();
        await by.Keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("tr[data-row]").Last.Locator("[data-col=Quantity]")).ToBeFocusedAsync();
        await by.Keys.TypeAsync("2");
        await by.Keys.PressAsync("Tab");
        await by.SavedAsync();
        await LookAsync(by, "quote");
        await by.Keys.PressAsync("Control+Enter");
        await by.SeesAsync("In beoordeling");
    }

    static async Task SignAsync(Visitor customer, CrmServer server, MimeMessage letter)
    {
        var page = customer.Page;
        await customer.GoToAsync(MainJob.PortalLink(letter));
        await LookAsync(customer, "portal");
        await customer.Keys.EnterAsync(page.GetByRole(AriaRole.Button, new() { Name = "Stuur mij de code" }));
        await Assertions.Expect(page.GetByLabel("Code uit de mail")).ToBeFocusedAsync();
        await customer.Keys.TypeAsync(MainJob.CodeIn(await server.MailToAsync(MainJob.ContactEmail, "code")));
        await customer.Keys.FillAsync(page.GetByLabel("Functie"), "Directeur");
        await customer.Keys.GoOnAsync(page.Locator("input[name=consents]"));
        await customer.Keys.PressAsync("Space");
        await LookAsync(customer, "portal filled");
        await customer.Keys.EnterAsync(page.GetByRole(AriaRole.Button, new() { Name = "Onderteken voor" }));
        await customer.SeesAsync("getekend");
        await LookAsync(customer, "portal signed");
    }

    static async Task LookAsync(Visitor visitor, string what)
    {
        var width = visitor.Page.ViewportSize!.Width;
        await visitor.PictureAsync($"keyboard-{what.Replace(' ', '-')}-{width}", wholePage: false);
        await visitor.CheckAsync($"{what} at {width}");
    }

    static int HeightOf(int width) => width == 390 ? 844 : 1000;
}
