using Crm.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Mail;

public sealed class OutboxTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_same_key_twice_is_one_effect(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var outbox = server.Services.GetRequiredService<Outbox>();
        await outbox.AddAsync("test", "one", new { }, TestContext.Current.CancellationToken);
        await outbox.AddAsync("test", "one", new { }, TestContext.Current.CancellationToken);
        Assert.Equal(1, await server.Database.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == "test", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_keeps_failing_is_tried_again_later_and_given_up_in_the_end_until_an_administrator_retries(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        // A file where the pick-up folder should be: every attempt fails.
        var blocked = Path.Combine(server.Services.GetRequiredService<CrmSettings>().Data, "mail");
        await File.WriteAllTextAsync(blocked, "", TestContext.Current.CancellationToken);
        await server.Services.GetRequiredService<Mailbox>().QueueAsync(
            new("message", "en", "jan@deboer.example", "Jan") { Values = new Dictionary<string, object?> { ["name"] = "Jan", ["subject"] = "Hi", ["message"] = "", ["link"] = "" } },
            TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(30));
            return (await MessageAsync(server)).IsDead;
        }, "given up");
        var dead = await MessageAsync(server);
        Assert.Equal(OutboxMessage.MaxAttempts, dead.Attempts);
        Assert.NotEqual("", dead.LastError);

        File.Delete(blocked);
        await server.Services.GetRequiredService<Outbox>().RetryAsync(dead.Id, TestContext.Current.CancellationToken);
        Assert.Single(await PickedUp.FromAsync(server, 1));
    }

    static Task<OutboxMessage> MessageAsync(CrmServer server) =>
        server.Database.ReadAsync(db => db.Outbox.SingleAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
}
