using Crm.Tasks;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Crm.Workflows;

/// <summary>The server dies without warning, over and over, while sales are made. Nothing is lost and nothing happens twice.</summary>
public sealed class KillTests
{
    /// <summary>How often the server is killed: CRM_KILLS, or a few times.</summary>
    static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("CRM_KILLS"), out var kills) ? kills : 3;

    [Theory, InlineData(On.Sqlite, 1), InlineData(On.Postgres, 1), InlineData(On.Postgres, 2)]
    public async Task Servers_that_are_killed_at_any_moment_go_on_where_they_were(On on, int count)
    {
        var folder = new TestFolder();
        await using var gone = folder;
        var settings = await DatabaseTemplate.CopyAsync(on, demo: false, folder.Path);
        var sales = new List<SalesJob>();
        var (killed, seed) = (0, Random.Shared.Next());
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var chance = new Random(seed);
        using var fleet = new ServerFleet(count, folder.Path, settings[..^2]);
        await fleet.StartAsync();
        while (killed < Kills)
        {
            var job = new SalesJob(fleet.SignInAsync, () => Task.FromResult(fleet.Client()), folder.Path, $"Koelhuis {sales.Count + 1} B.V.");
            sales.Add(job);
            while (await DiesDuringAsync(job, killed < Kills ? TimeSpan.FromMilliseconds(chance.Next(50, 2500)) : Timeout.InfiniteTimeSpan, fleet))
            {
                killed++;
                job.SignEveryoneOut();
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{sales.Count} sales, {killed} kills, {fleet.Recoveries}");
        await fleet.StopAsync();
        await AssertOnceAsync(folder, settings, sales);
    }

    /// <summary>True when a server was killed before the sale was made.</summary>
    static async Task<bool> DiesDuringAsync(SalesJob job, TimeSpan until, ServerFleet fleet)
    {
        using var spared = new CancellationTokenSource();
        var death = KillAfterAsync(fleet, until, spared.Token);
        var deadline = DateTime.UtcNow.AddMinutes(5);
        while (!death.IsCompleted)
        {
            try
            {
                if (await job.GoOnAsync())
                    await spared.CancelAsync();
            }
            catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
            {
                // It died in the middle of this, or is about to be found dead.
            }
            if (spared.IsCancellationRequested)
                break;
            Assert.True(DateTime.UtcNow < deadline, "The sale does not get on.");
        }
        return await death;
    }

    static async Task<bool> KillAfterAsync(ServerFleet fleet, TimeSpan until, CancellationToken spared)
    {
        await Task.Delay(until, spared).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (spared.IsCancellationRequested)
            return false;
        await fleet.KillOneAsync();
        return true;
    }

    static async Task AssertOnceAsync(TestFolder folder, string[] settings, List<SalesJob> sales)
    {
        await using var server = await CrmServer.StartAsync(["--data", folder.Path, .. settings]);
        server.CatchUpWithRealClocks();
        await Eventually.TrueAsync(() => server.Database.ReadAsync(async db => !await db.Outbox.AnyAsync(message => message.DoneAt == null)), "everything delivered");
        await server.Database.ReadAsync(async db =>
        {
            Assert.Equal(sales.Count, await db.Submissions.CountAsync());
            Assert.Equal(sales.Count, await db.Relations.CountAsync());
            Assert.Equal(sales.Count, await db.Forecasts.CountAsync());
            Assert.Equal(sales.Count, await db.Quotes.CountAsync());
            Assert.Equal(sales.Count, await db.Projects.CountAsync());
            Assert.Equal(sales.Count, await db.ContactMoments.CountAsync());
            Assert.Equal(0, await db.WorkflowInstances.CountAsync(instance => instance.IncidentCount > 0));
            // Per sale: review of the relation; draft, help, draft, review, draft and review of the quote.
            var answered = await db.Tasks.Where(task => task.Status == UserTaskStatus.Completed).GroupBy(task => task.SubjectId).Select(group => group.Count()).ToListAsync();
            Assert.All(answered, count => Assert.Contains(count, new[] { 1, 6 }));
            Assert.Equal(sales.Count * 7, answered.Sum());
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
