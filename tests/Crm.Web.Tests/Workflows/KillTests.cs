using System.Net.Sockets;
using Crm.Mail;
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
        await using var folder = new TestFolder();
        var mails = await SellWhileKilledAsync(on, count, folder.Path, SalesJob.PickUp(folder.Path), []);
        var laid = MessageIds(SalesJob.PickUp(folder.Path));
        Assert.Equal(mails, laid.Count);
        Assert.Equal(mails, laid.Distinct().Count());
    }

    /// <summary>
    /// SMTP cannot be asked whether a mail had been taken: of a server that dies between that and noting it, the one mail that it was at goes once more,
    /// as the same mail by its Message-ID, which mail servers and programs show once.
    /// </summary>
    [Theory, InlineData(On.Sqlite, 1), InlineData(On.Postgres, 2)]
    public async Task At_a_real_mail_server_every_mail_arrives_and_none_as_two(On on, int count)
    {
        await using var folder = new TestFolder();
        await using var smtp = await LocalMailServer.StartAsync();
        var mails = await SellWhileKilledAsync(on, count, folder.Path, smtp.Folder, smtp.Settings);
        var received = MessageIds(smtp.Folder);
        TestContext.Current.TestOutputHelper?.WriteLine($"{mails} mails, {received.Count - mails} of them sent again after a kill");
        Assert.Equal(mails, received.Distinct().Count());
        Assert.InRange(received.Count, mails, mails + Kills);
    }

    /// <summary>The answer is how many mails were asked for.</summary>
    static async Task<int> SellWhileKilledAsync(On on, int count, string folder, string mailFolder, string[] smtp)
    {
        var settings = await DatabaseTemplate.CopyAsync(on, demo: false, folder);
        using var fleet = new ServerFleet(count, folder, [.. settings[..^2], .. smtp]);
        await fleet.StartAsync();
        using var over = new CancellationTokenSource();
        var sellers = Enumerable.Range(1, Sellers).Select(seller => SellAsync(seller, fleet, mailFolder, over.Token)).ToList();
        await KillAsync(fleet, sellers);
        await over.CancelAsync();
        var sales = (await Task.WhenAll(sellers)).Sum();
        TestContext.Current.TestOutputHelper?.WriteLine($"{sales} sales, {Kills} kills, {fleet.Recoveries}");
        await fleet.StopAsync();
        return await AssertOnceAsync(folder, [.. settings, .. smtp], sales);
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
    static async Task<int> SellAsync(int seller, ServerFleet fleet, string mailFolder, CancellationToken over)
    {
        var sales = 0;
        while (!over.IsCancellationRequested)
        {
            var door = Sellers * ++sales + seller;
            await SellAsync(new SalesJob(fleet.SignInAsync, () => Task.FromResult(fleet.Client()), mailFolder, $"Koelhuis {door} B.V.") { Door = door });
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

    static async Task<int> AssertOnceAsync(string folder, string[] settings, int sales)
    {
        await using var server = await CrmServer.StartAsync(["--data", folder, .. settings]);
        server.CatchUpWithRealClocks();
        await Eventually.EmptyAsync(() => server.Database.ReadAsync(db => db.Outbox.Where(message => message.DoneAt == null)
            .Select(message => $"{message.Key}, due {message.DueAt:u}, {message.Attempts} attempts: {message.LastError}").ToListAsync()), "not delivered");
        return await server.Database.ReadAsync(async db =>
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
            // More than one code may be asked for; of those that a mail server took only dots are left.
            Assert.All(mails.Where(mail => !mail.Subject.Contains("code", StringComparison.Ordinal) && mail.Html.Length > 0).GroupBy(mail => (mail.ToAddress, mail.Subject)), same => Assert.Single(same));
            return mails.Count;
        });
    }

    static List<string> MessageIds(string folder) => [.. Directory.GetFiles(folder).Select(file => MimeMessage.Load(file).MessageId!)];
}
