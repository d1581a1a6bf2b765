using Microsoft.EntityFrameworkCore;
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

    [Theory, InlineData(1440), InlineData(390)]
    public async Task A_record_is_found_by_its_number_and_opened(int width)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        var (id, number, description) = await server.Database.ReadAsync(async db =>
        {
            var forecast = await db.Forecasts.OrderBy(one => one.Id).FirstAsync(TestContext.Current.CancellationToken);
            return (forecast.Id, forecast.Number, forecast.Description);
        }, TestContext.Current.CancellationToken);
        await using var sanne = await chromium.OpenAsync(server, width: width, height: 844);
        await sanne.SignInAsync("sanne");
        await sanne.GoToAsync("/");
        await sanne.SettledAsync();
        await sanne.Page.Keyboard.PressAsync("Control+k");
        await sanne.Page.GetByRole(AriaRole.Combobox).PressSequentiallyAsync(number);
        await Assertions.Expect(sanne.Page.GetByRole(AriaRole.Option).First).ToContainTextAsync(description);
        await Assertions.Expect(sanne.Page.Locator("#palette-0 mark")).ToHaveTextAsync([number]);
        await sanne.CheckAsync("palette");
        await sanne.PictureAsync($"palette-record-{width}", wholePage: false);
        await sanne.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sanne.Page).ToHaveURLAsync(new Uri(server.BaseAddress, Urls.Forecast(id)).ToString());
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
