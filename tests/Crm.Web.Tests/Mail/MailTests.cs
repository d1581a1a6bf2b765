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

    [Fact]
    public async Task An_address_that_is_none_and_a_template_that_is_not_there_are_refused_in_words()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var mailbox = server.Services.GetRequiredService<Mailbox>();
        var address = await Assert.ThrowsAsync<RefusedException>(() => mailbox.QueueAsync(Message("x", "") with { ToAddress = "geen adres" }, TestContext.Current.CancellationToken));
        Assert.Contains("is geen e-mailadres", address.Faults[0].Nl, StringComparison.Ordinal);
        var template = await Assert.ThrowsAsync<RefusedException>(() => mailbox.QueueAsync(Message("x", "") with { Template = "../../etc/passwd" }, TestContext.Current.CancellationToken));
        Assert.Contains("no mail template", template.Faults[0].En, StringComparison.Ordinal);
    }

    static Letter Message(string subject, string message) => new("message", "nl", "jan@deboer.example", "Jan de Boer")
    {
        Values = new Dictionary<string, object?> { ["name"] = "Jan", ["subject"] = subject, ["message"] = message, ["link"] = "" },
    };
}
