using System.Net;
using System.Net.Http.Json;
using Crm.Data;
using Microsoft.EntityFrameworkCore;

namespace Crm.Forecasts;

public sealed class ForecastSettingsTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Another_chance_is_that_of_the_open_forecasts_and_never_of_the_closed_ones(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, petra) = (await ForecastDriver.AsAsync(server, "sanne"), await server.SignInAsync("petra"));
        var open = await sanne.OpenAsync(new { expectedAmount = 1_000m, status = "quote" });
        var scored = await sanne.OpenAsync(new { expectedAmount = 1_000m, status = "quote" });
        var lost = await sanne.OpenAsync(new { expectedAmount = 1_000m, status = "quote" });
        await sanne.CloseAsync(scored.Id, new { result = "Scored", orderAmount = 900m });
        await sanne.CloseAsync(lost.Id, new { result = "NotScored", reasonId = await sanne.OptionAsync(ForecastOptionKind.LossReason) });
        var quote = (await StatusesAsync(petra)).Single(status => status.Key == "quote");
        await DoneAsync(petra.PutAsJsonAsync($"/api/settings/forecast-statuses/{quote.Id}", Entry(quote) with { Chance = 60 }, Stop));

        var now = await sanne.GetAsync(open.Id);
        Assert.Equal((60m, 600m), (now.Chance, now.WeightedAmount));
        Assert.Contains(await sanne.HistoryAsync(open.Id), change => change is { Field: "Chance", Door: Users.Door.Api } && change.By.StartsWith("Petra", StringComparison.Ordinal));
        foreach (var closed in new[] { scored, lost })
        {
            var figures = await sanne.GetAsync(closed.Id);
            Assert.Equal((50m, 500m), (figures.Chance, figures.WeightedAmount));
            Assert.DoesNotContain(await sanne.HistoryAsync(closed.Id), change => change.Field == "Chance" && change.By != "Sanne de Wit");
        }
        // The lock holds for the new chance as well.
        Assert.Equal(["Chance"], await Refused.FieldsAsync(await sanne.TryEditAsync(now, new { chance = 61m }), HttpStatusCode.BadRequest));
        // Without a chance the status leaves the forecast's own free, at what it was.
        await DoneAsync(petra.PutAsJsonAsync($"/api/settings/forecast-statuses/{quote.Id}", Entry(quote) with { Chance = null }, Stop));
        Assert.Equal(60m, (await sanne.GetAsync(open.Id)).Chance);
        Assert.Equal(61m, (await sanne.EditAsync(await sanne.GetAsync(open.Id), new { chance = 61m })).Chance);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_retired_status_keeps_what_stands_in_it_and_takes_nothing_new(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, petra) = (await ForecastDriver.AsAsync(server, "sanne"), await server.SignInAsync("petra"));
        var made = await petra.PostAsJsonAsync("/api/settings/forecast-statuses", new StatusEntry("Proefopstelling", "Trial set-up", "#B0D8FF", 80, 21), Stop);
        var id = (await made.Content.ReadFromJsonAsync<Made>(Stop))!.Id;
        var forecast = await sanne.OpenAsync(new { expectedAmount = 100m });
        Assert.Equal(80m, (await sanne.StatusAsync(forecast.Id, "trial-set-up")).WeightedAmount);

        await DoneAsync(petra.PutAsJsonAsync($"/api/settings/forecast-statuses/{id}/archived", new { isArchived = true }, Stop));
        Assert.Equal("trial-set-up", (await sanne.GetAsync(forecast.Id)).Status.Key);
        var other = await sanne.OpenAsync();
        Assert.Equal(["Status"], await Refused.FieldsAsync(await sanne.TryStatusAsync(other.Id, "trial-set-up"), HttpStatusCode.BadRequest));
        Assert.Equal(["Status"], await Refused.FieldsAsync(await sanne.TryOpenAsync(new { relationId = other.RelationId, status = "trial-set-up" }), HttpStatusCode.BadRequest));
        await sanne.StatusAsync(forecast.Id, "quote");

        await DoneAsync(petra.PutAsJsonAsync($"/api/settings/forecast-statuses/{id}/archived", new { isArchived = false }, Stop));
        await sanne.StatusAsync(other.Id, "trial-set-up");
        await DoneAsync(petra.PutAsJsonAsync("/api/settings/forecast-statuses/order", new[] { id }.Concat((await StatusesAsync(petra)).Where(status => status.Id != id).Select(status => status.Id)), Stop));
        Assert.Equal("trial-set-up", (await sanne.OpenAsync()).Status.Key);
    }

    [Fact]
    public async Task Statuses_whose_names_have_no_letter_of_ours_still_get_keys_of_their_own()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await server.SignInAsync("petra");
        foreach (var name in new[] { "新", "旧" })
            (await petra.PostAsJsonAsync("/api/settings/forecast-statuses", new StatusEntry(name, null, "st1", 5, null), Stop)).EnsureSuccessStatusCode();
        Assert.Equal(["status", "status-2"], (await StatusesAsync(petra)).Select(status => status.Key).Where(key => key.StartsWith("status", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Lists_and_forms_of_contact_are_added_to_renamed_and_retired_by_those_who_may()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var (sanne, petra, adil) = (await ForecastDriver.AsAsync(server, "sanne"), await server.SignInAsync("petra"), await server.SignInAsync("adil"));
        var source = await sanne.OptionAsync(ForecastOptionKind.Source);
        var forecast = await sanne.OpenAsync(new { sourceId = source });
        await DoneAsync(adil.PutAsJsonAsync($"/api/settings/lists/rows/{source}", new OptionEntry("Tip", "Tip-off"), Stop));
        await DoneAsync(adil.PutAsJsonAsync($"/api/settings/lists/rows/{source}/archived", new { isArchived = true }, Stop));
        Assert.Equal("Tip", (await sanne.GetAsync(forecast.Id)).Source!.Nl);
        Assert.Equal(["SourceId"], await Refused.FieldsAsync(await sanne.TryOpenAsync(new { relationId = forecast.RelationId, sourceId = source }), HttpStatusCode.BadRequest));
        await sanne.EditAsync(forecast, new { description = "Met de oude bron" });
        Assert.Equal(["NameNl"], await Refused.FieldsAsync(await adil.PostAsJsonAsync("/api/settings/lists/Source", new OptionEntry("Tip", null), Stop), HttpStatusCode.BadRequest));

        var form = await petra.PostAsJsonAsync("/api/settings/contact-forms", new { nameNl = "Proeverij", nameEn = "Tasting", icon = "user", definitionId = "contact-moment-follow-up" }, Stop);
        Assert.Equal(HttpStatusCode.Created, form.StatusCode);
        Assert.Equal(["Icon", "DefinitionId"], await Refused.FieldsAsync(await petra.PostAsJsonAsync("/api/settings/contact-forms", new { nameNl = "X", icon = "skull", definitionId = "no-such-process" }, Stop), HttpStatusCode.BadRequest));
        Assert.Equal(["Color", "Chance"], await Refused.FieldsAsync(await petra.PostAsJsonAsync("/api/settings/forecast-statuses", new StatusEntry("X", null, "rood", 101, null), Stop), HttpStatusCode.BadRequest));
        Assert.Equal(HttpStatusCode.Forbidden, (await sanne.Client.PostAsJsonAsync("/api/settings/lists/Source", new OptionEntry("Nieuw", null), Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/settings/forecast-statuses", Stop)).StatusCode);
    }

    [Theory, InlineData("#ffffff"), InlineData("#000000"), InlineData("#ffe100"), InlineData("#3278bd"), InlineData("#7f7f7f"), InlineData("#ff00ff")]
    public void A_colour_of_ones_own_is_readable_by_day_and_by_night(string hex)
    {
        foreach (var (colour, sheet) in new[] { (StatusColour.ByDay(hex), "#ffffff"), (StatusColour.ByNight(hex), "#121d1c") })
        {
            Assert.InRange(StatusColour.Contrast(colour.Solid, sheet), 3, 21);
            Assert.InRange(StatusColour.Contrast(colour.Ink, colour.Tint), 4.5, 21);
        }
    }

    static StatusEntry Entry(StatusDesk.Row row) => new(row.Name.Nl, row.Name.En, row.Color, row.Chance, row.StaleAfterDays);

    static async Task<List<StatusDesk.Row>> StatusesAsync(HttpClient client) => (await client.GetFromJsonAsync<List<StatusDesk.Row>>("/api/settings/forecast-statuses", ForecastDriver.Json, Stop))!;

    static async Task DoneAsync(Task<HttpResponseMessage> request)
    {
        var answer = await request;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
