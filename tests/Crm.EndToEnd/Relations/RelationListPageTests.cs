using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using MiniExcelLibs;

namespace Crm.Relations;

/// <summary>The list of relations as a salesperson uses it.</summary>
public sealed class RelationListPageTests(Chromium chromium)
{
    [Fact]
    public async Task A_salesperson_narrows_the_list_changes_a_cell_takes_it_back_and_keeps_the_view()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var sanne = await chromium.OpenAsync(server);
        await sanne.SignInAsync("sanne");
        await sanne.GoToAsync("/relations");
        await sanne.SettledAsync();
        var (page, rows) = (sanne.Page, sanne.Page.Locator("table.relations tbody tr"));

        await ChooseAsync("Iedereen", "Van mij");
        await ChooseAsync("Kolommen", "Telefoon");
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Telefoon" })).ToBeVisibleAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(await MineAsync(server));
        await sanne.PictureAsync("relations-mine");

        var town = rows.First.GetByRole(AriaRole.Button, new() { NameRegex = new("wijzig Plaats") });
        var before = (await town.InnerTextAsync()).Split(',')[0].Trim();
        await town.ClickAsync();
        await rows.First.GetByLabel("Plaats", new() { Exact = true }).FillAsync("Elders");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(town).ToContainTextAsync("Elders");
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak ongedaan" }).ClickAsync();
        await Assertions.Expect(town).ToContainTextAsync(before);

        var phone = rows.First.GetByRole(AriaRole.Button, new() { NameRegex = new("wijzig Telefoon") });
        await phone.ClickAsync();
        await rows.First.GetByLabel("Telefoon", new() { Exact = true }).FillAsync("12");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(rows.First.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await ChooseAsync("Weergaven", "Bewaar deze weergave");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Naam").FillAsync("Mijn bellijst");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        await sanne.GoToAsync("/relations");
        await sanne.SettledAsync();
        await ChooseAsync("Weergaven", "Mijn bellijst");
        await Assertions.Expect(rows).ToHaveCountAsync(await MineAsync(server));
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Excel" }).ClickAsync());
        await using var workbook = await download.CreateReadStreamAsync();
        using var sheet = new MemoryStream();
        await workbook.CopyToAsync(sheet, TestContext.Current.CancellationToken);
        Assert.Equal(await MineAsync(server), sheet.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().Count(row => row.ContainsKey("Telefoon")));

        async Task ChooseAsync(string menu, string item)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = menu }).First.ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = item }).ClickAsync();
        }
    }

    static Task<int> MineAsync(CrmServer server) => server.Database.ReadAsync(db =>
        db.Relations.CountAsync(relation => !relation.IsArchived && db.Users.Any(user => user.Id == relation.ResponsibleId && user.Name == "Sanne de Wit"), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
}
