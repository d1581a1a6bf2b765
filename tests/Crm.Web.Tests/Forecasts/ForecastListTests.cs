using System.Net.Http.Json;
using Crm.ContactMoments;
using Microsoft.EntityFrameworkCore;

namespace Crm.Forecasts;

public sealed class ForecastListTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(On.Sqlite, "")]
    [InlineData(On.Postgres, "")]
    [InlineData(On.Sqlite, "&sort=Amount")]
    [InlineData(On.Postgres, "&sort=Amount")]
    public async Task Paging_shows_each_forecast_once_also_when_many_share_a_date_or_an_amount(On on, string sort)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var relation = await ForecastDriver.RelationAsync(server);
        for (var index = 0; index < 13; index++)
            await sanne.OpenAsync(new { expectedAmount = 100m + index / 5, expectedDate = new DateOnly(2026, 12, 1).AddDays(index / 4) }, relation);
        var seen = new List<ForecastRow>();
        string? after = null;
        do
        {
            var page = await sanne.ListAsync($"whose=Mine&take=3{sort}{(after is null ? "" : "&after=" + after)}");
            Assert.Equal(13, page.Count);
            seen.AddRange(page.Rows);
            after = page.After;
        }
        while (after is not null);
        Assert.Equal(13, seen.Select(row => row.Id).Distinct().Count());
        Assert.Equal(sort.Length == 0 ? seen.OrderBy(row => row.ExpectedDate) : seen.OrderByDescending(row => row.ExpectedAmount), seen);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Mine_my_team_and_all_are_whose_they_say(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, bas, thijs) = (await ForecastDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "bas"), await ForecastDriver.AsAsync(server, "thijs"));
        await sanne.OpenAsync();
        await bas.OpenAsync();
        await thijs.OpenAsync();
        Assert.Equal((1, 2, 3), ((await sanne.ListAsync("whose=Mine")).Count, (await sanne.ListAsync("whose=Team")).Count, (await sanne.ListAsync("whose=All")).Count));
        Assert.Equal(1, (await thijs.ListAsync("whose=Team")).Count);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Filters_and_search_find_what_they_name(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var anker = await ForecastDriver.RelationAsync(server, "Kaasmakerij Het Anker B.V.");
        var quoted = await sanne.OpenAsync(new { description = "Ketelhuis 100% nieuw", status = "quote", expectedAmount = 10m, expectedDate = "2027-03-01" }, anker);
        var scored = await sanne.OpenAsync(new { description = "Koelcel", expectedAmount = 20m });
        await sanne.CloseAsync(scored.Id, new { result = "Scored", orderAmount = 15m });
        Assert.Equal([quoted.Id], await IdsAsync("search=het ANKER"));
        Assert.Equal([quoted.Id], await IdsAsync("search=100%25"));
        Assert.Equal([quoted.Id], await IdsAsync($"search={quoted.Number}"));
        Assert.Empty(await IdsAsync("search=_oelcel&result=all"));
        // Each word somewhere: in the description, among the words of the relation, at the beginning of the number.
        Assert.Equal([quoted.Id], await IdsAsync("search=anker ketelhuis"));
        Assert.Equal([quoted.Id], await IdsAsync($"search=kaas nieuw {quoted.Number[..^1]}"));
        Assert.Empty(await IdsAsync("search=anker ketel koelcel"));
        Assert.Equal([scored.Id], await IdsAsync("search=oelc&result=all"));
        Assert.Empty(await IdsAsync("search=nker"));
        Assert.Equal([quoted.Id], await IdsAsync("status=quote"));
        Assert.Equal([quoted.Id], await IdsAsync("from=2027-01-01&until=2027-03-31"));
        Assert.Empty(await IdsAsync("until=2027-02-28"));
        Assert.Equal([scored.Id], await IdsAsync("result=scored&from=2026-11-23&until=2026-11-23"));
        Assert.Equal([quoted.Id], await IdsAsync($"relation={anker}"));
        Assert.Equal(15m, (await sanne.ListAsync("whose=All&result=Scored")).Amount);

        async Task<IEnumerable<Guid>> IdsAsync(string query) => (await sanne.ListAsync("whose=All&" + query)).Rows.Select(row => row.Id);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_board_adds_up_and_warns(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var planned = await sanne.OpenAsync(new { expectedAmount = 100m, status = "quote", expectedDate = "2027-06-01" });
        await sanne.OpenAsync(new { expectedAmount = 50.5m, status = "quote", expectedDate = "2026-11-24" });
        await sanne.OpenAsync(new { expectedAmount = 30m, status = "negotiation", expectedDate = "2027-06-01" });
        await PlanAsync(server, planned, sanne);
        var board = await BoardAsync();
        var column = board.Columns.Single(column => column.Status.Key == "quote");
        Assert.Equal((2, 150.5m, 75.25m), (column.Count, column.Amount, column.Weighted));
        Assert.Equal((3, 180.5m, 97.75m), (board.Count, board.Amount, board.Weighted));
        Assert.Equal("Offerte doornemen", column.Cards.Single(card => card.Id == planned.Id).Next?.Subject);
        Assert.Equal((0, 2, 0), (board.Overdue, board.WithoutAppointment, board.Stale));

        // Negotiation may last 14 days, a quote 30; the appointment has gone by as well.
        server.Clock.Advance(TimeSpan.FromDays(15));
        sanne = await ForecastDriver.AsAsync(server, "sanne");
        board = await BoardAsync();
        Assert.Equal((1, 3, 1), (board.Overdue, board.WithoutAppointment, board.Stale));
        Assert.Equal(1, (await sanne.ListAsync("attention=Stale")).Count);
        Assert.Equal(3, (await sanne.ListAsync("attention=NoAppointment")).Count);

        async Task<Board> BoardAsync() => (await sanne.Client.GetFromJsonAsync<Board>("/api/forecasts/board?whose=Mine", ForecastDriver.Json, Stop))!;
    }

    static Task PlanAsync(CrmServer server, ForecastRecord forecast, ForecastDriver who) => server.Database.WriteAsync(async db =>
    {
        var now = server.Clock.GetUtcNow().UtcDateTime;
        db.ContactMoments.Add(new ContactMoment
        {
            RelationId = forecast.RelationId, ForecastId = forecast.Id, EmployeeId = await who.UserAsync("sanne"), FormId = await db.ContactForms.OrderBy(form => form.Order).Select(form => form.Id).FirstAsync(Stop),
            At = now.AddDays(1), Subject = "Offerte doornemen", IsPlanned = true, CreatedAt = now,
        });
    }, Stop);
}
