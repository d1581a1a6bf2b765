using Crm.Signing;
using Microsoft.Playwright;

namespace Crm.Quotes;

/// <summary>How much a customer has to do to sign on a phone.</summary>
public sealed class SignOnPhoneTests(Chromium chromium)
{
    /// <summary>What a person takes who has read the quote: for a tap with the looking before it, a digit, and going to the mail and back with six digits in mind. Of a minute that leaves ten seconds for four pages.</summary>
    static readonly TimeSpan Tap = TimeSpan.FromSeconds(4), Digit = TimeSpan.FromSeconds(0.6), ToTheMailAndBack = TimeSpan.FromSeconds(20);

    int taps;

    [Fact]
    public async Task Signing_takes_four_taps_and_six_digits_for_which_a_minute_is_enough()
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        await scene.SendAsync();
        await using var jorrit = await chromium.OpenAsync(scene.Server, width: 390, height: 844, touch: true);
        var page = jorrit.Page;
        await page.Clock.SetFixedTimeAsync(scene.Server.Clock.GetUtcNow().UtcDateTime);
        await jorrit.GoToAsync(new Uri(await scene.LinkInLastMailAsync()).AbsolutePath);
        await page.Locator("[data-quote]").EvaluateAsync("end => end.scrollIntoView()");

        await TapAsync(page.GetByRole(AriaRole.Link, new() { Name = "Naar ondertekenen" }));
        await TapAsync(page.GetByRole(AriaRole.Button, new() { Name = "Stuur mij de code" }));
        await Assertions.Expect(page.GetByLabel("Code uit de mail")).ToBeFocusedAsync();
        var code = await scene.CodeAsync();
        await page.Keyboard.TypeAsync(code);
        await jorrit.PictureAsync("phone-code", wholePage: false);
        await TapAsync(page.Locator("[name=consents]"));
        await TapAsync(page.GetByRole(AriaRole.Button, new() { Name = "Onderteken voor" }));
        await Assertions.Expect(page.GetByText("Jorrit Brandsma heeft deze offerte ondertekend")).ToBeInViewportAsync();
        await jorrit.PictureAsync("phone-signed", wholePage: false);

        var signed = (await scene.StepsAsync()).Single(step => step.Kind == Step.Signed).Details;
        Assert.Equal(("Europe/Amsterdam", true), (signed["timeZone"], signed.ContainsKey("readToEndAt")));
        Assert.InRange(taps, 1, 4);
        Assert.InRange(taps * Tap + code.Length * Digit + ToTheMailAndBack, TimeSpan.Zero, TimeSpan.FromSeconds(50));
    }

    Task TapAsync(ILocator place)
    {
        taps++;
        return place.TapAsync();
    }
}
