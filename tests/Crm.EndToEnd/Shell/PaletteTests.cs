using Microsoft.Playwright;

namespace Crm.Shell;

public sealed class PaletteTests(Chromium chromium)
{
    [Fact]
    public async Task A_place_is_reached_from_the_keyboard_alone()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await using var adil = await chromium.OpenAsync(server);
        await adil.SignInAsync("adil");
        await adil.GoToAsync("/account");
        await adil.SettledAsync();
        await adil.Page.Keyboard.PressAsync("Control+k");
        await adil.Page.GetByRole(AriaRole.Combobox).PressSequentiallyAsync("inricht");
        await Assertions.Expect(adil.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await adil.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(adil.Page).ToHaveURLAsync(new Uri(server.BaseAddress, "/settings").ToString());
    }

    [Fact]
    public async Task What_the_page_can_do_comes_first_and_is_done()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await using var adil = await chromium.OpenAsync(server);
        await adil.SignInAsync("adil");
        await adil.GoToAsync("/settings/users");
        await adil.SettledAsync();
        await adil.Page.GetByText("Nieuwe medewerker").WaitForAsync();
        await adil.Page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(adil.Page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Nieuwe medewerker");
        await adil.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(adil.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Nieuwe medewerker");
    }

    [Fact]
    public async Task Single_keys_work_until_they_are_switched_off()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await using var adil = await chromium.OpenAsync(server);
        await adil.SignInAsync("adil");
        await adil.GoToAsync("/settings/users");
        await adil.SettledAsync();
        await adil.Page.GetByText("Sanne de Wit").WaitForAsync();
        await adil.Page.Keyboard.PressAsync("n");
        await adil.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await adil.GoToAsync("/account");
        await adil.SettledAsync();
        await adil.Page.GetByLabel("Sneltoetsen van één letter").UncheckAsync();
        await adil.GoToAsync("/settings/users");
        await adil.SettledAsync();
        await adil.Page.GetByText("Sanne de Wit").WaitForAsync();
        await adil.Page.Keyboard.PressAsync("n");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await Assertions.Expect(adil.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }
}
