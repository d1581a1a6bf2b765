using Microsoft.Playwright;

namespace Crm.Dashboard;

/// <summary>Targets on their tab: from a sheet, by the year, and those of last year.</summary>
public sealed class TargetPagesTests(Chromium chromium)
{
    [Theory, InlineData(1440), InlineData(390)]
    public async Task Targets_come_from_a_sheet_and_go_along_to_the_next_year(int width)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var petra = await chromium.OpenAsync(server, width: width, height: width == 390 ? 844 : 1000);
        await petra.SignInAsync("petra");
        var (page, year) = (petra.Page, server.Clock.GetUtcNow().Year);
        await petra.GoToAsync($"/dashboard/targets?year={year - 1}");
        await petra.SettledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Plak uit Excel" }).ClickAsync();
        await page.GetByLabel("Regels").FillAsync("Iemand anders\t1.000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Neem over" }).ClickAsync();
        await petra.SeesAsync("Iemand anders");
        await petra.CheckAsync("a name that nobody bears");
        await page.GetByLabel("Regels").FillAsync("Sanne de Wit\t10\t20\t30\t40\t50\t60\t70\t80\t90\t100\t110\t120,50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Neem over" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Sanne de Wit december")).ToHaveValueAsync("120,5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar targets" }).ClickAsync();
        await petra.SeesAsync($"Targets van {year - 1} bewaard");

        await petra.GoToAsync($"/dashboard/targets?year={year}");
        await petra.SettledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Neem {year - 1} over" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Sanne de Wit december")).ToHaveValueAsync("120,5");
        await page.GetByLabel("Sanne de Wit heel het jaar").FillAsync("1.561");
        await page.GetByLabel("Sanne de Wit heel het jaar").BlurAsync();
        // Divided by the season that last year had: twice as much in all.
        await Assertions.Expect(page.GetByLabel("Sanne de Wit maart")).ToHaveValueAsync("60");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar targets" }).ClickAsync();
        await petra.SeesAsync($"Targets van {year} bewaard");
        await petra.GoToAsync($"/dashboard/targets?year={year}");
        await petra.SettledAsync();
        await Assertions.Expect(page.GetByLabel("Sanne de Wit maart")).ToHaveValueAsync("60");
        await petra.CheckAsync("the targets");
    }
}
