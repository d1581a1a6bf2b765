using Crm.Forecasts;
using Microsoft.EntityFrameworkCore;

namespace Crm.Data;

public sealed class DeadlockTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_who_wait_for_each_other_both_get_done_because_one_begins_again()
    {
        await using var server = await CrmServer.StartAsync(On.Postgres);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var (one, other) = ((await sanne.OpenAsync()).Id, (await sanne.OpenAsync()).Id);
        using var bothHold = new Barrier(2);
        var attempts = 0;
        await Task.WhenAll(Task.Run(() => RenameAsync(one, other, "Eerst"), Stop), Task.Run(() => RenameAsync(other, one, "Daarna"), Stop));
        Assert.Equal(3, attempts);
        Assert.Contains((await sanne.GetAsync(one)).Description, new[] { "Eerst", "Daarna" });

        async Task RenameAsync(Guid first, Guid second, string name)
        {
            var isFirstTime = true;
            await server.Database.WriteAsync(async db =>
            {
                Interlocked.Increment(ref attempts);
                await RenamedAsync(first);
                if (isFirstTime)
                    bothHold.SignalAndWait(TimeSpan.FromSeconds(20), Stop);
                isFirstTime = false;
                await RenamedAsync(second);

                async Task RenamedAsync(Guid id)
                {
                    var forecast = await db.Forecasts.AsTracking().SingleAsync(f => f.Id == id, Stop);
                    forecast.Description = name;
                    await db.SaveChangesAsync(Stop);
                }
            }, Stop);
        }
    }
}
