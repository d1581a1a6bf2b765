using System.Text;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;
using Crm.Signing;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Quotes;

/// <summary>What the customer reads about an article, from the catalogue to the portal; and the rates that are announced there.</summary>
public sealed class ArticleTextPagesTests(Chromium chromium)
{
    const string Unit = "<body style='margin:0;display:grid;place-items:center;width:390px;height:300px;background:linear-gradient(#dfe8ea,#b9c7cb)'><div style='width:250px;height:170px;border-radius:8px;background:#f6f7f4;box-shadow:0 12px 24px #0003;display:grid;place-items:center'><div style='width:110px;height:110px;border-radius:50%;background:repeating-conic-gradient(#12221f 0 20deg,#5c6b66 20deg 40deg)'></div></div></body>";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task A_text_and_a_photograph_are_put_with_an_item_and_a_line_takes_them_over(string language, int width)
    {
        string Said(string nl, string en) => language == "nl" ? nl : en;
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await server.Database.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language), Stop), Stop);
        var (quote, author) = await server.Database.ReadAsync(async db =>
        {
            var draft = await db.Quotes.FirstAsync(one => one.Status == QuoteStatus.Draft, Stop);
            return (draft.Id, await db.Users.Where(user => user.Id == draft.AuthorId).Select(user => user.Email!).SingleAsync(Stop));
        }, Stop);
        await using var petra = await chromium.OpenAsync(server, language, width, width == 390 ? 844 : 1000);
        var photograph = await PhotographAsync(petra);
        await petra.SignInAsync("petra");
        await petra.GoToAsync("/settings/catalogue");
        await petra.SettledAsync();
        await petra.Page.GetByRole(AriaRole.Button, new() { Name = "A110", Exact = true }).ClickAsync();
        var drawer = petra.Page.GetByRole(AriaRole.Dialog);
        await drawer.Locator("[name=textNl]").FillAsync("Voor ruimtes tot 60 m², met afstandbewaking.");
        await drawer.Locator("[name=textEn]").FillAsync("For rooms up to 60 m², with remote monitoring.");
        await drawer.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "foto.png", MimeType = "image/png", Buffer = Encoding.UTF8.GetBytes("geen foto") });
        await Assertions.Expect(drawer.GetByRole(AriaRole.Alert)).ToContainTextAsync(Said("is geen PNG", "is no PNG"));
        await petra.PictureAsync($"article-refused-{language}-{width}", wholePage: false);
        await drawer.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "koelunit.png", MimeType = "image/png", Buffer = photograph });
        await Assertions.Expect(drawer.Locator("img.thumb")).ToBeVisibleAsync();
        await petra.PictureAsync($"article-{language}-{width}", wholePage: false);
        await petra.CheckAsync("article");
        await drawer.GetByRole(AriaRole.Button, new() { Name = Said("Zonder foto", "Without a photograph") }).ClickAsync();
        await Assertions.Expect(drawer.Locator("img.thumb")).ToHaveCountAsync(0);
        await petra.Page.GetByRole(AriaRole.Button, new() { Name = Said("Maak ongedaan", "Undo") }).ClickAsync();
        await Assertions.Expect(drawer.Locator("img.thumb")).ToBeVisibleAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = Said("Bewaar", "Save"), Exact = true }).ClickAsync();
        await petra.SeesAsync(Said("A110 bewaard.", "A110 saved."));
        await Assertions.Expect(petra.Page.Locator("table.rows img.thumb")).ToHaveCountAsync(1);

        await using var sanne = await chromium.OpenAsync(server, language, width, width == 390 ? 844 : 1000);
        await sanne.SignInAsync(author.Split('@')[0]);
        await sanne.GoToAsync($"/quotes/{quote}");
        await sanne.SettledAsync();
        await sanne.Page.Locator("[name=new]").PressSequentiallyAsync("A110");
        await sanne.Page.Keyboard.PressAsync("Enter");
        var row = sanne.Page.Locator("tr[data-row]").Last;
        await Assertions.Expect(row.Locator(".said")).ToContainTextAsync("60 m²");
        await row.GetByRole(AriaRole.Button, new() { Name = Said("meer", "more") }).ClickAsync();
        var more = sanne.Page.Locator("tr.more");
        await Assertions.Expect(more.Locator("img.thumb")).ToBeVisibleAsync();
        await more.Locator("textarea").FillAsync(Said("Voor uw rijpingscel, met afstandbewaking.", "For your ripening room, with remote monitoring."));
        await more.ScrollIntoViewIfNeededAsync();
        await sanne.PictureAsync($"article-line-{language}-{width}", wholePage: false);
        await sanne.CheckAsync("line");
        await sanne.Page.Keyboard.PressAsync("Tab");
        await Eventually.TrueAsync(async () => (await LinesAsync()).Any(line => line.Code == "A110" && line.PictureId is not null && line.Text.EndsWith(Said("met afstandbewaking.", "remote monitoring."), StringComparison.Ordinal) && !line.Text.Contains("60", StringComparison.Ordinal)), "the line is kept");

        Task<List<QuoteLine>> LinesAsync() => server.Database.ReadAsync(db => db.QuoteLines.AsNoTracking().Where(line => line.QuoteId == quote).ToListAsync(Stop), Stop);
    }

    [Theory, InlineData("nl", 390), InlineData("en", 1440)]
    public async Task The_customer_reads_it_in_the_portal(string language, int width)
    {
        byte[] photograph;
        await using (var server = await CrmServer.StartAsync(On.Sqlite))
        await using (var easel = await chromium.OpenAsync(server, language, width))
            photograph = await PhotographAsync(easel);
        await using var scene = await SigningScene.StartAsync(On.Sqlite, language, prepare: async (scene, quote, sanne) =>
        {
            var (desk, petra) = (scene.Get<CatalogueDesk>(), new Actor(null, "Petra", Door.Page, [Roles.ProcessOwner]));
            var item = await desk.AddAsync(new("A110", LineKind.Article, "Koelunit 24 kW", "Cooling unit 24 kW", "st", 16_400, 12_150, VatRates.High), petra, Stop);
            await desk.SetPictureAsync(item.Id, new("koelunit.png", photograph), petra, Stop);
            var picture = (await desk.FindAsync(item.Id, Stop)).PictureId;
            LineEntry unit = new(LineKind.Article, "Koelunit 24 kW, CO2", Code: "A110", Unit: "st", Price: 16_400, Text: "Voor uw rijpingscel tot 60 m².\n\nGeluid 42 dB(A) op 10 meter.", PictureId: picture);
            return await scene.Get<QuoteComposer>().SaveLinesAsync(quote.Id, [unit, .. SigningScene.Lines.SkipLast(1), SigningScene.Lines[^1] with { Text = "Dag en nacht, met melding op uw telefoon.", PictureId = picture }], quote.Revision, sanne, Stop);
        });
        await scene.SendAsync();
        await using var customer = await chromium.OpenAsync(scene.Server, language, width, width == 390 ? 844 : 1000);
        await customer.GoToAsync(new Uri(await scene.LinkInLastMailAsync()).AbsolutePath);
        await Assertions.Expect(customer.Page.Locator(".about img")).ToHaveCountAsync(2);
        Assert.True(await customer.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.about img')].every(image => image.complete && image.naturalWidth > 100)"));
        await customer.PictureAsync($"article-portal-{language}-{width}");
        await customer.CheckAsync("portal");
    }

    [Theory, InlineData("nl", 390), InlineData("en", 1440)]
    public async Task A_rate_is_announced_and_taken_back(string language, int width)
    {
        string Said(string nl, string en) => language == "nl" ? nl : en;
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await server.Database.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language), Stop), Stop);
        await using var petra = await chromium.OpenAsync(server, language, width, width == 390 ? 844 : 1000);
        await petra.SignInAsync("petra");
        await petra.GoToAsync("/settings/catalogue");
        await petra.SettledAsync();
        await petra.Page.GetByRole(AriaRole.Button, new() { Name = Said("Btw-tarieven", "VAT rates") }).ClickAsync();
        var drawer = petra.Page.GetByRole(AriaRole.Dialog);
        await drawer.Locator("[name=rate]").FillAsync("21,5");
        await drawer.Locator("[name=validFrom]").FillAsync("01-01-2026");
        await drawer.GetByRole(AriaRole.Button, new() { Name = Said("Kondig aan", "Announce") }).ClickAsync();
        await petra.SeesAsync(Said("gaat in na vandaag", "begins after today"));
        await petra.PictureAsync($"vat-rates-refused-{language}-{width}", wholePage: false);
        await drawer.Locator("[name=validFrom]").FillAsync("01-01-2027");
        await drawer.GetByRole(AriaRole.Button, new() { Name = Said("Kondig aan", "Announce") }).ClickAsync();
        await petra.SeesAsync(Said("aangekondigd.", "announced."));
        await petra.PictureAsync($"vat-rates-{language}-{width}", wholePage: false);
        await petra.CheckAsync("rates");
        Assert.Equal(21.5m, (await RatesAsync())[^1].Rate);
        await drawer.GetByRole(AriaRole.Button, new() { Name = Said("Haal", "Remove") }).ClickAsync();
        await Eventually.TrueAsync(async () => (await RatesAsync()).All(rate => rate.Rate != 21.5m), "the rate is taken back");

        Task<List<VatRate>> RatesAsync() => server.Database.ReadAsync(db => db.VatRates.AsNoTracking().OrderBy(rate => rate.ValidFrom).ToListAsync(Stop), Stop);
    }

    /// <summary>A picture as a camera would give one.</summary>
    static async Task<byte[]> PhotographAsync(Visitor visitor)
    {
        await visitor.Page.SetContentAsync(Unit);
        return await visitor.Page.ScreenshotAsync(new() { Clip = new() { X = 0, Y = 0, Width = 390, Height = 300 } });
    }
}
