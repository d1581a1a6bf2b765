using System.Net;

namespace Crm.Quotes;

public sealed class CatalogueTests
{
    static readonly object Valve = new { code = "EXP-1", kind = "Article", nameNl = "Expansieventiel", unit = "st", price = 148.50, costPrice = 91, vatCode = "high" };

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_process_owner_adds_changes_and_archives_an_item(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await server.SignInAsync("petra");
        var added = await QuoteScene.ReadAsync<CatalogueItem>(await QuoteScene.PostAsync(petra, "/api/catalogue", Valve));
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(petra, "/api/catalogue", Valve), HttpStatusCode.BadRequest, "code", "bestaat al");
        await QuoteScene.ReadAsync<CatalogueItem>(await QuoteScene.PutAsync(petra, $"/api/catalogue/{added.Id}", new { kind = "Article", nameNl = "Expansieventiel R290", price = 152, vatCode = "high" }));
        Assert.Equal((152m, "Expansieventiel R290"), Assert.Single(await FindAsync(server, "ventiel r290")) is var found ? (found.Price, found.Name.Nl) : default);
        Assert.Equal(HttpStatusCode.NoContent, (await QuoteScene.PutAsync(petra, $"/api/catalogue/{added.Id}/archived", new { isArchived = true })).StatusCode);
        Assert.Empty(await FindAsync(server, "EXP-1"));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_wrong_item_is_told_field_by_field_and_sales_keeps_off(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await server.SignInAsync("petra");
        var wrong = new { code = "", kind = "Text", nameNl = "", price = -1, costPrice = 0.001, vatCode = "19" };
        var answer = await QuoteScene.PostAsync(petra, "/api/catalogue", wrong);
        foreach (var (field, words) in new[] { ("code", "code"), ("kind", "Kies"), ("nameNl", "naam"), ("price", "prijs"), ("costPrice", "kostprijs"), ("vatCode", "btw") })
            await QuoteScene.RefusedAsync(answer, HttpStatusCode.BadRequest, field, words);
        var sanne = await server.SignInAsync("sanne");
        Assert.Equal(HttpStatusCode.Forbidden, (await QuoteScene.PostAsync(sanne, "/api/catalogue", Valve)).StatusCode);
    }

    static async Task<List<CatalogueItem>> FindAsync(CrmServer server, string text) =>
        await QuoteScene.ReadAsync<List<CatalogueItem>>(await QuoteScene.GetAsync(await server.SignInAsync("sanne"), $"/api/catalogue?text={Uri.EscapeDataString(text)}"));
}
