using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Crm.Drafts;

public sealed partial class DraftTests(Chromium chromium)
{
    [Fact]
    public async Task What_was_typed_before_and_while_the_server_was_away_is_there_when_it_is_back()
    {
        await using var data = new TestFolder();
        string[] settings = ["--data", data.Path, "--Demo", "people", "--port", FreePort()];
        var server = await CrmServer.StartAsync(settings);
        await using var adil = await chromium.OpenAsync(server);
        await adil.SignInAsync("adil");
        await adil.GoToAsync("/parts");
        await adil.SettledAsync();
        var explanation = adil.Page.GetByRole(AriaRole.Textbox, new() { Name = "Toelichting" });
        var hours = adil.Page.GetByRole(AriaRole.Textbox, new() { Name = "Uren" });
        await explanation.PressSequentiallyAsync("Levering voor 1 maart");
        await adil.Page.GetByText("Concept bewaard om").WaitForAsync();

        await server.DisposeAsync();
        await adil.Page.Locator("#components-reconnect-modal").WaitForAsync();
        await explanation.PressSequentiallyAsync(" en op tijd");
        await hours.FillAsync("120");
        await using var again = await CrmServer.StartAsync(settings);

        await adil.Page.GetByText(DraftIsBack()).WaitForAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(explanation).ToHaveValueAsync("Levering voor 1 maart en op tijd");
        await Assertions.Expect(hours).ToHaveValueAsync("120");
    }

    [Fact]
    public async Task A_form_that_is_sent_leaves_no_draft()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await using var adil = await chromium.OpenAsync(server);
        await adil.SignInAsync("adil");
        await adil.GoToAsync("/parts");
        await adil.SettledAsync();
        var explanation = adil.Page.GetByRole(AriaRole.Textbox, new() { Name = "Toelichting" });
        await explanation.FillAsync("Levering voor 1 maart");
        await adil.Page.GetByText("Concept bewaard om").WaitForAsync();
        await adil.Page.GetByLabel("Reden").SelectOptionAsync("price");
        await adil.Page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        await Assertions.Expect(adil.Page.GetByText("Concept bewaard om")).ToHaveCountAsync(0);
        await adil.GoToAsync("/parts");
        await adil.SettledAsync();
        await Assertions.Expect(explanation).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Fast_typing_loses_no_letter()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await using var adil = await chromium.OpenAsync(server);
        await adil.SignInAsync("adil");
        await adil.GoToAsync("/parts");
        await adil.SettledAsync();
        var explanation = adil.Page.GetByRole(AriaRole.Textbox, new() { Name = "Toelichting" });
        var sentence = string.Concat(Enumerable.Range(1, 40).Select(number => number.ToString(CultureInfo.InvariantCulture) + " "));
        await explanation.PressSequentiallyAsync(sentence);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await Assertions.Expect(explanation).ToHaveValueAsync(sentence);
    }

    static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("Je concept van .* staat er weer")]
    private static partial Regex DraftIsBack();
}
