using System.Net;
using System.Net.Http.Json;
using Crm.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Crm.Mail;

public sealed class MailTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_mail_lands_in_the_pick_up_folder_once_the_transaction_has_committed(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await server.Services.GetRequiredService<Mailbox>().QueueAsync(Message("Ketelhuis & koeling", "<script>alert(1)</script>"), TestContext.Current.CancellationToken);
        var mail = Assert.Single(await PickedUp.FromAsync(server, 1));
        Assert.Equal("Ketelhuis & koeling", mail.Subject);
        Assert.Equal("Jan de Boer", mail.To.Mailboxes.Single().Name);
        Assert.Contains("&lt;script&gt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script>", mail.TextBody, StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_mail_asked_for_in_a_transaction_that_fails_is_never_sent(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var mailbox = server.Services.GetRequiredService<Mailbox>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Database.WriteAsync(async _ =>
        {
            await mailbox.QueueAsync(Message("Nooit", ""), TestContext.Current.CancellationToken);
            throw new InvalidOperationException("The verb failed after asking.");
        }, TestContext.Current.CancellationToken));
        await mailbox.QueueAsync(Message("Wel", ""), TestContext.Current.CancellationToken);
        Assert.Equal("Wel", Assert.Single(await PickedUp.FromAsync(server, 1)).Subject);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_employee_of_another_domain_writes_from_the_companys_address_and_gets_the_answers(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await server.Database.WriteAsync(async db =>
        {
            var user = await db.Users.SingleAsync(user => user.Email == "sanne@brekelmans.example", TestContext.Current.CancellationToken);
            user.Email = "sanne@thuis.example";
            return user.Id;
        }, TestContext.Current.CancellationToken);
        await server.Services.GetRequiredService<Mailbox>().QueueAsync(Message("Koelcel", "Tot dinsdag.") with { SenderId = sanne, Cc = ["bouw@deboer.example", "Piet <piet@deboer.example>"] }, TestContext.Current.CancellationToken);
        var mail = Assert.Single(await PickedUp.FromAsync(server, 1));
        Assert.Equal("\"Sanne de Wit, Brekelmans Koeltechniek\" <verkoop@brekelmans.example>", mail.From.ToString());
        Assert.Equal("sanne@thuis.example", mail.ReplyTo.Mailboxes.Single().Address);
        Assert.Equal(["bouw@deboer.example", "piet@deboer.example"], mail.Cc.Mailboxes.Select(copy => copy.Address));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_mail_is_sent_again_as_another_mail_to_the_same_or_a_better_address(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var id = await server.Services.GetRequiredService<Mailbox>().QueueAsync(Message("Koelcel", "Tot dinsdag."), TestContext.Current.CancellationToken);
        var first = Assert.Single(await PickedUp.FromAsync(server, 1));
        var sanne = await server.SignInAsync("sanne");
        await Eventually.TrueAsync(async () => (await sanne.PostAsJsonAsync($"/api/mail/{id}/again", new MailApi.Again(""), TestContext.Current.CancellationToken)).IsSuccessStatusCode, "it has left, and leaves again");
        (await sanne.PostAsJsonAsync($"/api/mail/{id}/again", new MailApi.Again("jan@nieuw.example"), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        var mails = await PickedUp.FromAsync(server, 3);
        Assert.Equal(["jan@deboer.example", "jan@deboer.example", "jan@nieuw.example"], mails.Select(mail => mail.To.Mailboxes.Single().Address).Order());
        Assert.All(mails, mail => Assert.Equal((first.Subject, first.TextBody), (mail.Subject, mail.TextBody)));
        Assert.Equal(3, mails.Select(mail => mail.MessageId).Distinct().Count());
        var none = await sanne.PostAsJsonAsync($"/api/mail/{id}/again", new MailApi.Again("geen adres"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        var petra = await server.SignInAsync("petra");
        Assert.Equal(HttpStatusCode.Forbidden, (await petra.PostAsJsonAsync($"/api/mail/{id}/again", new MailApi.Again(""), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_mail_about_a_quote_goes_to_no_other_address_and_a_mailing_to_nobody_again()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var mailbox = server.Services.GetRequiredService<Mailbox>();
        var letter = await mailbox.QueueAsync(Message("Offerte", "") with { QuoteId = Guid.CreateVersion7() }, TestContext.Current.CancellationToken);
        var mailing = await mailbox.QueueAsync(Message("Mailing", "") with { UnsubscribeUrl = "https://peil.example/af" }, TestContext.Current.CancellationToken);
        var waiting = await server.Database.WriteAsync(async db =>
        {
            await db.Mails.Where(mail => mail.Id == letter || mail.Id == mailing).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.SentAt, mail => mail.CreatedAt), TestContext.Current.CancellationToken);
            var mail = new MailMessage { ToAddress = "jan@deboer.example", ToName = "Jan", Subject = "Wacht", Html = "", Text = "", CreatedAt = DateTime.UnixEpoch };
            db.Mails.Add(mail);
            return mail.Id;
        }, TestContext.Current.CancellationToken);
        var sanne = await server.SignInAsync("sanne");
        await SaysAsync(letter, "jan@nieuw.example", HttpStatusCode.BadRequest, "stuur de offerte zelf opnieuw");
        await SaysAsync(mailing, "", HttpStatusCode.Conflict, "kan zich intussen hebben afgemeld");
        await SaysAsync(waiting, "", HttpStatusCode.Conflict, "wacht nog op verzending");
        await SaysAsync(Guid.NewGuid(), "", HttpStatusCode.NotFound, "bestaat niet");

        async Task SaysAsync(Guid id, string address, HttpStatusCode status, string words)
        {
            var answer = await sanne.PostAsJsonAsync($"/api/mail/{id}/again", new MailApi.Again(address), TestContext.Current.CancellationToken);
            Assert.Equal(status, answer.StatusCode);
            Assert.Contains(words, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_address_that_is_none_and_a_template_that_is_not_there_are_refused_in_words()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var mailbox = server.Services.GetRequiredService<Mailbox>();
        var address = await Assert.ThrowsAsync<RefusedException>(() => mailbox.QueueAsync(Message("x", "") with { ToAddress = "geen adres" }, TestContext.Current.CancellationToken));
        Assert.Contains("is geen e-mailadres", address.Faults[0].Nl, StringComparison.Ordinal);
        var copy = await Assert.ThrowsAsync<RefusedException>(() => mailbox.QueueAsync(Message("x", "") with { Cc = ["geen adres"] }, TestContext.Current.CancellationToken));
        Assert.Equal("cc", copy.Faults[0].Field);
        var template = await Assert.ThrowsAsync<RefusedException>(() => mailbox.QueueAsync(Message("x", "") with { Template = "../../etc/passwd" }, TestContext.Current.CancellationToken));
        Assert.Contains("no mail template", template.Faults[0].En, StringComparison.Ordinal);
    }

    static Letter Message(string subject, string message) => new("message", "nl", "jan@deboer.example", "Jan de Boer")
    {
        Values = new Dictionary<string, object?> { ["name"] = "Jan", ["subject"] = subject, ["message"] = message, ["link"] = "" },
    };
}
