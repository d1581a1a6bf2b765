using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Data.Load;
using Crm.Forecasts;
using Crm.Language;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Dashboard;

/// <summary>The figures in memory are never behind the last commit, whoever made it and however.</summary>
public sealed class LedgerTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_was_changed_past_the_product_is_in_the_next_answer(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var ruben = await server.SignInAsync("ruben");
        await SameAsync(server, ruben);
        string[] statements =
        [
            """UPDATE "Forecasts" SET "ExpectedAmount" = "ExpectedAmount" + 12345, "WeightedAmount" = "WeightedAmount" + 1 WHERE "Result" = 'Open'""",
            """UPDATE "ContactMoments" SET "ForecastId" = NULL WHERE "Id" IN (SELECT "Id" FROM "ContactMoments" WHERE "IsPlanned" ORDER BY "Id" LIMIT 3)""",
            """UPDATE "ForecastShares" SET "ExpectedAmount" = "ExpectedAmount" + 5""",
            """DELETE FROM "ContactMoments" WHERE NOT "IsPlanned" AND "Id" NOT IN (SELECT "FollowsId" FROM "ContactMoments" WHERE "FollowsId" IS NOT NULL)""",
            """DELETE FROM "ForecastStates" WHERE "Result" = 'Open'""",
        ];
        foreach (var statement in statements)
        {
            await server.Database.WriteAsync(db => db.Database.ExecuteSqlRawAsync(statement, Stop), Stop);
            await SameAsync(server, ruben);
        }
    }

    [Fact]
    public async Task What_another_server_committed_is_in_the_next_answer()
    {
        await using var here = await CrmServer.StartAsync(On.Postgres, demo: true);
        await using var data = new TestFolder();
        await using var there = await CrmServer.StartAsync(["--data", data.Path, "--postgres", here.Services.GetRequiredService<CrmSettings>().Postgres, "--demo", "full"]);
        var (ruben, bas) = (await here.SignInAsync("ruben"), await there.SignInAsync("bas"));
        foreach (var (writer, reader, client) in new[] { (here, there, bas), (there, here, ruben), (here, there, bas) })
        {
            await SameAsync(reader, client);
            await ChangeAsync(writer, 0, 1_000.01m);
            await SameAsync(reader, client);
        }
    }

    /// <summary>PostgreSQL gives a number to a change when it is made, and shows it when its transaction commits: that may be after a later number has been seen.</summary>
    [Fact]
    public async Task What_was_changed_first_and_committed_last_is_not_missed()
    {
        await using var server = await CrmServer.StartAsync(On.Postgres, demo: true);
        var ruben = await server.SignInAsync("ruben");
        await using var slow = await server.Services.GetRequiredService<IDbContextFactory<CrmDbContext>>().CreateDbContextAsync(Stop);
        await using var transaction = await slow.Database.BeginTransactionAsync(Stop);
        await slow.Forecasts.Where(forecast => forecast.Result == ForecastResult.Open).OrderByDescending(forecast => forecast.Number).Take(1)
            .ExecuteUpdateAsync(set => set.SetProperty(forecast => forecast.ExpectedAmount, 77_777.77m), Stop);
        await ChangeAsync(server, 0, 2_000.02m);
        await SameAsync(server, ruben);
        await transaction.CommitAsync(Stop);
        await SameAsync(server, ruben);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Figures_stay_right_while_many_change_them(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var ruben = await server.SignInAsync("ruben");
        var writers = Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var round = 0; round < 25; round++)
                await ChangeAsync(server, writer + 4 * (round % 3), 100.01m * (round + writer + 1));
        });
        var writing = Task.WhenAll(writers);
        while (!writing.IsCompleted)
        {
            // One moment is counted, and not something of two.
            var summary = await GetAsync<SummaryFigures>(ruben, "summary");
            Assert.Equal(Tally.None, summary.Moved.Difference);
            Assert.Equal(summary.OpenTotal, summary.Moved.Closing);
        }
        await writing;
        await SameAsync(server, ruben);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_was_loaded_past_the_triggers_is_read_anew_and_what_comes_after_is_seen(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var ruben = await server.SignInAsync("ruben");
        await SameAsync(server, ruben);
        await server.Services.GetRequiredService<CompanyLoad>().RunAsync(60, seed: 7, _ => { }, Stop);
        await SameAsync(server, ruben);
        Assert.InRange((await GetAsync<OpenFigures>(ruben, "open")).Total.Number, 1, 60);
        await ChangeAsync(server, 0, 3_000.03m);
        await SameAsync(server, ruben);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Who_was_away_for_longer_than_changes_are_kept_reads_all_anew(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var ruben = await server.SignInAsync("ruben");
        await SameAsync(server, ruben);
        await ChangeAsync(server, 0, 4_000.04m);
        var last = await server.Database.ReadAsync(db => db.FigureChanges.MaxAsync(change => change.Number, Stop), Stop);
        await server.Database.WriteAsync(db => db.FigureChanges.ExecuteUpdateAsync(set => set.SetProperty(change => change.At, change => change.At.AddDays(-2)), Stop), Stop);
        await ChangeAsync(server, 1, 5_000.05m);
        await server.Services.GetRequiredService<Bookkeeper>().ForgetAsync(Stop);
        Assert.True(await server.Database.ReadAsync(db => db.FigureChanges.AllAsync(change => change.Number > last, Stop), Stop));
        server.Clock.Advance(TimeSpan.FromHours(13));
        await SameAsync(server, await server.SignInAsync("ruben"));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_part_in_what_a_forecast_was_counts_once(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var (ruben, day) = (await server.SignInAsync("ruben"), server.Clock.Today());
        var before = await OpenAsync();
        server.Clock.Advance(TimeSpan.FromDays(1));
        var shared = await server.Database.ReadAsync(db => db.Forecasts.Where(forecast => forecast.Result == ForecastResult.Open && forecast.Shared != "").ToListAsync(Stop), Stop);
        Assert.NotEmpty(shared);
        foreach (var forecast in shared)
            await server.Services.GetRequiredService<ForecastDesk>().SetStatusAsync(forecast.Id, forecast.Chance == 50 ? "verbal" : "quote", Actor.System, Stop);
        ruben = await server.SignInAsync("ruben");
        Assert.Equal(before, await OpenAsync());

        async Task<List<(Guid?, Tally)>> OpenAsync() =>
            [.. (await GetAsync<List<SectionRow>>(ruben, $"section?section=Employee&on={day:yyyy-MM-dd}")).Select(line => (line.Id, line.Open)).OrderBy(line => line.Id)];
    }

    /// <summary>The open forecast at this place gets another amount, by the product's own door.</summary>
    static async Task ChangeAsync(CrmServer server, int place, decimal amount)
    {
        var id = await server.Database.ReadAsync(db => db.Forecasts.Where(forecast => forecast.Result == ForecastResult.Open).OrderBy(forecast => forecast.Number).Select(forecast => forecast.Id).Skip(place).FirstAsync(Stop), Stop);
        await server.Services.GetRequiredService<ForecastDesk>().FollowQuotesAsync(id, amount, Actor.System, Stop);
        await server.Database.WriteAsync(db => db.Forecasts.Where(forecast => forecast.Id == id).ExecuteUpdateAsync(set => set.SetProperty(forecast => forecast.ExpectedAmount, amount), Stop), Stop);
    }

    /// <summary>The figures say what the tables say.</summary>
    static async Task SameAsync(CrmServer server, HttpClient client)
    {
        var (open, summary) = (await GetAsync<OpenFigures>(client, "open"), await GetAsync<SummaryFigures>(client, "summary"));
        var (sections, contacts) = (await GetAsync<List<SectionRow>>(client, "section?section=Employee"), await GetAsync<ContactSummary>(client, "contact-moments"));
        var now = server.Clock.GetUtcNow().UtcDateTime;
        await server.Database.ReadAsync(async db =>
        {
            var forecasts = await db.Forecasts.ToListAsync(Stop);
            var moments = await db.ContactMoments.ToListAsync(Stop);
            var shares = await db.ForecastShares.ToListAsync(Stop);
            var opened = forecasts.FindAll(forecast => forecast.IsOpen);
            var planned = moments.Where(moment => moment.IsPlanned && moment.At >= now && moment.ForecastId is not null).Select(moment => moment.ForecastId!.Value).ToHashSet();
            Assert.Equal(new(opened.Count, opened.Sum(forecast => forecast.ExpectedAmount)), open.Total);
            Assert.Equal(opened.Sum(forecast => forecast.WeightedAmount), open.Weighted);
            Assert.Equal(opened.Count(forecast => !planned.Contains(forecast.Id)), open.Attention.WithoutNextAppointment.Number);
            Assert.Equal(forecasts.Where(forecast => forecast.Result == ForecastResult.Scored && forecast.ClosedOn >= summary.From && forecast.ClosedOn <= summary.To).Sum(forecast => forecast.OrderAmount!.Value), summary.Scored.Amount);
            Assert.Equal(open.Total.Amount + shares.Where(share => opened.Any(forecast => forecast.Id == share.FiguresId)).Sum(share => share.ExpectedAmount), sections.Sum(line => line.Open.Amount));
            Assert.Equal(moments.Count(moment => !moment.IsPlanned && moment.At >= DashboardScope.StartOf(summary.From) && moment.At < DashboardScope.EndOf(summary.To)), contacts.Held);
            return true;
        }, Stop);
    }

    static async Task<T> GetAsync<T>(HttpClient client, string path) => (await client.GetFromJsonAsync<T>("/api/dashboard/" + path, Json, Stop))!;
}
