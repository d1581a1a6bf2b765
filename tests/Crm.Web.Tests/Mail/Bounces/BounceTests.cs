using System.Net;
using System.Net.Http.Json;
using Crm.Campaigns;
using Crm.Data;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Permissions;
using Crm.Relations;
using Crm.Signing;
using Crm.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Mail.Bounces;

/// <summary>A mail that comes back is known beside the mail, on the timeline and the contact's card, and its sender is asked to see to it.</summary>
public sealed class BounceTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_quote_that_comes_back_is_told_to_its_author_and_the_address_is_marked(On on)
    {
        await using var imap = new LocalImapServer();
        await using var scene = await SigningScene.StartAsync(on, settings: imap.Settings);
        await scene.SendAsync();
        var mail = await FirstMailAsync(scene);
        imap.Deliver(BounceMail.Of(BounceMail.IdOf(mail), SigningScene.First));
        await Eventually.TrueAsync(async () => (await FirstMailAsync(scene)).BouncedAt is not null, "the bounce is recorded");

        Assert.Equal("550 5.1.1 <jorrit@anker.example>: Recipient address rejected: User unknown in virtual mailbox table", (await FirstMailAsync(scene)).Diagnosis);
        var item = Assert.Single(await BouncesInDossierAsync(scene.Server));
        Assert.Equal((scene.QuoteId, "Peil", "Jorrit Brandsma"), (item.QuoteId, item.ByName, item.Details[Detail.Person]));
        var task = Assert.Single(await OpenTasksAsync(scene));
        Assert.Equal($"Mail over offerte {(await scene.QuoteAsync()).Number} kwam terug", task.Title.Nl);
        Assert.Equal((await scene.QuoteAsync()).AuthorId, task.AssigneeId);

        // The next mail comes back too: it is recorded, and nobody is asked twice.
        await scene.Get<Mailbox>().QueueAsync(Letter(scene.QuoteId, mail.RelationId), Stop);
        var second = (await scene.MailsToAsync(SigningScene.First))[^1];
        imap.Deliver(BounceMail.Of(BounceMail.IdOf(second), SigningScene.First));
        await Eventually.TrueAsync(async () => (await BouncesInDossierAsync(scene.Server)).Count == 2, "the second is recorded");
        Assert.Single(await OpenTasksAsync(scene));

        // Whoever gets another address is rid of the mark; the quote is rid of its note once it has gone there.
        var (sanne, contact) = (await scene.Server.SignInAsync("sanne"), await ContactAsync(scene));
        Assert.Equal((await FirstMailAsync(scene)).BouncedAt, (await BounceOfAsync(sanne, contact.Id))!.Since);
        Assert.Single(await scene.Get<MailQueries>().OfQuoteAsync(scene.QuoteId, mail.RelationId!.Value, Stop));
        (await sanne.PutAsJsonAsync($"/api/relations/{mail.RelationId}/contacts/{contact.Id}", new ContactDetails { FirstName = "Jorrit", LastName = "Brandsma", Email = "j.brandsma@anker.example" }, Stop)).EnsureSuccessStatusCode();
        Assert.Null(await BounceOfAsync(sanne, contact.Id));
        Assert.Single(await scene.Get<MailQueries>().OfQuoteAsync(scene.QuoteId, mail.RelationId.Value, Stop));
        (await sanne.PostAsync($"/api/quotes/{scene.QuoteId}/send-again", null, Stop)).EnsureSuccessStatusCode();
        Assert.Empty(await scene.Get<MailQueries>().OfQuoteAsync(scene.QuoteId, mail.RelationId.Value, Stop));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_campaign_skips_the_address_until_somebody_says_that_mail_arrives_again(On on)
    {
        await using var imap = new LocalImapServer();
        await using var server = await CrmServer.StartAsync(on, demo: false, imap.Settings);
        var marieke = await CampaignDriver.AsAsync(server, "marieke");
        var people = await CampaignDriver.PeopleAsync(server, 2);
        var campaign = await marieke.CreateAsync();
        var first = await marieke.AddMailingAsync(campaign);
        await marieke.ImportAsync(first, people.Select(person => person.Email));
        await marieke.RunAsync(campaign, first);
        var mail = await server.Database.ReadAsync(db => db.Mails.SingleAsync(mail => mail.ToAddress == people[0].Email, Stop), Stop);
        imap.Deliver(BounceMail.Of(BounceMail.IdOf(mail), people[0].Email));
        await Eventually.TrueAsync(async () => (await marieke.MembersAsync(campaign)).Any(member => member.BouncedAt is not null), "the campaign shows it");
        Assert.Equal(people[0].ContactId, (await marieke.MembersAsync(campaign)).Single(member => member.BouncedAt is not null).ContactId);
        // Beside hundreds of others nobody is asked to do something at once.
        Assert.False(await server.Database.ReadAsync(db => db.Tasks.AnyAsync(Stop), Stop));

        var second = await marieke.AddMailingAsync(campaign);
        await marieke.ImportAsync(second, people.Select(person => person.Email));
        var group = await marieke.TargetGroupAsync(second);
        Assert.Equal((1, LeftOut.Bounces, 1), (group.WillReach, Assert.Single(group.LeftOut).Reason, group.LeftOut[0].Count));

        var told = (await marieke.Client.GetFromJsonAsync<PermissionsApi.OfContact>($"/api/contacts/{people[0].ContactId}/permissions", ForecastDriver.Json, Stop))!;
        Assert.Equal((PermissionVerdict.Unreachable, PermissionReason.MailBounces, "Mail aan dit adres kwam terug op 23-11-2026."), told.Channels.Where(channel => channel.Channel == ContactChannel.Mail).Select(channel => (channel.Verdict, channel.Reason, channel.Why)).Single());
        Assert.Equal(HttpStatusCode.Forbidden, (await (await server.SignInAsync("adil")).DeleteAsync($"/api/contacts/{people[0].ContactId}/bounce", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await marieke.Client.DeleteAsync($"/api/contacts/{people[0].ContactId}/bounce", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await marieke.Client.DeleteAsync($"/api/contacts/{people[0].ContactId}/bounce", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await marieke.Client.DeleteAsync($"/api/contacts/{Guid.NewGuid()}/bounce", Stop)).StatusCode);
        Assert.Equal(2, (await marieke.TargetGroupAsync(second)).WillReach);
    }

    [Theory]
    [InlineData("delayed", "4.4.1", "smtp; 421 4.4.1 Connection timed out", false)]
    [InlineData("failed", "5.2.2", "smtp; 552 5.2.2 Mailbox full", true)]
    [InlineData("failed", "5.7.1", "smtp; 554 5.7.1 Message refused", true)]
    public async Task What_is_late_or_refused_marks_no_address(string action, string status, string diagnosis, bool isBounce)
    {
        await using var imap = new LocalImapServer();
        await using var scene = await SigningScene.StartAsync(On.Sqlite, settings: imap.Settings);
        await scene.SendAsync();
        imap.Deliver(BounceMail.Of(BounceMail.IdOf(await FirstMailAsync(scene)), SigningScene.First, action, status, diagnosis));
        await Eventually.TrueAsync(async () => (await FirstMailAsync(scene)).Diagnosis.Length > 0, "it is recorded");
        var mail = await FirstMailAsync(scene);
        Assert.Equal((isBounce, !isBounce), (mail.BouncedAt is not null, mail.DelayedAt is not null));
        Assert.Equal(isBounce ? 1 : 0, (await OpenTasksAsync(scene)).Count);
        Assert.Null(await BounceOfAsync(await scene.Server.SignInAsync("sanne"), (await ContactAsync(scene)).Id));
        Assert.Single(await scene.Get<MailQueries>().OfQuoteAsync(scene.QuoteId, mail.RelationId!.Value, Stop));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_report_that_was_made_up_changes_nothing_and_what_is_no_mail_stops_nothing(On on)
    {
        await using var imap = new LocalImapServer();
        await using var scene = await SigningScene.StartAsync(on, settings: imap.Settings);
        await scene.SendAsync();
        var mail = await FirstMailAsync(scene);
        string[] hostile =
        [
            // A mail of nobody, one that was never sent to this receiver, and an id that is none.
            BounceMail.Of($"{Guid.CreateVersion7():N}@brekelmans.example", SigningScene.First),
            BounceMail.Of(BounceMail.IdOf(mail), "sanne@brekelmans.example"),
            BounceMail.Of("'; DROP TABLE \"Mails\"; --", SigningScene.First),
            BounceMail.Of(BounceMail.IdOf(mail), SigningScene.First).Replace("delivery-status", "disposition-notification", StringComparison.Ordinal),
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\0\n\n--\0\n\n",
            "Content-Type: multipart/report;;; report-type==\"\n\n--",
            "Content-Type: multipart/report",
            "\0\0\0\0",
            "",
            string.Concat(Enumerable.Range(0, 2_000).Select(depth => $"Content-Type: multipart/report; report-type=delivery-status; boundary=b{depth}\n\n--b{depth}\n")),
            BounceMail.Of($"{Guid.CreateVersion7():N}@brekelmans.example", SigningScene.First, more: string.Concat(Enumerable.Repeat(new string('A', 76) + "\n", 40_000))),
        ];
        foreach (var message in hostile)
            imap.Deliver(message);
        await Eventually.TrueAsync(async () => await PositionAsync(scene.Server) == hostile.Length, "all have been read");
        Assert.Equal((null, null, ""), ((await FirstMailAsync(scene)).BouncedAt, mail.DelayedAt, mail.Diagnosis));
        Assert.Empty(await BouncesInDossierAsync(scene.Server));
        Assert.False(await scene.Server.Database.ReadAsync(db => db.BouncingAddresses.AnyAsync(Stop), Stop));

        imap.Deliver(BounceMail.Of(BounceMail.IdOf(mail), SigningScene.First, diagnosis: "smtp; 550 5.1.1 no\0body"));
        await Eventually.TrueAsync(async () => (await FirstMailAsync(scene)).BouncedAt is not null, "the real one is recorded");
        Assert.Equal("550 5.1.1 no body", (await FirstMailAsync(scene)).Diagnosis);
    }

    [Fact]
    public async Task Mail_to_a_colleague_that_comes_back_is_no_part_of_a_dossier()
    {
        await using var imap = new LocalImapServer();
        await using var scene = await SigningScene.StartAsync(On.Sqlite, settings: imap.Settings);
        await scene.SendAsync();
        var relation = (await FirstMailAsync(scene)).RelationId;
        var id = await scene.Get<Mailbox>().QueueAsync(Letter(scene.QuoteId, relation) with { ToAddress = "Sanne@brekelmans.example" }, Stop);
        imap.Deliver(BounceMail.Of($"{id:N}@brekelmans.example", "sanne@brekelmans.example"));
        await Eventually.TrueAsync(async () => (await scene.Get<MailQueries>().BouncedAsync(Stop)).Count == 1, "it is among the mail that came back");
        Assert.Empty(await BouncesInDossierAsync(scene.Server));
        Assert.Empty(await OpenTasksAsync(scene));
    }

    static Letter Letter(Guid quoteId, Guid? relationId) => new("message", "nl", SigningScene.First, "Jorrit Brandsma")
    {
        Values = new Dictionary<string, object?> { ["name"] = "Jorrit", ["subject"] = "Herinnering", ["message"] = "", ["link"] = "" },
        QuoteId = quoteId, RelationId = relationId,
    };

    static async Task<MailMessage> FirstMailAsync(SigningScene scene) => (await scene.MailsToAsync(SigningScene.First))[0];

    static Task<Contact> ContactAsync(SigningScene scene) => scene.Server.Database.ReadAsync(db => db.Contacts.SingleAsync(contact => contact.Email == SigningScene.First, Stop), Stop);

    static async Task<PermissionsApi.Bounce?> BounceOfAsync(HttpClient client, Guid contactId) =>
        (await client.GetFromJsonAsync<PermissionsApi.OfContact>($"/api/contacts/{contactId}/permissions", ForecastDriver.Json, Stop))!.Bounce;

    static Task<List<DossierItem>> BouncesInDossierAsync(CrmServer server) => server.Database.ReadAsync(db => db.Dossier.Where(item => item.Kind == DossierKind.MailBounced).ToListAsync(Stop), Stop);

    static Task<List<UserTask>> OpenTasksAsync(SigningScene scene) => scene.Server.Database.ReadAsync(db => db.Tasks.Where(task => task.SubjectId == scene.QuoteId && task.Status == UserTaskStatus.Open && task.ProcessName == "Teruggekomen mail").ToListAsync(Stop), Stop);

    static Task<long> PositionAsync(CrmServer server) => server.Database.ReadAsync(db => db.BoxPositions.Select(position => position.LastUid).SingleOrDefaultAsync(Stop), Stop);
}
