using Crm.Data;
using Crm.Dossiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Mail.Bounces;

/// <summary>Whatever becomes of the conversation with the mailbox, every report in it is recorded, and once.</summary>
public sealed class BoxTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_marked_moved_or_deleted_and_an_old_box_is_not_read_from_its_beginning()
    {
        await using var imap = new LocalImapServer();
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: false, imap.Settings);
        await Eventually.TrueAsync(() => imap.Listening == 1, "the server listens");
        var old = await MailAsync(server, 1);
        imap.Deliver(Bounce(old[0]), new(2026, 10, 1));
        var mails = await MailAsync(server, 3);
        Deliver(imap, mails);
        await RecordedAsync(server, 3);
        Assert.Null(await server.Database.ReadAsync(db => db.Mails.Where(mail => mail.Id == old[0].Id).Select(mail => mail.BouncedAt).SingleAsync(Stop), Stop));
        Assert.All(imap.Asked, command => Assert.Matches("^(CAPABILITY|LOGIN|LIST|EXAMINE|UID SEARCH|UID FETCH \\S+ \\(UID BODY.PEEK|UID FETCH \\S+ \\(BODY.PEEK|IDLE|NOOP)", command));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Where_the_server_hangs_up_in_the_middle_nothing_is_lost_and_nothing_recorded_twice(On on)
    {
        await using var imap = new LocalImapServer { HangsUpAtFetch = 3 };
        await using var server = await CrmServer.StartAsync(on, demo: false, imap.Settings);
        var mails = await MailAsync(server, 6);
        Deliver(imap, mails[..4]);
        await RecordedAsync(server, 4);
        // Away for a while, with more in the box when it is back.
        imap.IsDown = true;
        imap.HangUp();
        Deliver(imap, mails[4..]);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        imap.IsDown = false;
        await RecordedAsync(server, 6);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_comes_in_later_is_heard_at_once_where_the_server_can_tell_and_otherwise_within_a_minute(bool hasIdle)
    {
        await using var imap = new LocalImapServer { HasIdle = hasIdle };
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: false, imap.Settings);
        var mails = await MailAsync(server, 2);
        foreach (var mail in mails)
        {
            imap.Deliver(Bounce(mail));
            await RecordedAsync(server, mails.IndexOf(mail) + 1, step: hasIdle ? TimeSpan.Zero : TimeSpan.FromSeconds(20));
        }
        Assert.Equal(hasIdle, imap.Asked.Contains("IDLE"));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_box_that_is_numbered_anew_is_read_again_and_nothing_in_it_counts_twice(On on)
    {
        await using var imap = new LocalImapServer();
        await using var server = await CrmServer.StartAsync(on, demo: false, imap.Settings);
        var mails = await MailAsync(server, 5);
        Deliver(imap, mails[..3]);
        await RecordedAsync(server, 3);
        imap.NumberAnew();
        Deliver(imap, mails[3..]);
        await RecordedAsync(server, 5);
        var position = await server.Database.ReadAsync(db => db.BoxPositions.SingleAsync(Stop), Stop);
        Assert.Equal((2, 5), (position.UidValidity, position.LastUid));
    }

    [Fact]
    public async Task A_server_that_was_away_goes_on_where_it_was()
    {
        await using var folder = new TestFolder();
        await using var imap = new LocalImapServer();
        string[] settings = ["--data", folder.Path, .. await DatabaseTemplate.CopyAsync(On.Sqlite, demo: false, folder.Path), .. imap.Settings];
        List<MailMessage> mails;
        await using (var before = await CrmServer.StartAsync(settings))
        {
            mails = await MailAsync(before, 4);
            Deliver(imap, mails[..2]);
            await RecordedAsync(before, 2);
        }
        Deliver(imap, mails[2..]);
        imap.Asked.Clear();
        await using var after = await CrmServer.StartAsync(settings);
        await RecordedAsync(after, 4);
        Assert.Contains("UID SEARCH UID 3:*", imap.Asked);
        Assert.Equal(2, imap.Asked.Count(command => command.Contains("BODY.PEEK[]", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Two_servers_on_one_database_record_each_once()
    {
        await using var folder = new TestFolder();
        await using var imap = new LocalImapServer();
        string[] settings = ["--data", folder.Path, .. await DatabaseTemplate.CopyAsync(On.Postgres, demo: false, folder.Path), .. imap.Settings];
        await using var one = await CrmServer.StartAsync(settings);
        await using var other = await CrmServer.StartAsync(settings);
        await Eventually.TrueAsync(() => imap.Listening == 2, "both listen");
        var mails = await MailAsync(one, 25);
        foreach (var mail in mails)
        {
            imap.Deliver(Bounce(mail));
            // Time enough for the one to be in the middle of the last while the other begins with this.
            await Task.Delay(5, Stop);
        }
        await RecordedAsync(one, 25);
        await Eventually.TrueAsync(() => imap.Listening == 2, "both have read all");
        await RecordedAsync(other, 25);
    }

    [Fact]
    public async Task A_password_that_is_refused_is_tried_again_ever_less_often()
    {
        await using var imap = new LocalImapServer();
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: false, [.. imap.Settings, "--Imap:Password", "vergeten"]);
        var tried = new List<DateTimeOffset>();
        await Eventually.TrueAsync(() =>
        {
            server.Clock.Advance(TimeSpan.FromMilliseconds(500));
            if (Logins(imap) > tried.Count)
                tried.Add(server.Clock.GetUtcNow());
            return tried.Count == 4;
        }, "it has tried four times");
        Assert.All(Enumerable.Range(1, 3), attempt => Assert.True(tried[attempt] - tried[attempt - 1] >= TimeSpan.FromSeconds(Math.Pow(2, attempt) - 1), $"attempt {attempt}"));
    }

    static int Logins(LocalImapServer imap) => imap.Asked.Count(command => command.StartsWith("LOGIN", StringComparison.Ordinal));

    /// <summary>So many mails about one relation, each to somebody else.</summary>
    static async Task<List<MailMessage>> MailAsync(CrmServer server, int count)
    {
        var relation = (await Campaigns.CampaignDriver.PeopleAsync(server, 1))[0].RelationId;
        List<Guid> ids = [];
        for (var at = 0; at < count; at++)
            ids.Add(await server.Services.GetRequiredService<Mailbox>().QueueAsync(new("message", "nl", $"jan{at}@kaas.example", "Jan")
            {
                Values = new Dictionary<string, object?> { ["name"] = "Jan", ["subject"] = $"Bericht {at}", ["message"] = "", ["link"] = "" }, RelationId = relation,
            }, Stop));
        return await server.Database.ReadAsync(db => db.Mails.Where(mail => ids.Contains(mail.Id)).OrderBy(mail => mail.Id).ToListAsync(Stop), Stop);
    }

    static string Bounce(MailMessage mail) => BounceMail.Of(BounceMail.IdOf(mail), mail.ToAddress);

    static void Deliver(LocalImapServer imap, List<MailMessage> mails)
    {
        foreach (var mail in mails)
            imap.Deliver(Bounce(mail));
    }

    /// <summary>Waits, and lets the clock run so that a server that lost touch tries again.</summary>
    static async Task RecordedAsync(CrmServer server, int count, TimeSpan? step = null)
    {
        await Eventually.TrueAsync(async () =>
        {
            server.Clock.Advance(step ?? TimeSpan.FromSeconds(1));
            return await server.Database.ReadAsync(db => db.Mails.CountAsync(mail => mail.BouncedAt != null, Stop), Stop) >= count;
        }, $"{count} are recorded");
        Assert.Equal(count, await server.Database.ReadAsync(db => db.Dossier.CountAsync(item => item.Kind == DossierKind.MailBounced, Stop), Stop));
    }
}
