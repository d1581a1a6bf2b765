using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Quotes;

public sealed class CatalogueImportPageTests(Chromium chromium)
{
    [Theory, InlineData(1440), InlineData(390)]
    public async Task A_price_list_is_looked_at_taken_over_and_taken_back(int width)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var petra = await chromium.OpenAsync(server, width: width, height: width == 390 ? 844 : 1000);
        await petra.SignInAsync("petra");
        await petra.GoToAsync("/settings/catalogue");
        await petra.SettledAsync();
        var page = petra.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Importeer" }).ClickAsync();
        var drawer = page.GetByRole(AriaRole.Dialog);
        await drawer.GetByText("De eerste rij noemt de kolommen").WaitForAsync();

        await BringAsync("Naam;Prijs\nIets;1\n");
        await Assertions.Expect(drawer.GetByRole(AriaRole.Alert)).ToContainTextAsync("Er is geen kolom ‘Code’");
        await BringAsync("Code;Naam;Prijs\nA100;;12.500\nNIEUW1;Deurheater;75,50\nNIEUW2;Zonder prijs;\n");
        await Assertions.Expect(drawer.GetByText("1 nieuw, 1 gewijzigd, 0 gelijk, 1 afgewezen")).ToBeVisibleAsync();
        await petra.PictureAsync($"catalogue-import-{width}", wholePage: false);
        await petra.CheckAsync("import");

        var before = await PriceAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Neem 2 over" }).ClickAsync();
        await Assertions.Expect(page.GetByText("2 overgenomen uit prijzen.csv")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("td").Filter(new() { HasText = "Deurheater" })).ToHaveCountAsync(1);
        Assert.Equal(12_500m, await PriceAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak ongedaan" }).ClickAsync();
        await Assertions.Expect(page.Locator("td").Filter(new() { HasText = "Deurheater" })).ToHaveCountAsync(0);
        Assert.Equal(before, await PriceAsync());

        Task BringAsync(string text) => drawer.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "prijzen.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });

        Task<decimal> PriceAsync() => server.Database.ReadAsync(db => db.Catalogue.Where(item => item.Code == "A100").Select(item => item.Price).SingleAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }
}
