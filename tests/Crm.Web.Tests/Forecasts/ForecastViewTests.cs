using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Crm.Documents;
using Crm.Users;
using Crm.Views;
using MiniExcelLibs;

namespace Crm.Forecasts;

public sealed class ForecastViewTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_view_is_seen_by_those_it_was_saved_for_and_changed_by_who_saved_it(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, marieke) = (await server.SignInAsync("sanne"), await server.SignInAsync("marieke"));
        foreach (var audience in Enum.GetValues<ViewAudience>())
            await SaveAsync(sanne, new($"Van {audience}", "whose=Mine&columns=Number,Amount", audience));
        Assert.Equal(["Van Mine", "Van Shared", "Van Team"], (await ViewsAsync(sanne)).Select(view => view.Name));
        var seen = await ViewsAsync(marieke);
        Assert.DoesNotContain("Van Mine", seen.Select(view => view.Name));
        var shared = seen.Single(view => view.Name == "Van Shared");
        Assert.False(shared.IsMine);
        Assert.Equal(HttpStatusCode.Forbidden, (await marieke.DeleteAsync($"/api/views/{shared.Id}", Stop)).StatusCode);
        Assert.Equal(["Name"], await Refused.FieldsAsync(await sanne.PostAsJsonAsync("/api/views/forecasts", new ViewEntry(" ", "", ViewAudience.Mine), ForecastDriver.Json, Stop), HttpStatusCode.BadRequest));
        await sanne.DeleteAsync($"/api/views/{shared.Id}", Stop);
        Assert.DoesNotContain("Van Shared", (await ViewsAsync(marieke)).Select(view => view.Name));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_workbook_holds_the_columns_of_the_list_with_figures_that_add_up(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var relation = await ForecastDriver.RelationAsync(server, "=HYPERLINK(\"x\")");
        for (var index = 1; index <= 60; index++)
            await sanne.OpenAsync(new { description = $"Werk {index}", expectedAmount = 1_000.25m + index }, relation);
        var answer = await sanne.Client.GetAsync("/api/forecasts/export?whose=All&columns=Relation,Amount,Date,Chance", Stop);
        Assert.Equal(Workbook.ContentType, answer.Content.Headers.ContentType!.MediaType);
        using var workbook = new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Stop));
        var rows = workbook.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(["Forecast", "Verkooprelatie", "Verwacht bedrag", "Einddatum", "Kans"], rows[0].Keys);
        Assert.Equal(60, rows.Count);
        Assert.Equal((await sanne.ListAsync("whose=All")).Amount, rows.Sum(row => Convert.ToDecimal(row["Verwacht bedrag"], CultureInfo.InvariantCulture)));
        Assert.Equal(new DateTime(2027, 2, 23), rows[0]["Einddatum"]);
        Assert.Equal(0.1, rows[0]["Kans"]);
        Assert.Equal("'=HYPERLINK(\"x\")", rows[0]["Verkooprelatie"]);
        Assert.Equal(["columns"], await Refused.FieldsAsync(await sanne.Client.GetAsync("/api/forecasts/export?columns=Nothing", Stop), HttpStatusCode.BadRequest));
    }

    /// <summary>Random work on five days; what each evening looked like is worked out again from the history afterwards.</summary>
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_pipeline_of_a_past_day_is_as_it_was_that_evening(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var chance = new Random(seed);
        var relation = await ForecastDriver.RelationAsync(server);
        List<Guid> forecasts = [];
        var evenings = new Dictionary<DateOnly, List<(string Status, int Count, decimal Amount, decimal Weighted)>>();
        for (var day = 0; day < 5; day++)
        {
            var sanne = await ForecastDriver.AsAsync(server, "sanne");
            for (var step = 0; step < 14; step++)
                await WorkAsync(sanne, relation, forecasts, chance);
            var board = (await sanne.Client.GetFromJsonAsync<Board>("/api/forecasts/board?whose=All", ForecastDriver.Json, Stop))!;
            evenings[DateOnly.FromDateTime(server.Clock.GetUtcNow().UtcDateTime)] = [.. board.Columns.Select(column => (column.Status.Key, column.Count, column.Amount, column.Weighted))];
            server.Clock.Advance(TimeSpan.FromDays(1));
        }
        var reader = await ForecastDriver.AsAsync(server, "sanne");
        foreach (var (day, board) in evenings)
        {
            var then = (await reader.Client.GetFromJsonAsync<PipelineDay>($"/api/forecasts/pipeline?on={day:yyyy-MM-dd}", ForecastDriver.Json, Stop))!;
            Assert.Equal(board, then.Rows.Select(row => (row.Status.Key, row.Count, row.Amount, row.Weighted)));
            Assert.Equal(evenings.Values.Last().Sum(column => column.Weighted), then.WeightedNow);
        }
        Assert.Equal(["on"], await Refused.FieldsAsync(await reader.Client.GetAsync("/api/forecasts/pipeline?on=2030-01-01", Stop), HttpStatusCode.BadRequest));
    }

    static async Task WorkAsync(ForecastDriver sanne, Guid relation, List<Guid> forecasts, Random chance)
    {
        string[] statuses = ["new", "qualified", "quote", "negotiation", "verbal"];
        if (forecasts.Count < 4 || chance.Next(4) == 0)
        {
            forecasts.Add((await sanne.OpenAsync(new { expectedAmount = chance.Next(1, 1_000_000) / 100m }, relation)).Id);
            return;
        }
        var forecast = await sanne.GetAsync(forecasts[chance.Next(forecasts.Count)]);
        if (!forecast.IsOpen)
            await sanne.ReopenAsync(forecast.Id);
        else if (chance.Next(4) == 0)
            await sanne.CloseAsync(forecast.Id, new { result = "Scored", orderAmount = 1m });
        else if (chance.Next(2) == 0)
            await sanne.EditAsync(forecast, new { expectedAmount = chance.Next(1, 1_000_000) / 100m });
        else
            await sanne.StatusAsync(forecast.Id, statuses[chance.Next(statuses.Length)]);
    }

    static async Task SaveAsync(HttpClient client, ViewEntry entry) => (await client.PostAsJsonAsync("/api/views/forecasts", entry, ForecastDriver.Json, Stop)).EnsureSuccessStatusCode();

    static async Task<List<ViewRow>> ViewsAsync(HttpClient client) => (await client.GetFromJsonAsync<List<ViewRow>>("/api/views/forecasts", ForecastDriver.Json, Stop))!;
}
