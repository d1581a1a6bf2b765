using System.Globalization;
using Crm.Documents;
using Crm.Quotes.Layout;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Quotes;

/// <summary>Texts and pictures that a salesperson adds to one quote, and a template that a process owner begins, in the browser.</summary>
public sealed class QuoteLayoutPagesTests(Chromium chromium)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task A_text_with_marks_and_a_picture_are_put_in_their_order_and_saved_as_they_come(string language, int width)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var sanne = await chromium.OpenAsync(server, language, width);
        var quote = await OpenDraftAsync(sanne, server, language);
        var page = sanne.Page;
        var layout = page.Locator(".panel.layout");
        string Said(string nl, string en) => language == "nl" ? nl : en;

        await layout.GetByRole(AriaRole.Button, new() { Name = Said("Tekst", "Text"), Exact = true }).PressAsync("Enter");
        var text = layout.GetByRole(AriaRole.Textbox, new() { Name = Said("Tekst", "Text"), Exact = true });
        await text.FocusAsync();
        await page.Keyboard.TypeAsync("Onze aanpak");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Eerst ");
        await page.Keyboard.PressAsync("Control+b");
        await page.Keyboard.TypeAsync("meten");
        await layout.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "cel.png", MimeType = "image/png", Buffer = Png });
        await layout.GetByLabel(Said("Onderschrift", "Caption")).FillAsync("De rijpingscel");
        await KeptAsync("<h3>Onze aanpak</h3><p>Eerst <b>meten</b></p>", "De rijpingscel");
        await sanne.CheckAsync("layout");

        // The text goes behind the picture, and then below the lines.
        var lower = layout.GetByRole(AriaRole.Button, new() { Name = Said("Zet dit blok lager", "Move this block down") });
        await lower.First.PressAsync("Enter");
        await Eventually.TrueAsync(async () => (await BlocksAsync(server, quote))[0].Kind == BlockKind.Picture, "the picture comes first");
        await lower.Last.PressAsync("Enter");
        await Eventually.TrueAsync(async () => (await BlocksAsync(server, quote))[1].Place == BlockPlace.BelowLines, "the text is below the lines");
        await layout.GetByRole(AriaRole.Button, new() { Name = Said("Verwijder dit blok", "Remove this block") }).First.PressAsync("Enter");
        await Eventually.TrueAsync(async () => (await BlocksAsync(server, quote)).Count == 1, "the picture is gone");
        await page.GetByRole(AriaRole.Button, new() { Name = Said("Maak ongedaan", "Undo") }).ClickAsync();
        await Eventually.TrueAsync(async () => (await BlocksAsync(server, quote)).Count == 2, "the picture is back");

        var annex = layout.Locator("input[type=file]").Last;
        await annex.SetInputFilesAsync(new FilePayload { Name = "spel.pdf", MimeType = "application/pdf", Buffer = SmallPdf.Of(1, "x", "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>") });
        await sanne.SeesAsync(Said("doet meer dan pagina's tonen", "does more than show pages"));
        await sanne.PictureAsync($"annex-refused-{language}-{width}", wholePage: false);
        await annex.SetInputFilesAsync(new FilePayload { Name = "datablad.pdf", MimeType = "application/pdf", Buffer = SmallPdf.Of(2, "Datablad") });
        await layout.GetByLabel(Said("Naam van de bijlage", "Name of the annex")).FillAsync("Koelunit 42 kW");
        await Eventually.TrueAsync(async () => (await BlocksAsync(server, quote))[^1] is { Kind: BlockKind.Pdf, Caption: "Koelunit 42 kW" }, "the annex is kept with its name");
        await sanne.CheckAsync("annex");
        await layout.ScrollIntoViewIfNeededAsync();
        await sanne.PictureAsync($"annex-{language}-{width}");

        await page.GetByRole(AriaRole.Button, new() { Name = Said("Bekijk wat", "See what") }).First.ClickAsync();
        await sanne.SeesAsync(Said("Tekstblok", "Text block"));
        await sanne.CheckAsync("edits");

        Task KeptAsync(string html, string caption) => Eventually.TrueAsync(async () => await BlocksAsync(server, quote) is [{ Html: var kept }, { Caption: var under }] && kept == html && under == caption, "text and picture are kept");
    }

    [Fact]
    public async Task What_is_written_while_an_annex_is_on_its_way_is_kept_with_it()
    {
        await using var clam = new ClamDaemon();
        var scanned = new TaskCompletionSource();
        clam.Busy = scanned.Task;
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true, "--Scanner:Host", "127.0.0.1", "--Scanner:Port", clam.Port.ToString(CultureInfo.InvariantCulture));
        await using var author = await chromium.OpenAsync(server);
        var quote = await OpenDraftAsync(author, server);
        var layout = author.Page.Locator(".panel.layout");
        await layout.GetByRole(AriaRole.Button, new() { Name = "Tekst", Exact = true }).ClickAsync();
        await layout.Locator("input[type=file]").Last.SetInputFilesAsync(new FilePayload { Name = "datablad.pdf", MimeType = "application/pdf", Buffer = SmallPdf.Of(1, "Datablad") });
        await author.Page.Locator(".rt-text").FocusAsync();
        await author.Page.Keyboard.TypeAsync("Intussen geschreven");
        await Eventually.TrueAsync(async () => await BlocksAsync(server, quote) is [{ Html: "Intussen geschreven" }], "the text is kept before the annex is there");
        scanned.SetResult();
        await Eventually.TrueAsync(async () => await BlocksAsync(server, quote) is [{ Html: "Intussen geschreven" }, { Kind: BlockKind.Pdf }], "the annex comes beside the text");
    }

    [Fact]
    public async Task What_was_pasted_from_elsewhere_keeps_its_words_and_loses_its_looks()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var author = await chromium.OpenAsync(server);
        var quote = await OpenDraftAsync(author, server);
        await author.Page.Locator(".panel.layout").GetByRole(AriaRole.Button, new() { Name = "Tekst", Exact = true }).ClickAsync();
        var text = author.Page.Locator(".rt-text");
        await text.FocusAsync();
        await text.EvaluateAsync("""
            field => {
              const data = new DataTransfer();
              data.setData("text/html", "<div style='color:red'><h1>Aanpak</h1><script>document.title='x'</script><p class=MsoNormal>Eerst <span>meten</span><img src=x onerror=\"document.title='x'\"></p></div>");
              field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """);
        await author.SavedAsync();
        await Eventually.TrueAsync(async () => await BlocksAsync(server, quote) is [{ Html: "<h3>Aanpak</h3><p>Eerst meten</p>" }], "the words are kept");
        Assert.NotEqual("x", await author.Page.TitleAsync());
    }

    [Fact]
    public async Task A_process_owner_begins_a_template_and_throws_it_away_again()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var petra = await chromium.OpenAsync(server);
        await petra.SignInAsync("petra");
        await petra.GoToAsync("/settings/templates");
        await petra.SettledAsync();
        var page = petra.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Nieuw sjabloon" }).ClickAsync();
        await petra.CheckAsync("template");
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak" }).ClickAsync();
        await petra.SeesAsync("Vul in beide talen een naam");
        await page.GetByLabel("Naam", new() { Exact = false }).First.FillAsync("Onderhoud");
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak" }).ClickAsync();
        await page.WaitForURLAsync("**/settings/templates/onderhoud");
        await petra.SettledAsync();
        await petra.CheckAsync("template");
        await page.GetByRole(AriaRole.Button, new() { Name = "Gooi concept weg" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Gooi weg", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/settings/templates");
        Assert.False(await server.Database.ReadAsync(db => db.TemplateVersions.AnyAsync(version => version.Key == "onderhoud", Stop), Stop));
    }

    /// <summary>A draft of the demo company on the screen of its author, who reads this language.</summary>
    static async Task<Guid> OpenDraftAsync(Visitor visitor, CrmServer server, string language = "nl")
    {
        var (quote, author) = await server.Database.WriteAsync(async db =>
        {
            var draft = await db.Quotes.FirstAsync(one => one.Status == QuoteStatus.Draft, Stop);
            var writer = await db.Users.SingleAsync(user => user.Id == draft.AuthorId, Stop);
            writer.Language = language;
            return (draft.Id, writer.Email!);
        }, Stop);
        await visitor.SignInAsync(author.Split('@')[0]);
        await visitor.GoToAsync($"/quotes/{quote}");
        await visitor.SettledAsync();
        return quote;
    }

    static Task<IReadOnlyList<QuoteBlock>> BlocksAsync(CrmServer server, Guid quote) =>
        server.Database.ReadAsync(async db => (await db.Quotes.AsNoTracking().SingleAsync(one => one.Id == quote, Stop)).Blocks.All, Stop);

    static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");
}
