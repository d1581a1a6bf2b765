using Crm.Data;
using Crm.Quotes.Layout;
using Crm.Signing;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Quotes;

/// <summary>What people at a customer's see while two of them sign a quote with a photograph in it, each with a code by mail and one by SMS.</summary>
public sealed class PortalPagesTests(Chromium chromium)
{
    static readonly Actor Office = new(null, "Adil Bennani", Door.Page, [Roles.Sales]);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task Each_sees_the_quote_what_to_do_and_how_far_the_other_is(string language, int width)
    {
        await using var gateway = new LocalSmsGateway();
        await using var scene = await SigningScene.StartAsync(On.Sqlite, language, settings: gateway.Settings, withSecondSigner: true, prepare: PrepareAsync);
        await scene.SendAsync();
        await using var jorrit = await VisitAsync(scene, await scene.LinkInLastMailAsync(), language, width);
        await jorrit.Page.GetByRole(AriaRole.Img, new() { Name = "De machinekamer" }).WaitForAsync();
        await LookAsync(jorrit, $"portal-before-{language}-{width}");
        await jorrit.Page.GetByRole(AriaRole.Button, new() { Name = language == "nl" ? "Stuur mij de codes" : "Send me the codes" }).ClickAsync();
        var sms = await gateway.CodeAsync();
        await jorrit.Page.Locator("#code").FillAsync("12");
        await jorrit.Page.Locator("#sms").FillAsync(sms);
        await jorrit.Page.Locator("[name=consents]").CheckAsync();
        await SignAsync(jorrit);
        await jorrit.Page.Locator("#code-fault").WaitForAsync();
        Assert.Equal(sms, await jorrit.Page.Locator("#sms").InputValueAsync());
        await LookAsync(jorrit, $"portal-wrong-code-{language}-{width}");
        await jorrit.Page.Locator("#code").FillAsync(await scene.CodeAsync());
        await SignAsync(jorrit);
        await jorrit.SeesAsync(language == "nl" ? "Nu is Wietske Anker aan de beurt" : "Now it is Wietske Anker's turn");
        await LookAsync(jorrit, $"portal-waits-{language}-{width}");

        await using var wietske = await VisitAsync(scene, await scene.LinkInLastMailAsync(SigningScene.Second), language, width);
        await wietske.SeesAsync("Jorrit Brandsma", language == "nl" ? "Getekend op" : "Signed on");
        await LookAsync(wietske, $"portal-second-{language}-{width}");
        await wietske.Page.GetByRole(AriaRole.Button, new() { Name = language == "nl" ? "Stuur mij de codes" : "Send me the codes" }).ClickAsync();
        await wietske.Page.Locator("#code").FillAsync(await scene.CodeAsync(SigningScene.Second));
        await wietske.Page.Locator("#sms").FillAsync(await gateway.CodeAsync(messages: 2));
        await wietske.Page.Locator("[name=consents]").CheckAsync();
        await SignAsync(wietske);
        await wietske.SeesAsync(language == "nl" ? "Jorrit Brandsma en Wietske Anker hebben deze offerte ondertekend" : "Jorrit Brandsma and Wietske Anker signed this quote");
        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        await wietske.Page.ReloadAsync();
        await LookAsync(wietske, $"portal-signed-{language}-{width}");

        await using var sanne = await chromium.OpenAsync(scene.Server, language, width);
        await scene.Server.Database.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language), Stop), Stop);
        await sanne.SignInAsync("sanne");
        await sanne.GoToAsync($"/quotes/{scene.QuoteId}");
        await sanne.SettledAsync();
        await Assertions.Expect(sanne.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Wietske Anker" }).GetByText(language == "nl" ? "Getekend" : "Signed")).ToBeVisibleAsync();
        await sanne.PictureAsync($"quote-sealed-{language}-{width}");
        Assert.True(await sanne.FitsAsync());
    }

    /// <summary>Both codes, and a photograph above the lines.</summary>
    async Task<Quote> PrepareAsync(SigningScene scene, Quote quote, Actor sanne)
    {
        await scene.SetMobileAsync("06 1234 3412", Office);
        await using var camera = await chromium.OpenAsync(scene.Server, width: 800, height: 500);
        await camera.GoToAsync("/sign-in");
        var photograph = await scene.Get<QuotePictures>().StoreAsync(quote.Id, new("kamer.png", await camera.Page.ScreenshotAsync()), sanne, Stop);
        var blocks = QuoteBlocks.None.With(new(Guid.CreateVersion7(), BlockKind.Text, BlockPlace.AboveLines, "<h3>Hoe het wordt</h3><p>De unit komt <strong>naast</strong> de bestaande te staan.</p>"))
            .With(new(Guid.CreateVersion7(), BlockKind.Picture, BlockPlace.AboveLines, FileId: photograph.Id, Caption: "De machinekamer"));
        return await scene.Get<QuoteComposer>().EditTextsAsync(
            quote.Id, QuoteTexts.Of(quote) with { WithSms = true, MobileStatement = "telefonisch nagevraagd", Blocks = blocks }, quote.Revision, sanne, Stop);
    }

    async Task<Visitor> VisitAsync(SigningScene scene, string link, string language, int width)
    {
        var visitor = await chromium.OpenAsync(scene.Server, language, width);
        await visitor.GoToAsync(new Uri(link).AbsolutePath);
        return visitor;
    }

    static Task SignAsync(Visitor visitor) => visitor.Page.Locator("form[action$='/sign'] button.p").ClickAsync();

    static async Task LookAsync(Visitor visitor, string picture)
    {
        await visitor.PictureAsync(picture);
        await visitor.CheckAsync(picture);
    }
}
