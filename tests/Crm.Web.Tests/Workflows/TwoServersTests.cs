using Crm.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Workflows;

/// <summary>Identical servers on one PostgreSQL share the work, and none of it is done twice.</summary>
public sealed class TwoServersTests
{
    [Fact]
    public async Task Two_servers_share_a_sale_and_each_effect_comes_about_once()
    {
        var folder = new TestFolder();
        await using var gone = folder;
        var settings = await DatabaseTemplate.CopyAsync(On.Postgres, demo: false, folder.Path);
        await using var one = await CrmServer.StartAsync(["--data", folder.Path, .. settings]);
        await using var other = await CrmServer.StartAsync(["--data", folder.Path, .. settings]);
        var turn = 0;
        // Each person happens to be on the one or the other; the customer too.
        Task<HttpClient> SignInAsync(string who) => (turn++ % 2 == 0 ? one : other).SignInAsync(who);
        var job = new SalesJob(SignInAsync, () => Task.FromResult((turn++ % 2 == 0 ? one : other).Anonymous()), SalesJob.PickUp(folder.Path));

        await Eventually.TrueAsync(job.GoOnAsync, "the forecast is scored");
        await Eventually.TrueAsync(() => one.Database.ReadAsync(async db => !await db.Outbox.AnyAsync(message => message.DoneAt == null)), "everything delivered");

        var mails = job.Mails();
        Assert.Equal(mails.Count, mails.Select(mail => mail.MessageId).Distinct().Count());
        Assert.Equal(1, await other.Database.ReadAsync(db => db.Projects.CountAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
        Assert.All(await other.Database.ReadAsync(db => db.Outbox.Select(message => message.Attempts).ToListAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken), attempts => Assert.Equal(1, attempts));
    }

    [Fact]
    public async Task A_page_of_one_server_hears_what_was_committed_on_another()
    {
        var folder = new TestFolder();
        await using var gone = folder;
        var settings = await DatabaseTemplate.CopyAsync(On.Postgres, demo: false, folder.Path);
        await using var one = await CrmServer.StartAsync(["--data", folder.Path, .. settings]);
        await using var other = await CrmServer.StartAsync(["--data", folder.Path, .. settings]);
        var heard = 0;
        using var listening = other.Services.GetRequiredService<ChangeFeed>().Listen([ChangeFeed.Topic<Tasks.UserTask>()], () => Interlocked.Increment(ref heard));
        // A server that has just begun may not listen yet.
        await Eventually.TrueAsync(async () =>
        {
            await one.RunAsync(Definitions.Flowchart("ask", [Definitions.ReviewTask("ask", ("roleName", Users.Roles.Reviewer))]));
            await Task.Delay(500, TestContext.Current.CancellationToken);
            return heard > 0;
        }, "the other server hears of the task");
    }

    [Fact]
    public async Task A_server_that_was_out_of_touch_has_its_pages_look_again()
    {
        await using var server = await CrmServer.StartAsync(On.Postgres);
        var heard = 0;
        using var listening = server.Services.GetRequiredService<ChangeFeed>().Listen([ChangeFeed.Topic<Tasks.UserTask>()], () => Interlocked.Increment(ref heard));
        await Eventually.TrueAsync(() => CutOffAsync(server), "it listens, and is cut off");
        Assert.Equal(0, heard);
        await Eventually.TrueAsync(() => Task.FromResult(heard > 0), "its pages are told to look again");
    }

    /// <summary>Ends the connection over which it hears of the other servers; false when there is none yet.</summary>
    static Task<bool> CutOffAsync(CrmServer server) => server.Database.ReadAsync(async db => await db.Database.SqlQuery<bool>(
        $"""SELECT pg_terminate_backend(pid) AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'""").FirstOrDefaultAsync(TestContext.Current.CancellationToken));
}
