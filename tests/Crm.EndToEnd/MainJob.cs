using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;

namespace Crm;

/// <summary>The steps of the main job, as each person does them.</summary>
public static partial class MainJob
{
    public const string ContactEmail = "d.duck@donald.example";
    public const string Forecast = "Koelcellen magazijn";

    public static async Task<Visitor> SignInAsync(this Chromium chromium, CrmServer server, string who)
    {
        var visitor = await chromium.OpenAsync(server);
        await visitor.SignInAsync(who);
        return visitor;
    }

    public static async Task SubmitRelationAsync(this Visitor visitor, string typed, string found, string forecast)
    {
        await visitor.GoToAsync("/relations/new/domestic");
        await visitor.SettledAsync();
        await visitor.Page.GetByLabel("Naam of KVK-nummer").FillAsync(typed);
        await visitor.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = found }).First.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("input[name=kvkNumber]")).ToHaveValueAsync("68750110");
        await visitor.Page.GetByLabel("Voornaam").FillAsync("Donald");
        await visitor.Page.GetByLabel("Achternaam").FillAsync("Duck");
        await visitor.Page.Locator("input[name=contactEmail]").FillAsync(ContactEmail);
        await visitor.Page.GetByLabel("Bron van de gegevens").SelectOptionAsync(new SelectOptionValue { Label = "Beurs" });
        await visitor.Page.GetByLabel("Omschrijving").FillAsync(forecast);
        await visitor.Page.GetByLabel("Verwacht bedrag").FillAsync("20.000");
        await visitor.PictureAsync("main-job-0-submission");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Dien in ter beoordeling" }).ClickAsync();
        await visitor.Page.WaitForURLAsync(new Regex("/submissions/"));
    }

    /// <summary>Opens the task with this title, answers it, and sees that it has gone.</summary>
    public static async Task AnswerTaskAsync(this Visitor visitor, string title, string about, string outcome, string reaction = "")
    {
        await visitor.OpenTaskAsync(title, about);
        if (reaction.Length > 0)
            await visitor.Page.GetByLabel("Reactie").FillAsync(reaction);
        var open = await visitor.TasksCalled(title, about).CountAsync();
        await visitor.Page.Locator(".out").GetByRole(AriaRole.Button, new() { Name = outcome }).ClickAsync();
        await Assertions.Expect(visitor.TasksCalled(title, about)).ToHaveCountAsync(open - 1, new() { Timeout = 20_000 });
    }

    public static async Task OpenTaskAsync(this Visitor visitor, string title, string about)
    {
        await visitor.GoToAsync("/");
        var task = visitor.TasksCalled(title, about).First;
        await task.ClickAsync();
        await Assertions.Expect(task).ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(visitor.Page.Locator(".rev")).ToBeVisibleAsync();
    }

    static ILocator TasksCalled(this Visitor visitor, string title, string about) =>
        visitor.Page.Locator("a.tk").Filter(new() { HasText = title }).Filter(new() { HasText = about });

    public static async Task OpenQuoteOfTaskAsync(this Visitor visitor, string title, string about)
    {
        await visitor.OpenTaskAsync(title, about);
        await visitor.Page.Locator("main a[href^='/quotes/']").First.ClickAsync();
        await visitor.Page.WaitForURLAsync(new Regex("/quotes/"));
    }

    public static async Task OpenForecastAsync(this Visitor visitor, string description)
    {
        await visitor.GoToAsync("/forecasts?view=list&result=all&whose=All&search=" + Uri.EscapeDataString(description));
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = description }).First.ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = description })).ToBeVisibleAsync();
    }

    public static async Task LogVisitAsync(this Visitor visitor, string subject, string report, string fileName)
    {
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Contactmoment" }).First.ClickAsync();
        await visitor.Page.Locator(".wrapseg label", new() { HasText = "Bezoek" }).ClickAsync();
        await visitor.Page.GetByLabel("Onderwerp").FillAsync(subject);
        await visitor.Page.GetByLabel("Gespreksverslag").FillAsync(report);
        await visitor.Page.Locator(".drawer input[type=file]").SetInputFilesAsync(new FilePayload { Name = fileName, MimeType = "text/plain", Buffer = "cel 3 en 4"u8.ToArray() });
        await Assertions.Expect(visitor.Page.GetByText(fileName)).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Leg vast" }).ClickAsync();
        await visitor.SeesAsync(subject, fileName);
    }

    public static async Task ComposeQuoteAsync(this Visitor visitor)
    {
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Stel offerte op" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Stel offerte op" }).ClickAsync();
        await visitor.Page.WaitForURLAsync(new Regex("/quotes/[0-9a-f-]{36}"));
        await visitor.SettledAsync();
        await AfterArrivalAsync(visitor.Page);
    }

    /// <summary>A page that was navigated to takes the focus; whoever types sooner than a person can would type into nothing.</summary>
    public static Task AfterArrivalAsync(IPage page) => page.WaitForTimeoutAsync(1500);

    public static async Task AddLinesAsync(this Visitor visitor, params string[] codes)
    {
        foreach (var (code, index) in codes.Select((code, index) => (code, index)))
        {
            await visitor.Page.GetByLabel("Nieuwe regel").FillAsync(code);
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = code })).ToBeVisibleAsync();
            await visitor.Page.GetByLabel("Nieuwe regel").PressAsync("Enter");
            await Assertions.Expect(visitor.Page.Locator("tr[data-row]")).ToHaveCountAsync(index + 1);
            await Assertions.Expect(visitor.Page.Locator("tr[data-row]").Last.Locator("[data-col=Quantity]")).ToBeFocusedAsync();
        }
        await visitor.SavedAsync();
    }

    public static async Task ChangeQuantityAsync(this Visitor visitor, string line, string quantity)
    {
        var cell = (await visitor.RowOfAsync(line)).Locator("[data-col=Quantity]");
        await cell.FillAsync(quantity);
        await cell.PressAsync("Tab");
        await visitor.SavedAsync();
    }

    static async Task<ILocator> RowOfAsync(this Visitor visitor, string line)
    {
        var rows = visitor.Page.Locator("tr[data-row]");
        await rows.First.WaitForAsync();
        foreach (var row in await rows.AllAsync())
        {
            if (await row.Locator("[data-col=description]").InputValueAsync() == line)
                return row;
        }
        throw new InvalidOperationException($"The quote has no line '{line}'.");
    }

    public static async Task SendQuoteToDonaldAsync(this Visitor sanne, Visitor marieke)
    {
        await sanne.SubmitRelationAsync("Donald", "Test BV Donald", Forecast);
        await marieke.AnswerTaskAsync("Nieuwe relatie beoordelen", "Test BV Donald", "Goedkeuren");
        await sanne.OpenForecastAsync(Forecast);
        await sanne.ComposeQuoteAsync();
        await sanne.AddLinesAsync("A110");
        await sanne.AnswerTaskAsync("Offerte opstellen", "Test BV Donald", "Vraag beoordeling");
        await marieke.AnswerTaskAsync("Offerte beoordelen", "Test BV Donald", "Goedkeuren");
    }

    public static async Task SignAsync(this Visitor customer, CrmServer server, MimeMessage letter)
    {
        await customer.GoToAsync(PortalLink(letter));
        await customer.PictureAsync("main-job-portal-1");
        await customer.Page.GetByRole(AriaRole.Button, new() { Name = "Stuur mij de code" }).ClickAsync();
        await customer.Page.GetByLabel("Code uit de mail").FillAsync(CodeIn(await server.MailToAsync(ContactEmail, "code")));
        await customer.Page.GetByLabel("Functie").FillAsync("Directeur");
        await customer.DrawAsync();
        await customer.Page.Locator("input[name=consents]").CheckAsync();
        await customer.PictureAsync("main-job-portal-2");
        await customer.Page.GetByRole(AriaRole.Button, new() { Name = "Onderteken voor" }).ClickAsync();
        await customer.SeesAsync("getekend");
        await customer.PictureAsync("main-job-portal-3");
    }

    /// <summary>Two strokes on the pad, with the mouse.</summary>
    static async Task DrawAsync(this Visitor customer)
    {
        var pad = customer.Page.Locator("[data-pad] canvas");
        await pad.ScrollIntoViewIfNeededAsync();
        var box = (await pad.BoundingBoxAsync())!;
        foreach (var (from, to) in new[] { (0.2f, 0.5f), (0.4f, 0.8f) })
        {
            await customer.Page.Mouse.MoveAsync(box.X + box.Width * from, box.Y + box.Height * 0.7f);
            await customer.Page.Mouse.DownAsync();
            await customer.Page.Mouse.MoveAsync(box.X + box.Width * to, box.Y + box.Height * 0.3f, new() { Steps = 8 });
            await customer.Page.Mouse.UpAsync();
        }
        Assert.Matches("^\\d+,\\d+ .*;\\d+,\\d+ ", await customer.Page.Locator("input[name=drawing]").InputValueAsync());
    }

    public static async Task DeclineAsync(this Visitor customer, MimeMessage letter, string reason)
    {
        await customer.GoToAsync(PortalLink(letter));
        await customer.Page.GetByText("Liever niet? Wijs de offerte af").ClickAsync();
        await customer.Page.GetByLabel("Waarom niet?").FillAsync(reason);
        await customer.Page.GetByRole(AriaRole.Button, new() { Name = "Wijs de offerte af" }).ClickAsync();
        await customer.SeesAsync("afgewezen");
    }

    public static async Task OpenProjectAsync(this Visitor visitor)
    {
        await visitor.Page.Locator("a[href^='/projects/']").First.ClickAsync();
        await visitor.Page.WaitForURLAsync(new Regex("/projects/"));
    }

    public static async Task<decimal> ScoredThisYearAsync(this Visitor visitor)
    {
        await visitor.GoToAsync("/dashboard");
        var figure = visitor.Page.Locator(".kpi", new() { HasText = "Gescoord dit jaar" }).First;
        await Assertions.Expect(figure).ToContainTextAsync("€");
        var shown = Amount().Match(await figure.InnerTextAsync()).Groups[1].Value;
        return decimal.Parse(shown.Replace(".", "", StringComparison.Ordinal), CultureInfo.GetCultureInfo("nl-NL"));
    }

    /// <summary>The newest mail to this address with this in its subject, as soon as it has been delivered.</summary>
    public static async Task<MimeMessage> MailToAsync(this CrmServer server, string address, string subject = "")
    {
        var folder = Path.Combine(server.DataFolder, "mail");
        for (var attempt = 0; attempt < 300; attempt++)
        {
            var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml").OrderDescending() : Enumerable.Empty<string>();
            foreach (var file in files)
            {
                var mail = await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);
                if (mail.To.Mailboxes.Any(to => to.Address == address) && (mail.Subject ?? "").Contains(subject, StringComparison.OrdinalIgnoreCase))
                    return mail;
            }
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"No mail to {address} about '{subject}' within 30 seconds.");
    }

    public static string PortalLink(MimeMessage letter) => Link().Match(letter.TextBody ?? "").Value;

    public static string CodeIn(MimeMessage letter) => Code().Match(letter.TextBody ?? "").Value;

    [GeneratedRegex(@"/portal/[\w-]+")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"€\s*([\d.]+)")]
    private static partial Regex Amount();
}
