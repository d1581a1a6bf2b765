using Microsoft.Playwright;

namespace Crm.Shell;

/// <summary>An answer of the server comes late on a slow line, and must not put back an older text while someone types on.</summary>
[Collection(Alone.Name)]
public sealed class SlowLineTests(Chromium chromium)
{
    const string Typed = "Koelhuis de Noordzee en Zonen Beheer B.V.";
    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(120);

    [Theory]
    [InlineData("sanne", "/relations/new/domestic", "", "input[name=name]")]
    [InlineData("sanne", "/forecasts", "n", "input[name=RelationName]")]
    [InlineData("petra", "/settings/catalogue", "", ".filters input[type=search]")]
    [InlineData("petra", "/settings/templates/standard?file=texts", "", "input[name=nameNl]")]
    [InlineData("petra", "/tasks", "Control+k", "#palette input")]
    public async Task What_is_typed_fast_on_a_slow_line_stays(string who, string address, string key, string field)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var visitor = await chromium.OpenAsync(server);
        await visitor.SignInAsync(who);
        await visitor.OnSlowLineAsync(Delay);
        await visitor.GoToAsync(address);
        await visitor.SettledAsync();
        if (key.Length > 0)
            await visitor.Page.Keyboard.PressAsync(key);
        var box = visitor.Page.Locator(field).First;
        await box.FillAsync("");
        await box.PressSequentiallyAsync(Typed, new() { Delay = 25 });
        // Longer than the register, the duplicate check and the line need to answer.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        await Assertions.Expect(box).ToHaveValueAsync(Typed);
    }
}
