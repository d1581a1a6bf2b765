using System.Net.Sockets;
using Crm.Tasks;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Crm.Workflows;

/// <summary>The server dies without warning, over and over, while sales are made. Nothing is lost and nothing happens twice.</summary>
public sealed class KillTests
{
    /// <summary>How often the server is killed: CRM_KILLS, or a few times.</summary>
    static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("CRM_KILLS"), out var kills) ? kills : 3;

    /// <summary>So many sell at the same time.</summary>
    const int Sellers = 4;

    [Theory, InlineData(On.Sqlite, 1), InlineData(On.Postgres, 1), InlineData(On.Postgres, 2)]
    public async Task Servers_that_are_killed_at_any_moment_go_on_where_they_were(On on, int count)
    {
        var folder = new TestFolder();
        await using var gone = folder;
        var settings = await DatabaseTemplate.CopyAsync(on, demo: false, folder.Path);
        using var fleet = new ServerFleet(count, folder.Path, settings[..^2]);
        await fleet.StartAsync();
        using var over = new CancellationTokenSource();
        var sellers = Enumerable.Range(1, Sellers).Select(seller => SellAsync(seller, fleet, folder.Path, over.Token)).ToList();
        await KillAsync(fleet, sellers);
        await over.CancelAsync();
        var sales = (await Task.WhenAll(sellers)).Sum();
        TestContext.Current.TestOutputHelper?.WriteLine($"{sales} sales, {Kills} kills, {fleet.Recoveries}");
        await fleet.StopAsync();
        await AssertOnceAsync(folder, settings, sales);
    }

    /// <summary>Kills a server at any moment of the first seconds it serves, until it was enough or something went wrong.</summary>
    static async Task KillAsync(ServerFleet fleet, List<Task<int>> sellers)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var chance = new Random(seed);
        for (var killed = 0; killed < Kills && !sellers.Any(seller => seller.IsFaulted); killed++)
        {
            await Task.Delay(chance.Next(50, 3500));
            await fleet.KillOneAsync();
        }
    }

    /// <summary>Makes one sale after the other until it is over, and the last one whole. The answer is how many.</summary>
    static async Task<int> SellAsync(int seller, ServerFleet fleet, string folder, CancellationToken over)
    {
        var sales = 0;
        while (!over.IsCancellationRequested)
        {
            var door = Sellers * ++sales + seller;
            await SellAsync(new SalesJob(fleet.SignInAsync, () => Task.FromResult(fleet.Client()), folder, $"Koelhuis {door} B.V.") { Door = door });
        }
        return sales;
    }

    static async Task SellAsync(SalesJob job)
    {
        var deadline = DateTime.UtcNow.AddMinutes(40);
        for (var isMade = false; !isMade;)
        {
            Assert.True(DateTime.UtcNow < deadline, "The sale does not get on.");
            try
            {
                isMade = await job.GoOnAsync();
            }
            catch (Exception error) when (error is HttpRequestException or IOException or SocketException or OperationCanceledException)
            {
                // The server died in the middle of this, or is not back yet.
                job.SignEveryoneOut();
                await Task.Delay(50);
            }
        }
    }

    static async Task AssertOnceAsync(TestFolder folder, string[] settings, int sales)
    {
        await using var server = await CrmServer.StartAsync(["--data", folder.Path, .. settings]);
        server.CatchUpWithRealClocks();
        await Eventually.EmptyAsync(() => server.Database.ReadAsync(db => db.Outbox.Where(message => message.DoneAt == null)
            .Select(message => $"{message.Key}, due {message.DueAt:u}, {message.Attempts} attempts: {message.LastError}").ToListAsync()), "not delivered");
        await server.Database.ReadAsync(async db =>
        {
            Assert.Equal(sales, await db.Submissions.CountAsync());
            Assert.Equal(sales, await db.Relations.CountAsync());
            Assert.Equal(sales, await db.Forecasts.CountAsync());
            Assert.Equal(sales, await db.Quotes.CountAsync());
            Assert.Equal(sales, await db.Projects.CountAsync());
            Assert.Equal(sales, await db.ContactMoments.CountAsync());
            Assert.Equal(0, await db.WorkflowInstances.CountAsync(instance => instance.IncidentCount > 0));
            // Per sale: review of the relation; draft, help, draft, review, draft and review of the quote.
            var answered = await db.Tasks.Where(task => task.Status == UserTaskStatus.Completed).GroupBy(task => task.SubjectId).Select(group => group.Count()).ToListAsync();
            Assert.All(answered, count => Assert.Contains(count, new[] { 1, 6 }));
            Assert.Equal(sales * 7, answered.Sum());
            foreach (var log in (await db.WorkflowLog.Select(line => new { line.InstanceId, line.Sequence }).ToListAsync()).GroupBy(line => line.InstanceId))
                Assert.Equal(Enumerable.Range(1, log.Count()), log.Select(line => line.Sequence).Order());
            var mails = await db.Mails.ToListAsync();
            Assert.All(mails, mail => Assert.NotNull(mail.SentAt));
            Assert.All(mails.Where(mail => !mail.Subject.Contains("code", StringComparison.Ordinal)).GroupBy(mail => (mail.ToAddress, mail.Subject)), same => Assert.Single(same));
            AssertLaidDownOnce(folder, mails.Count);
            return true;
        });
    }

    static void AssertLaidDownOnce(TestFolder folder, int mails)
    {
        var ids = Directory.GetFiles(Path.Combine(folder.Path, "mail"), "*.eml").Select(file => MimeMessage.Load(file).MessageId).ToList();
        Assert.Equal(mails, ids.Count);
        Assert.Equal(mails, ids.Distinct().Count());
    }
}
