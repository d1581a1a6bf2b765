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
    public async Task What_is_typed_before_it_is_there_arrives_in_it_and_presses_nothing_else()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await using var adil = await chromium.OpenAsync(server);
        await adil.SignInAsync("adil");
        await adil.OnSlowLineAsync(TimeSpan.FromMilliseconds(200));
        await adil.GoToAsync("/settings/users");
        await adil.SettledAsync();
        await adil.Page.GetByText("Nieuwe medewerker").WaitForAsync();
        await adil.Page.Keyboard.PressAsync("Control+k");
        await adil.Page.Keyboard.TypeAsync("inricht");
        await Assertions.Expect(adil.Page.GetByRole(AriaRole.Combobox)).ToHaveValueAsync("inricht");
        await Assertions.Expect(adil.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await Assertions.Expect(adil.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(1);
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
    public async Task What_is_pressed_with_a_key_alone_has_a_name_in_it()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var marieke = await chromium.OpenAsync(server, width: 390, height: 844);
        await marieke.SignInAsync("marieke");
        await marieke.GoToAsync("/");
        await marieke.SettledAsync();
        await marieke.Page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(marieke.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "Volgende taak" })).ToHaveCountAsync(1);
        foreach (var name in await marieke.Page.Locator("#palette [role=option] .w").AllInnerTextsAsync())
            Assert.NotEmpty(name);
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
