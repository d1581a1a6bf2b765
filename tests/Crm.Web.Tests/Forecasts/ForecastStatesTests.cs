using Crm.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Forecasts;

public sealed class ForecastStatesTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_database_from_before_past_figures_were_kept_gets_them_when_the_server_starts_and_once(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var kept = await StatesAsync(server);
        Assert.NotEmpty(kept);
        await server.Database.WriteAsync(db => db.ForecastStates.ExecuteDeleteAsync(Stop), Stop);

        for (var start = 0; start < 2; start++)
        {
            await server.Services.GetRequiredService<DatabaseSetup>().RunAsync(Stop);
            Assert.Equal(kept, await StatesAsync(server));
        }
    }

    // What changed twice at one moment stood in between for no time at all; the history does not tell those apart.
    static Task<List<string>> StatesAsync(CrmServer server) => server.Database.ReadAsync(async db => (await db.ForecastStates
        .Where(s => s.Since < s.Until).OrderBy(s => s.ForecastId).ThenBy(s => s.Until).ToListAsync(Stop))
        .ConvertAll(s => $"{s.ForecastId} {s.Since:O} {s.Until:O} {s.Result} {s.Chance:0.##} {s.ExpectedAmount:0.00} {s.ExpectedDate} {s.TimesPushed}"), Stop);
}
