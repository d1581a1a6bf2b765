using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Dashboard.Behind;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Language;
using Crm.Portal;
using Crm.Quotes;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;
using Crm.Signing;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Dashboard;

/// <summary>What the dashboard says of quotes while their customers open, sign, decline and forget them.</summary>
public sealed class QuoteFiguresTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_quote_is_told_from_the_minute_it_is_sent_until_it_is_signed(On on)
    {
        await using var scene = await SigningScene.StartAsync(on, lines: Discounted);
        var ruben = await scene.Server.SignInAsync("ruben");
        var visitor = await scene.SendAsync();
        var sent = await FiguresAsync(ruben);
        Assert.Equal((new Tally(1, 1_710m), Tally.None, new Tally(1, 1_710m)), (sent.Sent, sent.Opened, sent.Awaiting));

        scene.Server.Clock.Advance(TimeSpan.FromMinutes(40));
        await visitor.OpenAsync();
        scene.Server.Clock.Advance(TimeSpan.FromMinutes(75));
        await visitor.OpenAsync();
        var opened = await FiguresAsync(ruben);
        Assert.Equal((new Tally(1, 1_710m), 40m, null), (opened.Opened, opened.ToOpen.Median, opened.ToSign.Median));

        await visitor.SubmitAsync("code");
        await visitor.SubmitAsync("sign", ("code", await scene.CodeAsync()), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"));
        var signed = await FiguresAsync(ruben);
        Assert.Equal((100m, new Tally(1, 1_710m), Tally.None, 1m), (signed.Acceptance.ByNumber, signed.Acceptance.Signed, signed.Awaiting, signed.VersionsPerQuote));
        Assert.Equal((115m, 75m), (signed.ToSign.Median, signed.OpenToSign.Median));
        // 2,000 less a tenth of 1,000, and a tenth of the 1,900 that leaves; 255 of the cost is of a line that the customer does not see.
        Assert.Equal((1_710m, 1_105m, 290m), (signed.Signed.Net, signed.Signed.Cost, signed.Signed.Discount));
        Assert.Equal((35.4m, 14.5m), (signed.Signed.MarginPercent, signed.Signed.DiscountPercent));
        Assert.Equal([QuoteStatus.Signed], signed.Fates.Select(fate => fate.Status));
        Assert.Equal(new Tally(1, 1_710m), signed.Days[0].Acceptance.Signed);
        var row = Assert.Single((await ruben.GetFromJsonAsync<DashboardQuotes.Page>("/api/dashboard/quote-rows?figure=Answered&discount=3&status=Signed", Json, Stop))!.Items);
        Assert.Equal((scene.QuoteId, 35.4m, 14.5m), (row.Id, row.MarginPercent, row.DiscountPercent));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_number_counts_once_by_its_last_version(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var ruben = await scene.Server.SignInAsync("ruben");
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("decline", ("reason", "Te duur"));
        var declined = await FiguresAsync(ruben);
        Assert.Equal((0m, 1m, QuoteStatus.Declined), (declined.Acceptance.ByNumber, declined.VersionsPerQuote, declined.Fates.Single().Status));

        var (sanne, marieke) = (await ActorAsync(scene, "sanne", Roles.Sales), await ActorAsync(scene, "marieke", Roles.Reviewer));
        var next = await scene.Get<QuoteComposer>().ReviseAsync(scene.QuoteId, sanne, Stop);
        var revised = await FiguresAsync(ruben);
        // Nothing was sent since: writing a next version hides no refusal.
        Assert.Equal((1, QuoteStatus.Declined), (revised.Acceptance.NotSigned.Number, revised.Fates.Single().Status));
        await scene.Get<QuoteComposer>().RequestReviewAsync(next.Id, sanne, Stop);
        await scene.Get<QuoteComposer>().ApproveAsync(next.Id, marieke, Stop);
        await Eventually.TrueAsync(async () => (await FiguresAsync(ruben)).Awaiting.Number == 1, "the second version is sent");
        Assert.Equal(0, (await FiguresAsync(ruben)).Acceptance.Answered.Number);
        scene.Server.Clock.Advance(TimeSpan.FromDays(Quote.DaysValid + 2));
        await Eventually.TrueAsync(async () => (await FiguresAsync(await scene.Server.SignInAsync("ruben"))).Expired.Number == 1, "the second version expires");
        var expired = await FiguresAsync(await scene.Server.SignInAsync("ruben"), $"?year={scene.Server.Clock.Today().Year}");
        Assert.Equal((2m, 1), (expired.VersionsPerQuote, expired.Versions[1].Acceptance.NotSigned.Number));
        Assert.Equal(0m, expired.Acceptance.ByNumber);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_was_given_off_before_it_was_kept_is_worked_out_at_the_next_start(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var ruben = await server.SignInAsync("ruben");
        var kept = (await FiguresAsync(ruben)).Signed;
        Assert.True(kept.Discount > 0);
        await server.Database.WriteAsync(db => db.Quotes.ExecuteUpdateAsync(set => set.SetProperty(quote => quote.DiscountAmount, (decimal?)null), Stop), Stop);
        Assert.Equal(0, (await FiguresAsync(ruben)).Signed.Discount);
        await server.Services.GetRequiredService<DatabaseSetup>().RunAsync(Stop);
        Assert.Equal(kept, (await FiguresAsync(ruben)).Signed);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Who_sees_only_the_own_forecasts_gets_only_quotes_about_those(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        await server.Database.WriteAsync(async db => (await db.Users.SingleAsync(user => user.Email!.StartsWith("thijs"), Stop)).Sight = Sight.Own, Stop);
        var (ruben, thijs, id) = (await server.SignInAsync("ruben"), await server.SignInAsync("thijs"), await server.Database.ReadAsync(db => db.Users.Where(user => user.Email!.StartsWith("thijs")).Select(user => user.Id).SingleAsync(Stop), Stop));
        var (all, own) = (await FiguresAsync(ruben), await FiguresAsync(thijs));
        Assert.InRange(own.Sent.Number, 1, all.Sent.Number - 1);
        Assert.Equal((await FiguresAsync(ruben, $"?employeeId={id}")).Sent, own.Sent);
        Assert.Equal(own.Sent, (await thijs.GetFromJsonAsync<DashboardQuotes.Page>("/api/dashboard/quote-rows?figure=Sent", Json, Stop))!.Total);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/dashboard/quotes", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/dashboard/quote-rows?figure=Sent", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/dashboard/export/quote-rows?figure=Sent", Stop)).StatusCode);
    }

    static IReadOnlyList<LineEntry> Discounted { get; } =
    [
        SigningScene.Line(LineKind.Article, "Koelunit", 1, 1_000) with { Discount = 10, CostPrice = 500 },
        SigningScene.Line(LineKind.Article, "Leidingwerk", 1, 1_000) with { CostPrice = 350 },
        SigningScene.Line(LineKind.Cost, "Reiskosten", 1, 0) with { IsCharged = false, CostPrice = 255 },
        SigningScene.Line(LineKind.Article, "Een optie die blijft liggen", 1, 900) with { IsOptional = true, Discount = 50 },
        new LineEntry(LineKind.Surcharge, "Projectkorting", Price: -10),
    ];

    static async Task<Actor> ActorAsync(SigningScene scene, string name, string role)
    {
        var user = await scene.Server.Database.ReadAsync(db => db.Users.SingleAsync(one => one.Email!.StartsWith(name), Stop), Stop);
        return new(user.Id, user.Name, Door.Page, [role]);
    }

    static async Task<QuoteSummary> FiguresAsync(HttpClient client, string query = "") => (await client.GetFromJsonAsync<QuoteSummary>("/api/dashboard/quotes" + query, Json, Stop))!;
}
