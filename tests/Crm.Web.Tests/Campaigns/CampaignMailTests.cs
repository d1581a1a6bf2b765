using System.Net;
using System.Net.Http.Json;
using Crm.Mail;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Crm.Campaigns;

public sealed class CampaignMailTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_mailing_is_merged_throttled_and_sent_once_to_everyone(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await CampaignDriver.AsAsync(server, "sanne");
        var people = await CampaignDriver.PeopleAsync(server, 5);
        var campaign = await sanne.CreateAsync();
        var mailing = await sanne.AddMailingAsync(campaign, perMinute: 120);
        await sanne.ImportAsync(mailing, people.Select(person => person.Email));
        await sanne.DoAsync(mailing, "start");
        // Two in the first second; the clock of this server stands still.
        await Eventually.TrueAsync(async () => (await sanne.ActionAsync(campaign, mailing)).Progress.Reached == 2, "the first turn was taken");
        await sanne.DoAsync(mailing, "pause");
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.Conflict, (await sanne.TryAsync(mailing, "pause")).StatusCode);
        await sanne.DoAsync(mailing, "resume");
        await sanne.EndedAsync(campaign, mailing);
        Assert.Equal(new Progress(0, 5, 0, 0, 0, 0), (await sanne.ActionAsync(campaign, mailing)).Progress);

        var mails = await PickedUp.FromAsync(server, 5);
        Assert.Equal(people.Select(person => person.Email).Order(), mails.Select(mail => mail.To.Mailboxes.Single().Address).Order());
        Assert.All(mails, mail =>
        {
            Assert.StartsWith("Open dag voor Klant 9", mail.Subject, StringComparison.Ordinal);
            Assert.Contains("<p>Beste Kim,</p>", mail.HtmlBody, StringComparison.Ordinal);
            Assert.Contains("<a href=\"https://voorbeeld.example/open-dag\">", mail.HtmlBody, StringComparison.Ordinal);
            Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        });
        Assert.Equal(5, mails.Select(UnsubscribePath).Distinct().Count());
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task One_click_unsubscribes_without_an_account_and_opening_the_link_does_not(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await CampaignDriver.AsAsync(server, "sanne");
        var people = await CampaignDriver.PeopleAsync(server, 2);
        var campaign = await sanne.CreateAsync();
        var mailing = await sanne.AddMailingAsync(campaign);
        await sanne.ImportAsync(mailing, people.Select(person => person.Email));
        await sanne.RunAsync(campaign, mailing);
        var mail = (await PickedUp.FromAsync(server, 2)).Single(mail => mail.To.Mailboxes.Single().Address == people[0].Email);
        using var mailProgram = server.Anonymous();

        var page = await mailProgram.GetAsync(UnsubscribePath(mail), Stop);
        Assert.Contains("Geen campagnemail meer?", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(0, (await sanne.ActionAsync(campaign, mailing)).Progress.Unsubscribed);

        for (var times = 0; times < 2; times++)
        {
            var answer = await mailProgram.PostAsync(UnsubscribePath(mail), new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Stop);
            Assert.Contains("U bent afgemeld", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
        Assert.Equal(1, (await sanne.ActionAsync(campaign, mailing)).Progress.Unsubscribed);
        Assert.Equal(HttpStatusCode.NotFound, (await mailProgram.PostAsync("/unsubscribe/no-such-link", null, Stop)).StatusCode);

        var next = await sanne.AddMailingAsync(campaign);
        await sanne.SelectAsync(next, new { kind = "EarlierAction", fromActionId = mailing });
        Assert.Equal((1, LeftOut.Objected), ((await sanne.TargetGroupAsync(next)).WillReach, (await sanne.TargetGroupAsync(next)).LeftOut.Single().Reason));
    }

    static string UnsubscribePath(MimeMessage mail) => new Uri(mail.Headers["List-Unsubscribe"]!.Trim('<', '>')).AbsolutePath;
}
