using System.Net.Http.Json;
using Crm.Forecasts;
using Microsoft.EntityFrameworkCore;

namespace Crm.Campaigns;

public sealed class CampaignReturnTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    sealed record Sale(Guid Id, Guid RelationId, decimal Amount, DateOnly Start, DateOnly Closed, List<(DateTime At, Guid Campaign)> Chosen);

    /// <summary>Random campaigns, reaches and choices; what the product credits is worked out again here in another way: cent by cent, dealt round.</summary>
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Credits_equal_an_independent_calculation_and_add_up_to_what_was_scored(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var chance = new Random(seed);
        var sanne = await CampaignDriver.AsAsync(server, "sanne");
        var people = await CampaignDriver.PeopleAsync(server, 6);
        var campaigns = new List<Guid>();
        for (var index = 0; index < 4; index++)
            campaigns.Add(await sanne.CreateAsync($"Campagne {index}"));
        var reached = new List<(Guid Relation, DateTime At, Guid Campaign)>();
        var sales = await SalesAsync(server, chance, people, campaigns, reached);
        var returns = new Dictionary<Guid, CampaignReturn>();
        foreach (var campaign in campaigns)
            returns[campaign] = await sanne.ReturnAsync(campaign);

        foreach (var rule in Enum.GetValues<TouchRule>())
        {
            var expected = campaigns.ToDictionary(id => id, _ => 0m);
            foreach (var (sale, touches) in sales.Select(sale => (sale, TouchesOf(sale, reached))).Where(pair => pair.Item2.Count > 0))
                Deal(sale, touches, rule, expected);
            Assert.Equal(expected, returns.ToDictionary(pair => pair.Key, pair => pair.Value.By(rule).Amount));
            Assert.Equal(sales.Where(sale => TouchesOf(sale, reached).Count > 0).Sum(sale => sale.Amount), returns.Values.Sum(one => one.By(rule).Amount));
        }
        var list = (await sanne.Client.GetFromJsonAsync<CampaignList>("/api/campaigns", ForecastDriver.Json, Stop))!;
        Assert.All(list.Rows, row => Assert.Equal(returns[row.Id].By(TouchRule.Last).Amount, row.Scored));
    }

    [Fact]
    public async Task A_forecast_remembers_every_campaign_that_was_chosen_on_it()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var (sanne, forecasts) = (await CampaignDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "sanne"));
        var (first, second) = (await sanne.CreateAsync("Eerste"), await sanne.CreateAsync("Tweede"));
        var forecast = await forecasts.OpenAsync(new { expectedAmount = 500m, campaignId = first });
        server.Clock.Advance(TimeSpan.FromHours(1));
        forecast = await forecasts.EditAsync(forecast, new { campaignId = second });
        Assert.Equal((second, "Tweede"), (forecast.CampaignId, forecast.Campaign));
        Assert.Contains(await forecasts.HistoryAsync(forecast.Id), change => change is { FieldName: "Campagne", Old: "Eerste", New: "Tweede" });
        Assert.Equal(500m, (await sanne.GetAsync(second)).OpenAmount);
        await forecasts.CloseAsync(forecast.Id, new { result = "Scored", orderAmount = 100.01m });

        Assert.Equal((0m, 100.01m, 50.01m), Amounts(await sanne.ReturnAsync(first)));
        Assert.Equal((100.01m, 0m, 50m), Amounts(await sanne.ReturnAsync(second)));
    }

    static (decimal Last, decimal First, decimal Even) Amounts(CampaignReturn one) => (one.By(TouchRule.Last).Amount, one.By(TouchRule.First).Amount, one.By(TouchRule.Even).Amount);

    static Task<List<Sale>> SalesAsync(CrmServer server, Random chance, List<CampaignDriver.Person> people, List<Guid> campaigns, List<(Guid, DateTime, Guid)> reached) => server.Database.WriteAsync(async db =>
    {
        foreach (var campaign in campaigns)
        {
            var action = new CampaignAction { CampaignId = campaign, Kind = ActionKind.Letter, Name = "Brief", PlannedOn = new(2026, 1, 1) };
            db.CampaignActions.Add(action);
            foreach (var person in people.Where(_ => chance.Next(3) > 0))
            {
                var at = new DateTime(2025, 1, 1, 9, 0, 0, DateTimeKind.Utc).AddDays(chance.Next(650)).AddMinutes(chance.Next(400));
                var state = chance.Next(5) switch { 0 => MemberState.Detached, 1 => MemberState.LeftOut, _ => MemberState.Reached };
                db.CampaignMembers.Add(new() { CampaignId = campaign, ActionId = action.Id, ContactId = person.ContactId, RelationId = person.RelationId, Name = "Kim", State = state, ReachedAt = at });
                if (state == MemberState.Reached)
                    reached.Add((person.RelationId, at, campaign));
            }
        }
        var (status, user) = (await db.ForecastStatuses.OrderBy(one => one.Order).FirstAsync(Stop), await db.Users.OrderBy(one => one.Name).FirstAsync(Stop));
        var sales = new List<Sale>();
        for (var index = 0; index < 40; index++)
        {
            var start = new DateOnly(2025, 6, 1).AddDays(chance.Next(400));
            var closed = start.AddDays(chance.Next(120));
            var chosen = Enumerable.Range(0, chance.Next(4)).Select(step => (new DateTime(2025, 8, 1, 8, 0, 0, DateTimeKind.Utc).AddDays(chance.Next(300)).AddSeconds(step), campaigns[chance.Next(campaigns.Count)])).Order().ToList();
            var isScored = chance.Next(6) > 0;
            var forecast = new Forecast
            {
                Number = $"T-{index}", RelationId = people[chance.Next(people.Count)].RelationId, Description = "Werk", ResponsibleId = user.Id, StatusId = status.Id, StatusSince = server.Clock.GetUtcNow().UtcDateTime,
                StartDate = start, ExpectedDate = closed, CreatedAt = server.Clock.GetUtcNow().UtcDateTime, Result = isScored ? ForecastResult.Scored : ForecastResult.NotScored,
                OrderAmount = isScored ? chance.Next(1, 5_000_000) / 100m : null, ClosedOn = closed, CampaignId = chosen.Count > 0 ? chosen[^1].Item2 : null,
            };
            db.Forecasts.Add(forecast);
            db.ForecastTouches.AddRange(chosen.Select(touch => new ForecastTouch { ForecastId = forecast.Id, CampaignId = touch.Item2, At = touch.Item1 }));
            if (isScored)
                sales.Add(new(forecast.Id, forecast.RelationId, forecast.OrderAmount!.Value, start, closed, chosen));
        }
        return sales;
    }, Stop);

    /// <summary>None while nobody said that a campaign brought it.</summary>
    static List<Guid> TouchesOf(Sale sale, List<(Guid Relation, DateTime At, Guid Campaign)> reached) => sale.Chosen.Count == 0 ? [] :
        [.. sale.Chosen.Concat(reached.Where(touch => touch.Relation == sale.RelationId && IsInTime(touch.At, sale)).Select(touch => (touch.At, touch.Campaign))).OrderBy(touch => touch.Item1).ThenBy(touch => touch.Item2).Select(touch => touch.Item2)];

    // At most a year before it began, and no later than the day it closed, by a Dutch calendar.
    static bool IsInTime(DateTime at, Sale sale)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam")));
        return sale.Start.DayNumber - day.DayNumber <= 365 && day <= sale.Closed;
    }

    static void Deal(Sale sale, List<Guid> touches, TouchRule rule, Dictionary<Guid, decimal> credits)
    {
        var players = rule switch
        {
            TouchRule.First => touches.Take(1).ToList(),
            TouchRule.Last => [sale.Chosen[^1].Campaign],
            _ => [.. touches.Distinct()],
        };
        for (var cent = 0; cent < sale.Amount * 100; cent++)
            credits[players[cent % players.Count]] += 0.01m;
    }
}
