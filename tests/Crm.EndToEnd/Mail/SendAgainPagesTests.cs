using Crm.Quotes;
using Crm.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Mail;

/// <summary>Who lost a mail gets it again, from the list of mails or from the quote; who gets a copy reads along.</summary>
public sealed class SendAgainPagesTests(Chromium chromium)
{
    const string Reader = "bouw@anker.example";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task A_mail_and_a_quote_are_sent_again_and_a_copy_is_read(string language, int width)
    {
        string Said(string nl, string en) => language == "nl" ? nl : en;
        await using var scene = await SigningScene.StartAsync(On.Sqlite, language, prepare: (scene, quote, sanne) =>
            scene.Get<QuoteComposer>().EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { Cc = Reader }, quote.Revision, sanne));
        await scene.Server.Database.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language), Stop), Stop);
        await scene.SendAsync();
        await using var sanne = await chromium.OpenAsync(scene.Server, language, width, width == 390 ? 844 : 1000);
        await sanne.SignInAsync("sanne");
        var page = sanne.Page;

        await sanne.GoToAsync($"/quotes/{scene.QuoteId}");
        await sanne.SettledAsync();
        await page.Locator(".phead").GetByRole(AriaRole.Button, new() { Name = Said("Meer", "More") }).Last.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = Said("Stuur opnieuw", "Send again") }).ClickAsync();
        await sanne.SeesAsync(Said($"Opnieuw verstuurd aan {SigningScene.First}.", $"Sent again to {SigningScene.First}."));
        await sanne.PictureAsync($"quote-again-{language}-{width}", wholePage: false);

        var letter = (await scene.MailsToAsync(Reader)).Single();
        await Eventually.TrueAsync(async () => (await scene.MailsToAsync(Reader)).All(mail => mail.SentAt is not null), "the copy has left");
        await sanne.GoToAsync(Urls.MailMessage(letter.Id));
        await sanne.SeesAsync(Said("namens Sanne de Wit", "in the name of Sanne de Wit"));
        await page.GetByRole(AriaRole.Button, new() { Name = Said("Stuur opnieuw", "Send again") }).ClickAsync();
        var drawer = page.Locator(".drawer");
        await drawer.Locator("input").FillAsync("iemand@elders.example");
        await drawer.GetByRole(AriaRole.Button, new() { Name = Said("Verstuur", "Send"), Exact = true }).ClickAsync();
        await sanne.SeesAsync(Said("persoonlijke link", "personal link"));
        await sanne.CheckAsync("mail again");
        await sanne.PictureAsync($"mail-again-{language}-{width}", wholePage: false);
        await drawer.Locator("input").FillAsync(Reader);
        await page.Keyboard.PressAsync("Enter");
        await Eventually.TrueAsync(async () => (await scene.MailsToAsync(Reader)).Count == 2, "the mail is sent again");
        await Assertions.Expect(drawer).ToHaveCountAsync(0);

        await using var reader = await chromium.OpenAsync(scene.Server, language, width, width == 390 ? 844 : 1000);
        await reader.GoToAsync(new Uri(await scene.LinkInLastMailAsync(Reader)).AbsolutePath);
        await reader.SeesAsync(Said("Nu is Jorrit Brandsma aan de beurt.", "Now it is Jorrit Brandsma's turn."));
        await reader.CheckAsync("copy");
        await reader.PictureAsync($"portal-copy-{language}-{width}");
    }
}
