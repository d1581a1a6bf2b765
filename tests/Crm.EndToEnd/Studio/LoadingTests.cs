using Microsoft.Playwright;

namespace Crm.Studio;

/// <summary>What the browser fetches for Studio, and what becomes of someone whose session has ended.</summary>
[Collection(Alone.Name)]
public sealed class LoadingTests(Chromium chromium, StudioServer studio) : IClassFixture<StudioServer>
{
    const int Megabyte = 1_000_000;

    [Fact]
    public async Task The_editor_comes_in_under_ten_megabytes_and_a_second_time_only_what_changed()
    {
        await using var petra = await chromium.SignInAsync(studio.Server, "petra");
        var line = await petra.Page.Context.NewCDPSessionAsync(petra.Page);
        await line.SendAsync("Network.enable");
        double bytes = 0;
        line.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
        var elsewhere = new List<string>();
        petra.Page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && new Uri(request.Url).Authority != studio.Server.BaseAddress.Authority)
                elsewhere.Add(request.Url);
        };
        await petra.OpenStudioAsync("/studio/definitions/quote-lifecycle");
        var first = bytes;
        bytes = 0;
        await petra.OpenStudioAsync("/studio/definitions/quote-lifecycle");
        TestContext.Current.TestOutputHelper?.WriteLine($"First {first / Megabyte:0.0} MB, again {bytes / Megabyte:0.00} MB");
        Assert.InRange(first, 5 * Megabyte, 10 * Megabyte);
        Assert.InRange(bytes, 0, Megabyte);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task A_session_that_has_ended_is_taken_up_again_and_the_change_is_saved_after_all()
    {
        await using var petra = await chromium.SignInAsync(studio.Server, "petra");
        await petra.OpenStudioAsync("/studio/definitions/quote-question");
        await petra.Page.Context.ClearCookiesAsync();
        await petra.SavesAsync(async () =>
        {
            await petra.NudgeAsync(petra.Page.Locator(".x6-node").First, 20, 10);
            await petra.SeesAsync("Je bent niet meer aangemeld");
            await petra.PictureAsync("studio-signed-out", wholePage: false);
            var elsewhere = new Visitor(await petra.Page.Context.NewPageAsync());
            await elsewhere.SignInAsync("petra");
            await elsewhere.Page.CloseAsync();
            await petra.Page.BringToFrontAsync();
            await petra.Page.EvaluateAsync("dispatchEvent(new Event('focus'))");
        });
        await Assertions.Expect(petra.Page.GetByText("Je bent niet meer aangemeld")).ToBeHiddenAsync();
        await Assertions.Expect(petra.Page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_phone_is_told_that_drawing_takes_a_wider_screen_and_shows_the_lists()
    {
        await using var petra = await chromium.OpenAsync(studio.Server, width: 390, height: 844);
        await petra.SignInAsync("petra");
        await petra.GoToAsync("/studio/definitions/quote-lifecycle");
        await petra.SeesAsync("Hiervoor is dit scherm te smal");
        await petra.OpenStudioAsync();
        await petra.SeesAsync("quote-lifecycle");
        await petra.PictureAsync("studio-list-390", wholePage: false);
        Assert.True(await petra.FitsAsync());
        await petra.SearchListAsync("aanvragen");
        await petra.SeesAsync("new-relation-approval");
        await Assertions.Expect(petra.Page.GetByText("quote-lifecycle")).ToHaveCountAsync(0);
    }
}
