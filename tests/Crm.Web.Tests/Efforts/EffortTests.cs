using System.Net;
using System.Net.Http.Json;
using Crm.Data;
using Crm.Forecasts;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Efforts;

/// <summary>Hours and cost of selling, booked on a forecast.</summary>
public sealed class EffortTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Hours_and_cost_add_up_are_corrected_and_taken_back(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { description = "Koelcel", expectedAmount = 10_000m });
        var address = $"/api/forecasts/{forecast.Id}/efforts";
        var bas = await sanne.UserAsync("bas");
        var visit = await BookAsync(sanne.Client, address, new() { Hours = 2.5m, Cost = 38.20m, Description = " Bezoek ", Date = new(2026, 11, 20) });
        var reckoning = await BookAsync(sanne.Client, address, new() { Hours = 8, Description = "Calculatie", EmployeeId = bas });
        await BookAsync(sanne.Client, address, new() { Cost = 1_250.05m, Description = "Proefopstelling", Date = new(2026, 11, 2) });

        var booked = await ReadAsync(sanne.Client, address);
        Assert.Equal((10.5m, 1_288.25m), (booked.Hours, booked.Cost));
        Assert.Equal(["Calculatie", "Bezoek", "Proefopstelling"], booked.Rows.Select(row => row.Description));
        Assert.Equal(("Bas Kuiper", new DateOnly(2026, 11, 23), "Sanne de Wit"), (booked.Rows[0].Employee, booked.Rows[0].Date, booked.Rows[0].BookedBy));

        (await sanne.Client.PutAsJsonAsync($"{address}/{visit}", new EffortEntry { Hours = 3, Description = "Bezoek" }, Stop)).EnsureSuccessStatusCode();
        var corrected = (await ReadAsync(sanne.Client, address)).Rows.Single(row => row.Id == visit);
        Assert.Equal((3m, 0m, new DateOnly(2026, 11, 20)), (corrected.Hours, corrected.Cost, corrected.Date));
        (await sanne.Client.PutAsJsonAsync($"{address}/{reckoning}", new EffortEntry { Hours = 8, Description = "Calculatie, tweede" }, Stop)).EnsureSuccessStatusCode();
        Assert.Equal("Bas Kuiper", (await ReadAsync(sanne.Client, address)).Rows.Single(row => row.Id == reckoning).Employee);
        (await sanne.Client.DeleteAsync($"{address}/{visit}", Stop)).EnsureSuccessStatusCode();
        Assert.Equal((8m, 1_250.05m), await ReadAsync(sanne.Client, address) is var left ? (left.Hours, left.Cost) : default);
        Assert.Equal(HttpStatusCode.NotFound, (await sanne.Client.DeleteAsync($"{address}/{visit}", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_bill_that_comes_after_the_decision_is_booked_too()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { description = "Koelcel", expectedAmount = 10_000m });
        await sanne.CloseAsync(forecast.Id, new { result = "Scored", orderAmount = 9_500m });
        await BookAsync(sanne.Client, $"/api/forecasts/{forecast.Id}/efforts", new() { Cost = 75, Description = "Reiskosten" });
        Assert.Equal(75m, (await ReadAsync(sanne.Client, $"/api/forecasts/{forecast.Id}/efforts")).Cost);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_at_its_field()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var address = $"/api/forecasts/{(await sanne.OpenAsync()).Id}/efforts";
        await RefusedAsync(new() { Hours = 1 }, "Description");
        await RefusedAsync(new() { Description = "Niets" }, "Hours");
        await RefusedAsync(new() { Description = "Te lang", Hours = 24.5m }, "Hours");
        await RefusedAsync(new() { Description = "Terug", Hours = 1, Cost = -5 }, "Cost");
        await RefusedAsync(new() { Description = "Morgen", Hours = 1, Date = new(2026, 11, 24) }, "Date");
        await RefusedAsync(new() { Description = "Niemand", Hours = 1, EmployeeId = Guid.NewGuid() }, "EmployeeId");
        Assert.Equal(HttpStatusCode.NotFound, (await sanne.Client.PostAsJsonAsync($"/api/forecasts/{Guid.NewGuid()}/efforts", new EffortEntry { Hours = 1, Description = "Nergens" }, Stop)).StatusCode);
        Assert.Empty((await ReadAsync(sanne.Client, address)).Rows);

        async Task RefusedAsync(EffortEntry entry, string field) =>
            Assert.Equal([field], await Refused.FieldsAsync(await sanne.Client.PostAsJsonAsync(address, entry, Stop), HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Only_those_book_who_sell_and_only_on_forecasts_that_they_see()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var address = $"/api/forecasts/{(await sanne.OpenAsync()).Id}/efforts";
        await server.Database.WriteAsync(async db => (await db.Users.SingleAsync(user => user.Email!.StartsWith("bas@"), Stop)).Sight = Sight.Own, Stop);
        var entry = new EffortEntry { Hours = 1, Description = "Bellen" };
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync(address, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await server.SignInAsync("adil")).PostAsJsonAsync(address, entry, Stop)).StatusCode);
        var bas = await server.SignInAsync("bas");
        Assert.Equal(HttpStatusCode.Forbidden, (await bas.PostAsJsonAsync(address, entry, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bas.GetAsync(address, Stop)).StatusCode);
    }

    static async Task<Guid> BookAsync(HttpClient client, string address, EffortEntry entry)
    {
        var answer = await client.PostAsJsonAsync(address, entry, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<Made>(Stop))!.Id;
    }

    static async Task<EffortQueries.Booked> ReadAsync(HttpClient client, string address) => (await client.GetFromJsonAsync<EffortQueries.Booked>(address, Stop))!;
}
