using Microsoft.EntityFrameworkCore;

namespace Crm.Dashboard;

/// <summary>A company that begins: each tab says that there is nothing yet, and nothing is out of place.</summary>
public sealed class EmptyDashboardTests(Chromium chromium)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("nl", 1440, false), InlineData("en", 390, true)]
    public async Task Each_tab_shows_without_any_forecast(string language, int width, bool dark)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await server.Database.WriteAsync(db => db.Users.Where(user => user.Email!.StartsWith("petra")).ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language), Stop), Stop);
        await using var visitor = await chromium.OpenAsync(server, language, width, width == 390 ? 844 : 1000, dark);
        await visitor.SignInAsync("petra");
        foreach (var tab in DashboardView.Tabs)
        {
            await visitor.GoToAsync($"/dashboard/{tab}");
            await visitor.SettledAsync();
            await visitor.PictureAsync($"empty-{(tab.Length == 0 ? "summary" : tab)}-{language}-{width}");
            await visitor.CheckAsync(tab);
        }
    }
}
