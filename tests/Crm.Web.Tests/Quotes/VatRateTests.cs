using System.Net;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;

namespace Crm.Quotes;

/// <summary>A rate that changes on a day, as the law changes it.</summary>
public sealed class VatRateTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_quote_from_the_day_on_has_the_new_rate_and_an_earlier_one_keeps_the_old(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var petra = await scene.Server.SignInAsync("petra");
        await QuoteScene.ReadAsync<VatRate>(await QuoteScene.PostAsync(petra, "/api/vat-rates", new VatRateEntry(VatRates.High, new(2027, 1, 1), 21.5m)));
        var line = new LineEntry(LineKind.Article, "Koelunit", Price: 1_000);
        var early = await scene.ComposeAsync(line);
        Assert.Equal(210m, early.Totals.Vat);
        scene.Server.Clock.Advance(TimeSpan.FromDays(60));
        var sanne = await scene.Server.SignInAsync("sanne");
        var later = await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(sanne, "/api/quotes", new { scene.ForecastId, templateKey = "installation", scene.ContactId }));
        Assert.Equal(215m, (await scene.SaveAsync(sanne, later, line)).Totals.Vat);
        Assert.Equal(210m, (await scene.GetAsync(sanne, early.Id)).Totals.Vat);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_holds_is_not_taken_back_and_one_rate_holds_on_a_day(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await server.SignInAsync("petra");
        var next = new VatRateEntry(VatRates.Low, new(2027, 1, 1), 10);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => QuoteScene.PostAsync(petra, "/api/vat-rates", next)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.DoesNotContain(answers, answer => (int)answer.StatusCode >= 500);
        foreach (var (entry, field) in new[] { (next with { Code = "zero" }, "code"), (next with { Rate = 0 }, "rate"), (next with { ValidFrom = new(2026, 1, 1) }, "validFrom") })
            await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(petra, "/api/vat-rates", entry), HttpStatusCode.BadRequest, field, "");
        var rates = await QuoteScene.ReadAsync<List<VatRate>>(await QuoteScene.GetAsync(petra, "/api/vat-rates"));
        Assert.Equal(HttpStatusCode.Conflict, (await petra.DeleteAsync($"/api/vat-rates/{rates.First(rate => rate.Code == VatRates.Low).Id}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await petra.DeleteAsync($"/api/vat-rates/{rates.Last(rate => rate.Code == VatRates.Low).Id}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await QuoteScene.PostAsync(await server.SignInAsync("sanne"), "/api/vat-rates", next)).StatusCode);
    }
}
