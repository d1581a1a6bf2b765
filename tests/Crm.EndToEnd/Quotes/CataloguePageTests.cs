using Crm.Quotes.Prices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Quotes;

/// <summary>A process owner states what things cost from a day on and what a composition is made of; a seller finds it at its price.</summary>
public sealed class CataloguePageTests(Chromium chromium)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task A_later_price_and_a_part_are_entered_and_kept(string language, int width)
    {
        string Said(string nl, string en) => language == "nl" ? nl : en;
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await server.Database.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language), Stop), Stop);
        await using var petra = await chromium.OpenAsync(server, language, width, width == 390 ? 844 : 1000);
        await petra.SignInAsync("petra");
        await petra.GoToAsync("/settings/catalogue");
        await petra.SettledAsync();
        var page = petra.Page;
        await petra.SeesAsync(Said("vanaf 01-01-2027", "from 01-01-2027"));
        await petra.PictureAsync($"catalogue-{language}-{width}", wholePage: false);
        await petra.CheckAsync("catalogue");

        await page.GetByRole(AriaRole.Button, new() { Name = "S100", Exact = true }).ClickAsync();
        var drawer = page.GetByRole(AriaRole.Dialog);
        await drawer.GetByRole(AriaRole.Combobox, new() { Name = Said("Voeg een deel toe", "Add a part") }).PressSequentiallyAsync("K100");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(drawer.GetByText(Said("Hoogwerker, per dag", "Aerial platform, per day"))).ToBeVisibleAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = Said("Prijs vanaf een dag", "Price from a day on") }).ClickAsync();
        var price = drawer.Locator("[name='prices[0].price']");
        await price.FillAsync("-1");
        await drawer.GetByRole(AriaRole.Button, new() { Name = Said("Bewaar", "Save"), Exact = true }).ClickAsync();
        await Assertions.Expect(drawer.GetByRole(AriaRole.Alert)).ToContainTextAsync(Said("De prijs ligt tussen", "The price is between"));
        await petra.PictureAsync($"catalogue-item-{language}-{width}", wholePage: false);
        await petra.CheckAsync("item");
        await price.FillAsync("27500");
        await drawer.GetByRole(AriaRole.Button, new() { Name = Said("Bewaar", "Save"), Exact = true }).ClickAsync();
        await petra.SeesAsync(Said("S100 bewaard.", "S100 saved."));

        var item = await server.Database.ReadAsync(db => db.Catalogue.SingleAsync(one => one.Code == "S100", Stop), Stop);
        Assert.Equal(new CataloguePart("K100", 1), item.Parts.All[^1]);
        Assert.Equal(new CataloguePrice(new(2027, 1, 1), 27_500, 0), Assert.Single(item.Prices.All));
    }
}
