using Crm.Data;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Mail;

/// <summary>Mail that leaves by a mail server.</summary>
public sealed class SmtpTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_in_an_employees_name_with_a_copy_reaches_the_mail_server_and_what_comes_back_comes_to_the_company()
    {
        await using var smtp = await LocalMailServer.StartAsync();
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: false, smtp.Settings);
        var sanne = await server.Database.ReadAsync(db => db.Users.Where(user => user.Email == "sanne@brekelmans.example").Select(user => user.Id).SingleAsync(Stop), Stop);
        await server.Services.GetRequiredService<Mailbox>().QueueAsync(Message() with { SenderId = sanne, Cc = ["bouw@deboer.example"] }, Stop);

        var mail = Assert.Single(await smtp.ReceivedAsync(1));
        Assert.Equal("Koelcel", mail.Subject);
        Assert.Equal(("sanne@brekelmans.example", "Sanne de Wit"), (mail.From.Mailboxes.Single().Address, mail.From.Mailboxes.Single().Name));
        Assert.Equal("bouw@deboer.example", mail.Cc.Mailboxes.Single().Address);
        Assert.Equal(("verkoop@brekelmans.example", "jan@deboer.example, bouw@deboer.example"), (mail.Headers["X-MailFrom"], mail.Headers["X-RcptTo"]));
        Assert.False(Directory.Exists(Path.Combine(server.DataFolder, "mail")));
    }

    [Fact]
    public async Task A_code_is_read_by_no_employee_and_is_gone_once_the_mail_server_has_taken_it()
    {
        await using var smtp = await LocalMailServer.StartAsync();
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: false, smtp.Settings);
        var id = await server.Services.GetRequiredService<Mailbox>().QueueAsync(Message() with { HoldsCode = true }, Stop);

        Assert.Equal("Koelcel", Assert.Single(await smtp.ReceivedAsync(1)).Subject);
        await Eventually.TrueAsync(() => server.Database.ReadAsync(db => db.Mails.AnyAsync(mail => mail.Id == id && mail.SentAt != null, Stop), Stop), "the mail is marked as sent");
        var kept = await server.Database.ReadAsync(db => db.Mails.SingleAsync(mail => mail.Id == id, Stop), Stop);
        Assert.Equal(("••••••", "", ""), (kept.Subject, kept.Html, kept.Text));
        var adil = new Actor(Guid.NewGuid(), "Adil Bennani", Door.Page, [Roles.Administrator]);
        Assert.Null(await server.Services.GetRequiredService<MailQueries>().FindAsync(id, adil, Stop));
        Assert.Equal(0, (await server.Services.GetRequiredService<MailQueries>().ListAsync(null, adil, Stop)).Total);
    }

    static Letter Message() => new("message", "nl", "jan@deboer.example", "Jan de Boer")
    {
        Values = new Dictionary<string, object?> { ["name"] = "Jan", ["subject"] = "Koelcel", ["message"] = "Tot dinsdag.", ["link"] = "" },
    };
}
