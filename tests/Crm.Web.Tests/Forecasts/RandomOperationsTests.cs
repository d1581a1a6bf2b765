using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Crm.Audit;
using Crm.Users;
using Crm.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Crm.Workflows.Definitions;

namespace Crm.Forecasts;

/// <summary>Four people at once do whatever comes to mind, through every door. What must hold holds whenever they pause.</summary>
public sealed class RandomOperationsTests
{
    const int Workers = 4, Forecasts = 24, BetweenPauses = 100;
    /// <summary>CRM_OPERATIONS says how many; a hundred thousand take a good while.</summary>
    static readonly int Operations = int.TryParse(Environment.GetEnvironmentVariable("CRM_OPERATIONS"), CultureInfo.InvariantCulture, out var asked) ? asked : 600;
    static readonly string[] Keys = ["new", "quote", "negotiation", "verbal"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    readonly ConcurrentQueue<BulkUndo> undos = new();
    readonly Dictionary<Guid, (int Closings, string Figures)> closed = [];
    readonly Dictionary<Guid, Forecast> begun = [];

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Chance_follows_status_history_replays_and_closed_figures_stand_whatever_is_done(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        // Marieke reviews and sees all; Petra sets up the statuses.
        var (marieke, petra) = (await ForecastDriver.AsAsync(server, "marieke"), await server.SignInAsync("petra"));
        var relation = await ForecastDriver.RelationAsync(server);
        List<Guid> ids = [];
        for (var made = 0; made < Forecasts; made++)
            ids.Add((await marieke.OpenAsync(new { expectedAmount = 1_000m + made, status = Keys[made % Keys.Length] }, relation)).Id);
        foreach (var forecast in await AllAsync(server))
            begun[forecast.Id] = forecast;
        var door = new Doors(server, marieke, petra, [.. ids], [await marieke.UserAsync("bas"), await marieke.UserAsync("sanne")], undos, await marieke.OptionAsync(ForecastOptionKind.LossReason));
        for (var done = 0; done < Operations; done += BetweenPauses)
        {
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => door.WorkAsync(new Random(20261124 + done * Workers + worker), Math.Min(BetweenPauses, Operations - done) / Workers)));
            await HoldsAsync(server, $"after {done + BetweenPauses} operations");
        }
    }

    async Task HoldsAsync(CrmServer server, string when)
    {
        var statuses = await server.Database.ReadAsync(db => db.ForecastStatuses.ToDictionaryAsync(status => status.Id, Stop), Stop);
        var histories = (await server.Database.ReadAsync(db => db.FieldChanges.Where(change => change.Record == nameof(Forecast)).OrderBy(change => change.Revision).ToListAsync(Stop), Stop)).ToLookup(change => change.RecordId);
        var shares = (await server.Database.ReadAsync(db => db.ForecastShares.ToListAsync(Stop), Stop)).ToLookup(share => share.FiguresId);
        foreach (var forecast in await AllAsync(server))
        {
            var about = $"{when}, {forecast.Number}, revision {forecast.Revision}";
            var status = statuses[forecast.StatusId];
            Assert.True(!forecast.IsOpen || status.Chance is null || status.Chance == forecast.Chance, $"{about}: chance {forecast.Chance} at {status.Key}, which has {status.Chance}");
            Assert.True(forecast.WeightedAmount == Math.Round(forecast.ExpectedAmount * forecast.Chance / 100m, 2, MidpointRounding.AwayFromZero), $"{about}: weighted {forecast.WeightedAmount}");
            Replay(forecast, [.. histories[forecast.Id]], about);
            PartsAreOfTheWhole(forecast, shares[forecast.Id], about);
            Stand(forecast, histories[forecast.Id].Count(change => change.Field == nameof(Forecast.Result)), about);
        }
    }

    /// <summary>From what it was when it was made, change by change, to what it is.</summary>
    void Replay(Forecast forecast, List<FieldChange> history, string about)
    {
        foreach (var field in Forecast.Watched)
        {
            var property = typeof(Forecast).GetProperty(field)!;
            var value = FieldHistory.Text(property.GetValue(begun[forecast.Id]));
            foreach (var change in history.Where(change => change.Field == field))
            {
                Assert.True(change.Old == value, $"{about}: {field} was “{value}”, and its history goes on from “{change.Old}”");
                value = change.New;
            }
            Assert.True(FieldHistory.Text(property.GetValue(forecast)) == value, $"{about}: {field} is not what its history says");
        }
    }

    static void PartsAreOfTheWhole(Forecast forecast, IEnumerable<ForecastShare> shares, string about)
    {
        var told = string.Join(';', shares.OrderBy(share => share.EmployeeId).Select(share => $"{share.EmployeeId}:{share.Percent}"));
        Assert.True(told == string.Join(';', forecast.Shared.Split(';').Where(part => !part.StartsWith($"{forecast.ResponsibleId}", StringComparison.Ordinal))), $"{about}: shared {forecast.Shared}, kept {told}");
        foreach (var share in shares)
            Assert.True((Part(forecast.ExpectedAmount, share), Part(forecast.WeightedAmount, share), Part(forecast.OrderAmount, share)) == (share.ExpectedAmount, share.WeightedAmount, share.OrderAmount), $"{about}: {share.Percent} % is not of what stands");
    }

    static decimal? Part(decimal? amount, ForecastShare share) => amount is { } whole ? Math.Round(whole * share.Percent / 100, 2, MidpointRounding.AwayFromZero) : null;

    void Stand(Forecast forecast, int closings, string about)
    {
        var figures = $"{forecast.StatusId} {forecast.Chance} {forecast.ExpectedAmount} {forecast.WeightedAmount} {forecast.OrderAmount} {forecast.ClosedOn} {forecast.ExpectedDate} {forecast.LossReasonId}";
        if (forecast.IsOpen)
            closed.Remove(forecast.Id);
        else if (closed.TryGetValue(forecast.Id, out var before) && before.Closings == closings)
            Assert.True(before.Figures == figures, $"{about}: closed figures moved from {before.Figures} to {figures}");
        else
            closed[forecast.Id] = (closings, figures);
    }

    static Task<List<Forecast>> AllAsync(CrmServer server) => server.Database.ReadAsync(db => db.Forecasts.OrderBy(forecast => forecast.Id).ToListAsync(Stop), Stop);

    /// <summary>Page, board, API, bulk change, import, workflow, quotes and settings.</summary>
    sealed class Doors(CrmServer server, ForecastDriver api, HttpClient settings, Guid[] ids, Guid[] colleagues, ConcurrentQueue<BulkUndo> undos, Guid reason)
    {
        static readonly HttpStatusCode[] Polite = [HttpStatusCode.BadRequest, HttpStatusCode.Conflict];
        readonly ForecastDesk desk = server.Services.GetRequiredService<ForecastDesk>();

        public async Task WorkAsync(Random random, int operations)
        {
            for (var done = 0; done < operations; done++)
                await DoAsync(random, ids[random.Next(ids.Length)]);
        }

        Task DoAsync(Random random, Guid id)
        {
            var (key, amount, door) = (Keys[random.Next(Keys.Length)], random.Next(0, 500_000) / 10m, random.Next(2) == 0 ? Door.Page : Door.Import);
            return random.Next(15) switch
            {
                0 or 1 => AskAsync(api.TryStatusAsync(id, key)),
                2 or 3 => DeskAsync(actor => desk.SetStatusAsync(id, key, actor, Stop), Door.Page),
                4 => EditAsync(id, new { expectedAmount = amount }),
                5 => EditAsync(id, new { chance = (decimal)random.Next(0, 101) }),
                6 => EditAsync(id, new { expectedDate = new DateOnly(2026, 11, 20).AddDays(random.Next(200)) }),
                7 => AskAsync(api.TryCloseAsync(id, new { result = "Scored", orderAmount = amount })),
                8 => DeskAsync(actor => desk.CloseNotScoredAsync(id, reason, null, new(2026, 11, 23), actor, Stop), door),
                9 => AskAsync(api.Client.PostAsync($"/api/forecasts/{id}/reopen", null, Stop)),
                10 => BulkAsync([.. ids.Where(_ => random.Next(3) == 0)], key),
                11 => undos.TryDequeue(out var undo) ? AskAsync(api.Client.PostAsJsonAsync("/api/forecasts/bulk/undo", undo, ForecastDriver.Json, Stop)) : Task.CompletedTask,
                12 => random.Next(3) == 0 ? WorkflowAsync(id, key) : DeskAsync(actor => desk.FollowQuotesAsync(id, amount, actor, Stop), Door.Workflow),
                13 => EditAsync(id, new { shares = colleagues.Where(_ => random.Next(2) == 0).Select(colleague => new ResponsibleShare(colleague, random.Next(1, 101))).ToArray() }),
                _ => ChangeChanceAsync(key, random.Next(4) == 0 ? null : random.Next(0, 101)),
            };
        }

        /// <summary>Done, or refused with a reason; nothing else.</summary>
        static async Task AskAsync(Task<HttpResponseMessage> asked)
        {
            using var answer = await asked;
            Assert.True(answer.IsSuccessStatusCode || Polite.Contains(answer.StatusCode), $"{answer.RequestMessage!.RequestUri}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        }

        static async Task DeskAsync(Func<Actor, Task> verb, Door door)
        {
            try
            {
                await verb(Actor.System with { Door = door });
            }
            catch (Data.RefusedException)
            {
            }
        }

        async Task EditAsync(Guid id, object changed) => await AskAsync(api.TryEditAsync(await api.GetAsync(id), changed));

        async Task BulkAsync(Guid[] some, string key)
        {
            using var answer = await api.Client.PostAsJsonAsync("/api/forecasts/bulk", new BulkChange(BulkField.Status, key) { Ids = some }, ForecastDriver.Json, Stop);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
            undos.Enqueue((await answer.Content.ReadFromJsonAsync<BulkResult>(ForecastDriver.Json, Stop))!.Undo);
        }

        async Task WorkflowAsync(Guid id, string key) =>
            await server.RunAsync(Flowchart("random-" + Guid.NewGuid().ToString("N")[..8], [Activity("move", "Crm.SetForecastStatus", ("forecastId", id.ToString()), ("statusKey", key))]));

        async Task ChangeChanceAsync(string key, decimal? chance)
        {
            var status = await server.Database.ReadAsync(db => db.ForecastStatuses.SingleAsync(status => status.Key == key, Stop), Stop);
            await AskAsync(settings.PutAsJsonAsync($"/api/settings/forecast-statuses/{status.Id}", new StatusEntry(status.Name.Nl, status.Name.En, status.Color, chance, status.StaleAfterDays), Stop));
        }
    }
}
