using System.Net;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;

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

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_price_holds_from_its_day_on_and_a_line_that_took_one_over_keeps_it(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var petra = await scene.Server.SignInAsync("petra");
        var item = Assert.Single(await FindAsync(scene.Server, "KM-4200"));
        var entry = CatalogueEntry.Of(item) with { Prices = new([new(new(2027, 7, 1), 11_000, 8_000), new(new(2027, 1, 1), 10_500, 7_600)]) };
        await QuoteScene.ReadAsync<CatalogueItem>(await QuoteScene.PutAsync(petra, $"/api/catalogue/{item.Id}", entry));
        foreach (var (day, price, cost) in new[] { ("2026-12-31", 9_850m, 7_290m), ("2027-01-01", 10_500m, 7_600m), ("2027-06-30", 10_500m, 7_600m), ("2027-07-01", 11_000m, 8_000m) })
            Assert.Equal((price, cost), Assert.Single(await FindAsync(scene.Server, "KM-4200", day)) is var found ? (found.Price, found.CostPrice) : default);

        var quote = await scene.ComposeAsync(new LineEntry(LineKind.Article, "Koelunit 42 kW", Guid.CreateVersion7(), "KM-4200", 1, "st", 9_850, 7_290));
        await QuoteScene.RefusedAsync(
            await QuoteScene.PutAsync(petra, $"/api/catalogue/{item.Id}", entry with { Prices = new([new(new(2027, 1, 1), 1, 0), new(new(2027, 1, 1), 2, 0)]) }), HttpStatusCode.BadRequest, "prices", "Per dag geldt");
        await QuoteScene.RefusedAsync(await QuoteScene.PutAsync(petra, $"/api/catalogue/{item.Id}", entry with { Prices = new([new(new(2027, 1, 1), -1, 0)]) }), HttpStatusCode.BadRequest, "prices[0].price", "prijs");

        scene.Server.Clock.Advance(TimeSpan.FromDays(60));
        Assert.Equal(9_850m, (await scene.GetAsync(await scene.Server.SignInAsync("sanne"), quote.Id)).Lines.Single().Price);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_composition_costs_what_its_parts_cost_on_the_day_unless_it_has_a_price_of_its_own(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var petra = await scene.Server.SignInAsync("petra");
        var unit = Assert.Single(await FindAsync(scene.Server, "KM-4200"));
        await QuoteScene.PutAsync(petra, $"/api/catalogue/{unit.Id}", CatalogueEntry.Of(unit) with { Prices = new([new(new(2027, 1, 1), 10_000, 7_500)]) });
        var cell = new CatalogueEntry("CEL-1", LineKind.Composition, "Koelcel compleet", "", "st", 0, 0, VatRates.High, Parts: new([new("KM-4200", 2), new("ENG-10", 8.5m)]));
        var added = await QuoteScene.ReadAsync<CatalogueItem>(await QuoteScene.PostAsync(petra, "/api/catalogue", cell));
        Assert.Equal((20_537.25m, 15_107m), Assert.Single(await FindAsync(scene.Server, "CEL-1", "2026-12-01")) is var now ? (now.Price, now.CostPrice) : default);
        Assert.Equal((20_837.25m, 15_527m), Assert.Single(await FindAsync(scene.Server, "CEL-1", "2027-02-01")) is var later ? (later.Price, later.CostPrice) : default);
        await QuoteScene.PutAsync(petra, $"/api/catalogue/{added.Id}", cell with { Price = 19_900 });
        Assert.Equal((19_900m, 15_107m), Assert.Single(await FindAsync(scene.Server, "CEL-1", "2026-12-01")) is var own ? (own.Price, own.CostPrice) : default);

        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(petra, "/api/catalogue", cell with { Code = "CEL-2", Parts = new([new("CEL-1", 1)]) }), HttpStatusCode.BadRequest, "parts[0].code", "zelf een samenstelling");
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(petra, "/api/catalogue", cell with { Code = "CEL-2", Parts = new([new("KM-4200", 0)]) }), HttpStatusCode.BadRequest, "parts[0].quantity", "boven nul");
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(petra, "/api/catalogue", cell with { Code = "CEL-2", Kind = LineKind.Article }), HttpStatusCode.BadRequest, "parts", "Alleen een samenstelling");
    }

    static async Task<List<CatalogueItem>> FindAsync(CrmServer server, string text, string day = "") =>
        await QuoteScene.ReadAsync<List<CatalogueItem>>(await QuoteScene.GetAsync(await server.SignInAsync("sanne"), $"/api/catalogue?text={Uri.EscapeDataString(text)}{(day.Length > 0 ? "&on=" + day : "")}"));
}
