using Crm.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Forecasts;

public sealed class ForecastStatesTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_database_from_before_past_figures_were_kept_gets_them_when_the_server_starts(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var kept = await StatesAsync(server);
        Assert.NotEmpty(kept);
        await server.Database.WriteAsync(db => db.ForecastStates.ExecuteDeleteAsync(Stop), Stop);

        await server.Services.GetRequiredService<DatabaseSetup>().RunAsync(Stop);

        Assert.Equal(kept, await StatesAsync(server));
        await server.Services.GetRequiredService<DatabaseSetup>().RunAsync(Stop);
        Assert.Equal(kept.Count, (await StatesAsync(server)).Count);
    }

    static Task<List<string>> StatesAsync(CrmServer server) => server.Database.ReadAsync(async db => (await db.ForecastStates
        .OrderBy(s => s.ForecastId).ThenBy(s => s.Until).ToListAsync(Stop))
        .ConvertAll(s => $"{s.ForecastId} {s.Since:O} {s.Until:O} {s.Result} {s.Chance:0.##} {s.ExpectedAmount:0.00} {s.ExpectedDate} {s.TimesPushed}"), Stop);
}
