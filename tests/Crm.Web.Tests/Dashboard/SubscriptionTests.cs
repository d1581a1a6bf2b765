using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Dashboard.Figures;
using Crm.Dashboard.Own;
using Crm.Dashboard.Subscriptions;
using Crm.Data;
using Crm.Forecasts;
using Crm.Language;
using Crm.Mail;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using MiniExcelLibs;

namespace Crm.Dashboard;

public sealed class SubscriptionTests
{
    const string Subscriptions = "/api/dashboard/subscriptions";
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Rhythm.Daily, "2026-11-27 08:00", "2026-11-30 06:30")] // From a Friday to Monday, in winter.
    [InlineData(Rhythm.Daily, "2026-10-23 05:29", "2026-10-23 05:30")] // In summer half past seven is an hour earlier.
    [InlineData(Rhythm.Daily, "2026-10-23 05:30", "2026-10-26 06:30")] // The clock went back in the weekend.
    [InlineData(Rhythm.Weekly, "2026-03-26 06:30", "2026-04-02 05:30")] // The same Thursday a week later, and the clock went forward.
    [InlineData(Rhythm.Monthly, "2026-12-01 06:30", "2027-01-01 06:30")]
    [InlineData(Rhythm.Monthly, "2026-09-30 23:00", "2026-10-01 05:30")] // In the Netherlands it is the first already.
    public void The_next_time_is_on_a_Dutch_clock(Rhythm rhythm, string after, string next)
    {
        var subscription = new Subscription { UserId = Guid.Empty, Tab = "", Query = "", Rhythm = rhythm, Weekday = DayOfWeek.Thursday, At = new(7, 30), AttachedAs = AttachedAs.Pdf, NextAt = default };
        Assert.Equal(Instant(next), subscription.NextAfter(Instant(after)));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_mail_holds_the_figures_that_its_reader_may_see_when_it_is_sent_and_who_left_gets_none(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var (thijs, bas) = (await server.SignInAsync("thijs"), await server.SignInAsync("bas"));
        await SubscribeAsync(thijs, new { tab = "open", query = "", rhythm = "Weekly", weekday = "Monday", at = "07:30", attachedAs = "Excel" });
        await SubscribeAsync(bas, new { tab = "", rhythm = "Daily", at = "07:00" });
        // What they may see has changed since they subscribed.
        await server.Database.WriteAsync(async db =>
        {
            (await db.Users.AsTracking().SingleAsync(u => u.Email!.StartsWith("thijs"), Stop)).Sight = Sight.Own;
            (await db.Users.AsTracking().SingleAsync(u => u.Email!.StartsWith("bas"), Stop)).IsActive = false;
        }, Stop);

        await PassAsync(server, TimeSpan.FromDays(7));
        var mail = Assert.Single(await FiguresAsync(server, 1));

        var own = await server.Database.ReadAsync(db => db.Forecasts.Where(f => f.Result == ForecastResult.Open && db.Users.Any(u => u.Id == f.ResponsibleId && u.Email!.StartsWith("thijs"))).SumAsync(f => f.ExpectedAmount, Stop), Stop);
        using var reading = new ReadingAs("nl");
        Assert.Equal("thijs@brekelmans.example", mail.To.Mailboxes.Single().Address);
        Assert.Contains(Formats.EuroWhole(own), mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("/dashboard/open", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(Urls.Subscriptions, mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(own, await SumAsync(mail));
        await NobodyElseReadsItAsync(server);
        Assert.Equal(Instant("2026-12-07 06:30"), (await (await server.SignInAsync("thijs")).GetFromJsonAsync<List<SubscriptionRow>>(Subscriptions, Json, Stop))!.Single().NextAt);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task It_is_written_once_even_when_a_server_dies_before_it_can_say_so(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await SubscribeAsync(await server.SignInAsync("sanne"), new { tab = "scored", rhythm = "Daily", at = "07:30", attachedAs = "Pdf" });
        await PassAsync(server, TimeSpan.FromDays(1));
        Assert.EndsWith(".pdf", Assert.Single(await FiguresAsync(server, 1)).Attachments.OfType<MimePart>().Single().FileName);
        var message = await server.Database.ReadAsync(db => db.Outbox.SingleAsync(m => m.Kind == SubscriptionMail.OutboxKind, Stop), Stop);
        await server.Services.GetServices<IOutboxDeliverer>().Single(deliverer => deliverer.Kind == SubscriptionMail.OutboxKind).DeliverAsync(message, Stop);
        Assert.Equal(1, await CountAsync(server));
    }

    [Fact]
    public async Task Two_servers_write_it_once()
    {
        var folder = new TestFolder();
        await using var gone = folder;
        var settings = await DatabaseTemplate.CopyAsync(On.Postgres, demo: false, folder.Path);
        await using var one = await CrmServer.StartAsync(["--data", folder.Path, .. settings]);
        await using var other = await CrmServer.StartAsync(["--data", folder.Path, .. settings]);
        await SubscribeAsync(await one.SignInAsync("sanne"), new { tab = "scored", rhythm = "Daily", at = "07:30", attachedAs = "Excel" });
        await Task.WhenAll(PassAsync(one, TimeSpan.FromDays(1)), PassAsync(other, TimeSpan.FromDays(1)));
        await FiguresAsync(one, 1);
        await Task.WhenAll(one.Services.GetRequiredService<SubscriptionClock>().AskAsync(Stop), other.Services.GetRequiredService<SubscriptionClock>().AskAsync(Stop));
        await Eventually.TrueAsync(() => one.Database.ReadAsync(async db => !await db.Outbox.AnyAsync(m => m.DoneAt == null, Stop), Stop), "everything delivered");
        Assert.Equal(1, await CountAsync(one));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Everybody_sees_and_stops_only_their_own(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, bas) = (await server.SignInAsync("sanne"), await server.SignInAsync("bas"));
        var id = await SubscribeAsync(sanne, new { tab = "targets", query = "?on=2026-01-31&by=number", rhythm = "Monthly", at = "08:00" });
        var row = Assert.Single((await sanne.GetFromJsonAsync<List<SubscriptionRow>>(Subscriptions, Json, Stop))!);
        Assert.Equal(("targets", "?by=number", Instant("2026-12-01 07:00")), (row.Tab, row.Query, row.NextAt));
        Assert.Empty((await bas.GetFromJsonAsync<List<SubscriptionRow>>(Subscriptions, Json, Stop))!);
        Assert.Equal(HttpStatusCode.NotFound, (await bas.DeleteAsync($"{Subscriptions}/{id}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await sanne.DeleteAsync($"{Subscriptions}/{id}", Stop)).StatusCode);
        foreach (var wrong in new object[] { new { tab = "else", rhythm = "Daily" }, new { tab = "", rhythm = "Daily", at = "13:00" }, new { tab = "", rhythm = "Daily", at = "half acht" } })
            Assert.Equal(HttpStatusCode.BadRequest, (await sanne.PostAsJsonAsync(Subscriptions, wrong, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync(Subscriptions, Stop)).StatusCode);
        await PassAsync(server, TimeSpan.FromDays(9));
        await server.Services.GetRequiredService<SubscriptionClock>().AskAsync(Stop);
        Assert.Equal(0, await CountAsync(server));
    }

    static async Task<Guid> SubscribeAsync(HttpClient client, object entry) => (await (await client.PostAsJsonAsync(Subscriptions, entry, Stop)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Made>(Stop))!.Id;

    static Task PassAsync(CrmServer server, TimeSpan time)
    {
        server.Clock.Advance(time);
        return Task.CompletedTask;
    }

    /// <summary>The mails with figures, once there are so many; a worker that had just looked looks again.</summary>
    static async Task<IReadOnlyList<MimeMessage>> FiguresAsync(CrmServer server, int atLeast)
    {
        await Eventually.TrueAsync(async () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            return await server.Database.ReadAsync(db => db.Mails.CountAsync(m => m.OnlyForId != null && m.SentAt != null, Stop), Stop) >= atLeast;
        }, "the figures are mailed");
        var subjects = await server.Database.ReadAsync(db => db.Mails.Where(m => m.OnlyForId != null).Select(m => m.Subject).ToListAsync(Stop), Stop);
        return [.. (await PickedUp.FromAsync(server, atLeast)).Where(mail => subjects.Contains(mail.Subject!))];
    }

    static Task<int> CountAsync(CrmServer server) => server.Database.ReadAsync(db => db.Mails.CountAsync(m => m.OnlyForId != null, Stop), Stop);

    static async Task NobodyElseReadsItAsync(CrmServer server)
    {
        var (mail, adil) = await server.Database.ReadAsync(async db => (await db.Mails.SingleAsync(m => m.OnlyForId != null, Stop), await db.Users.SingleAsync(u => u.Email!.StartsWith("adil"), Stop)), Stop);
        var queries = server.Services.GetRequiredService<MailQueries>();
        foreach (var (reader, sees) in new[] { (mail.OnlyForId!.Value, true), (adil.Id, false) })
        {
            var actor = new Actor(reader, "", Door.Page, [Roles.Administrator]);
            Assert.Equal(sees, (await queries.ListAsync(null, actor, Stop)).Rows.Any(row => row.Id == mail.Id));
            Assert.Equal(sees, await queries.FindAsync(mail.Id, actor, Stop) is not null);
        }
    }

    static async Task<decimal> SumAsync(MimeMessage mail)
    {
        using var workbook = new MemoryStream();
        await mail.Attachments.OfType<MimePart>().Single().Content!.DecodeToAsync(workbook, Stop);
        return workbook.Query(useHeaderRow: true, sheetName: "Forecasts").Cast<IDictionary<string, object?>>().Sum(line => Convert.ToDecimal(line["Bedrag"], System.Globalization.CultureInfo.InvariantCulture));
    }

    static DateTime Instant(string text) => DateTime.SpecifyKind(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
