using System.Net.Http.Json;
using Crm.Data;
using Crm.Workflows;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Crm.Campaigns;

/// <summary>The server dies without warning while a mailing goes out. Everyone gets the mail, and nobody gets it twice.</summary>
public sealed class CampaignKillTests
{
    /// <summary>How often the server is killed: CRM_KILLS, or twice.</summary>
    static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("CRM_KILLS"), out var kills) ? kills : 2;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_mailing_that_is_cut_off_again_and_again_reaches_everyone_once(On on)
    {
        var folder = new TestFolder();
        await using var gone = folder;
        var settings = await DatabaseTemplate.CopyAsync(on, demo: false, folder.Path);
        var people = 60 + Kills * 20;
        var (campaign, mailing) = await PrepareAsync(folder, settings, people);
        using var fleet = new ServerFleet(1, folder.Path, settings[..^2]);
        await fleet.StartAsync();
        using (var sanne = await fleet.SignInAsync("sanne"))
            (await sanne.PostAsync($"/api/campaigns/actions/{mailing}/start", null, Stop)).EnsureSuccessStatusCode();
        var chance = new Random();
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(chance.Next(200, 1500), Stop);
            await fleet.KillOneAsync();
        }
        await fleet.StopAsync();
        await AssertOnceAsync(folder, settings, campaign, mailing, people);
    }

    static async Task<(Guid Campaign, Guid Mailing)> PrepareAsync(TestFolder folder, string[] settings, int count)
    {
        await using var server = await CrmServer.StartAsync(["--data", folder.Path, .. settings]);
        var sanne = await CampaignDriver.AsAsync(server, "sanne");
        var people = await CampaignDriver.PeopleAsync(server, count);
        var campaign = await sanne.CreateAsync();
        var mailing = await sanne.AddMailingAsync(campaign, perMinute: 900);
        await sanne.ImportAsync(mailing, people.Select(person => person.Email));
        return (campaign, mailing);
    }

    static async Task AssertOnceAsync(TestFolder folder, string[] settings, Guid campaign, Guid mailing, int people)
    {
        await using var server = await CrmServer.StartAsync(["--data", folder.Path, .. settings]);
        server.CatchUpWithRealClocks();
        var sanne = await CampaignDriver.AsAsync(server, "sanne");
        await sanne.EndedAsync(campaign, mailing);
        Assert.Equal(new Progress(0, people, 0, 0, 0, 0), (await sanne.ActionAsync(campaign, mailing)).Progress);
        await Eventually.TrueAsync(() => server.Database.ReadAsync(async db => !await db.Outbox.AnyAsync(message => message.DoneAt == null, Stop), Stop), "everything delivered");
        var mails = Directory.GetFiles(Path.Combine(folder.Path, "mail"), "*.eml").Select(file => MimeMessage.Load(file)).ToList();
        Assert.Equal(people, mails.Count);
        Assert.Equal(people, mails.Select(mail => mail.To.Mailboxes.Single().Address).Distinct().Count());
        Assert.Equal(people, await server.Database.ReadAsync(db => db.Mails.CountAsync(Stop), Stop));
    }
}
