using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Forecasts;
using Crm.Quotes.Prices;
using MiniExcelLibs;

namespace Crm.Quotes;

/// <summary>A price list that is brought into the catalogue.</summary>
public sealed class CatalogueImportTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task New_items_come_in_known_ones_change_where_the_file_says_something_and_what_is_wrong_stays_out(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await server.SignInAsync("petra");
        await AddAsync(petra, new("A1", LineKind.Article, "Koelunit", "Cooling unit", "st", 100, 60, VatRates.High));
        await AddAsync(petra, new("W1", LineKind.WorkType, "Montage", "", "uur", 80, 50, VatRates.High));
        const string List = """
            Artikelcode;Omschrijving;Verkoopprijs;Soort;BTW
            a1;;1.250,50;;
            W1;Montage;80;Werksoort;hoog
            N1;Deurheater;75;Artikel;laag
            N2;Zonder prijs;;;
            N3;Gratis;gratis;;
            N1;Nog eens;10;;
            W1x;Vreemd;10;Vliegtuig;midden
            """;
        var look = await SendAsync(petra, Encoding.UTF8.GetBytes(List), take: false);
        Assert.Equal([CatalogueChange.Changed, CatalogueChange.Same, CatalogueChange.Added, CatalogueChange.Rejected, CatalogueChange.Rejected, CatalogueChange.Rejected, CatalogueChange.Rejected], look.Rows.Select(row => row.Change));
        Assert.Equal("prijs € 100,00 → € 1.250,50", look.Rows[0].Remarks.Single().Replace('\u00a0', ' '));
        Assert.Equal((5, "N1 staat ook op regel 4."), (look.Rows[3].Line, look.Rows[5].Remarks.Single()));
        Assert.Equal(2, look.Rows[6].Remarks.Count);
        Assert.Equal(2, (await ItemsAsync(petra)).Count);

        await SendAsync(petra, Encoding.UTF8.GetBytes(List), take: true);
        var items = (await ItemsAsync(petra)).ToDictionary(item => item.Code);
        Assert.Equal(["A1", "N1", "W1"], items.Keys.Order());
        Assert.Equal((1_250.50m, 60m, "Koelunit", "Cooling unit", "st"), (items["A1"].Price, items["A1"].CostPrice, items["A1"].Name.Nl, items["A1"].Name.En, items["A1"].Unit));
        Assert.Equal((75m, VatRates.Low, "Deurheater"), (items["N1"].Price, items["N1"].VatCode, items["N1"].Name.En));
        Assert.All((await SendAsync(petra, Encoding.UTF8.GetBytes(List), take: true)).Rows.Take(3), row => Assert.Equal(CatalogueChange.Same, row.Change));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_price_list_of_next_year_holds_from_its_day_on(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await server.SignInAsync("petra");
        await AddAsync(petra, new("A1", LineKind.Article, "Koelunit", "", "st", 100, 60, VatRates.High));
        var list = Encoding.UTF8.GetBytes("Code;Naam;Prijs;Geldig vanaf\nA1;;110;01-01-2027\nN1;Deurheater;75;01-01-2027\nA1x;Fout;10;ooit\n");
        var look = await SendAsync(petra, list, take: true);
        Assert.Equal([CatalogueChange.Changed, CatalogueChange.Added, CatalogueChange.Rejected], look.Rows.Select(row => row.Change));
        Assert.Equal("vanaf 01-01-2027: prijs € 110,00, kostprijs € 60,00", look.Rows[0].Remarks.Single().Replace('\u00a0', ' '));
        var items = (await ItemsAsync(petra)).ToDictionary(item => item.Code);
        Assert.Equal((100m, new CataloguePrice(new(2027, 1, 1), 110, 60)), (items["A1"].Price, items["A1"].Prices.All.Single()));
        Assert.Equal(75m, items["N1"].Price);
        Assert.Equal(CatalogueChange.Same, (await SendAsync(petra, list, take: true)).Rows[0].Change);
    }

    [Fact]
    public async Task A_figure_in_a_workbook_is_that_figure()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await server.SignInAsync("petra");
        using var workbook = new MemoryStream();
        await workbook.SaveAsAsync(new[] { new { Code = "A1", Naam = "Slang", Prijs = 1250.5, Kostprijs = 0.75 }, new { Code = "A2", Naam = "Te fijn", Prijs = 1.125, Kostprijs = 0.0 } }, cancellationToken: Stop);
        var look = await SendAsync(petra, workbook.ToArray(), take: true, "prijzen.xlsx");
        Assert.Equal([CatalogueChange.Added, CatalogueChange.Rejected], look.Rows.Select(row => row.Change));
        Assert.Equal((1_250.50m, 0.75m), Assert.Single(await ItemsAsync(petra)) is var item ? (item.Price, item.CostPrice) : default);
    }

    [Fact]
    public async Task What_is_archived_or_no_price_list_is_refused_and_so_is_who_does_not_own_the_catalogue()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await server.SignInAsync("petra");
        var item = await AddAsync(petra, new("A1", LineKind.Article, "Koelunit", "", "st", 100, 60, VatRates.High));
        (await petra.PutAsJsonAsync($"/api/catalogue/{item.Id}/archived", new { isArchived = true }, Stop)).EnsureSuccessStatusCode();
        Assert.Equal(CatalogueChange.Rejected, Assert.Single((await SendAsync(petra, "Code;Prijs\nA1;1\n"u8.ToArray(), take: true)).Rows).Change);
        Assert.Equal(["file"], await Refused.FieldsAsync(await PostAsync(petra, "Naam;Prijs\nA1;1\n"u8.ToArray(), false, "x.csv"), HttpStatusCode.BadRequest));
        Assert.Equal(["file"], await Refused.FieldsAsync(await PostAsync(petra, [0, 1, 2], false, "x.csv"), HttpStatusCode.BadRequest));
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(await server.SignInAsync("sanne"), "Code;Prijs\nA1;1\n"u8.ToArray(), true, "x.csv")).StatusCode);
    }

    static async Task<CatalogueItem> AddAsync(HttpClient petra, CatalogueEntry entry)
    {
        var answer = await petra.PostAsJsonAsync("/api/catalogue", entry, Json, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<CatalogueItem>(Json, Stop))!;
    }

    static async Task<List<CatalogueItem>> ItemsAsync(HttpClient petra) => (await petra.GetFromJsonAsync<List<CatalogueItem>>("/api/catalogue", Json, Stop))!;

    static async Task<CatalogueLook> SendAsync(HttpClient petra, byte[] file, bool take, string name = "prijzen.csv")
    {
        var answer = await PostAsync(petra, file, take, name);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<CatalogueLook>(Json, Stop))!;
    }

    static async Task<HttpResponseMessage> PostAsync(HttpClient client, byte[] file, bool take, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        return await client.PostAsync($"/api/catalogue/import?take={take}", form, Stop);
    }
}
