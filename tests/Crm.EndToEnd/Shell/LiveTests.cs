using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Crm.Shell;

[Collection(Alone.Name)]
public sealed class LiveTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task An_open_forecast_shows_what_a_colleague_does_without_a_reload()
    {
        var bas = await demo.Server.SignInAsync("bas");
        var list = await bas.GetFromJsonAsync<JsonElement>("/api/forecasts", TestContext.Current.CancellationToken);
        var forecast = list.GetProperty("rows").EnumerateArray().First();
        var id = forecast.GetProperty("id").GetString();
        await bas.PutAsJsonAsync($"/api/forecasts/{id}/status", new { status = "new" }, TestContext.Current.CancellationToken);

        await using var sanne = await chromium.OpenAsync(demo.Server);
        await sanne.SignInAsync("sanne");
        await sanne.GoToAsync($"/forecasts/{id}");
        await Assertions.Expect(sanne.Page.Locator(".peil .flag")).ToContainTextAsync("10");
        await bas.PutAsJsonAsync($"/api/forecasts/{id}/status", new { status = "verbal" }, TestContext.Current.CancellationToken);
        await Assertions.Expect(sanne.Page.Locator(".peil .flag")).ToContainTextAsync("90");
    }
}
