using System.Text.RegularExpressions;
using Crm.Data;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Tasks;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm;

/// <summary>Each page, filled by the demo company, in both languages, on a desk and on a phone, by day and by night: it shows, axe finds nothing, nothing sticks out.</summary>
public sealed partial class EveryPageTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    /// <summary>Views of a page: its language, the width of its window, and whether it is dark. Two that differ in everything; who asks for pictures gets all four.</summary>
    static readonly (string Language, int Width, bool Dark)[] Views = Environment.GetEnvironmentVariable("CRM_PICTURES") is { Length: > 0 }
        ? [("nl", 1440, false), ("en", 1440, true), ("nl", 390, true), ("en", 390, false)]
        : [("nl", 1440, false), ("en", 390, true)];

    public static TheoryData<string, string> Pages => new()
    {
        { "sanne", "/" },
        { "sanne", "/relations" },
        { "sanne", "/relations?columns=Town,Phone,Responsible,relation_koelt_nu_met,organisation_koudemiddel&organisation_koudemiddel=co2" },
        { "sanne", "/relations/duplicates" },
        { "sanne", "/relations/merge" },
        { "sanne", "/relations/register" },
        { "sanne", "/relations/new" },
        { "sanne", "/relations/new/domestic" },
        { "sanne", "/forecasts" },
        { "sanne", "/forecasts?view=list" },
        { "sanne", "/forecasts?new=1" },
        { "sanne", "/forecasts/pipeline" },
        { "sanne", "/quotes" },
        { "sanne", "/projects" },
        { "sanne", "/campaigns" },
        { "sanne", "/contact-moments" },
        { "sanne", "/mail" },
        { "sanne", "/account" },
        { "sanne", "/account/password" },
        { "sanne", "/settings/users" },
        { "sanne", "/no-such-page" },
        { "marieke", "/" },
        { "marieke", "/dashboard" },
        { "marieke", "/dashboard/open" },
        { "marieke", "/dashboard/targets" },
        { "marieke", "/dashboard/scored" },
        { "marieke", "/dashboard/not-scored" },
        { "marieke", "/dashboard/contact-moments" },
        { "marieke", "/dashboard/quotes" },
        { "marieke", "/dashboard/quote-rows" },
        { "marieke", "/dashboard/quote-rows?figure=Answered" },
        { "marieke", "/dashboard/rows" },
        { "marieke", "/dashboard/rows?figure=Moved&step=Opening" },
        { "marieke", "/dashboard/contacts" },
        { "marieke", "/dashboard/own" },
        { "marieke", "/dashboard/subscriptions" },
        { "petra", "/processes" },
        { "petra", "/relations/import" },
        { "petra", "/settings" },
        { "petra", "/settings/catalogue" },
        { "petra", "/settings/templates" },
        { "petra", "/settings/templates/house?file=letterhead" },
        { "petra", "/settings/templates/standard" },
        { "petra", "/settings/profiles" },
        { "petra", "/settings/profiles/new" },
        { "petra", "/settings/forecast-statuses" },
        { "petra", "/settings/lists" },
        { "petra", "/settings/custom-fields" },
        { "petra", "/settings/custom-fields?of=Organisation" },
        { "petra", "/settings/suppressions" },
        { "petra", "/settings/contact-forms" },
        { "adil", "/settings" },
        { "adil", "/settings/users" },
        { "adil", "/settings/company" },
        { "adil", "/settings/outbox" },
        { "adil", "/settings/register" },
        { "adil", "/parts" },
        { "", "/sign-in" },
        { "", "/portal/no-such-link" },
        { "", "/portal/verify" },
        { "", "/portal/login" },
    };

    public static TheoryData<string, string> Records => new()
    {
        { "sanne", "relation" },
        { "sanne", "details of a relation" },
        { "sanne", "history of a relation" },
        { "petra", "erasure of a person" },
        { "sanne", "merge of relations" },
        { "sanne", "relation beside the register" },
        { "sanne", "open forecast" },
        { "sanne", "scored forecast" },
        { "sanne", "draft quote" },
        { "sanne", "sent quote" },
        { "sanne", "signed quote" },
        { "marieke", "review of a quote" },
        { "marieke", "review of a relation" },
        { "sanne", "own task" },
        { "sanne", "submission" },
        { "sanne", "project" },
        { "sanne", "campaign" },
        { "sanne", "people of a campaign" },
        { "sanne", "return of a campaign" },
        { "", "unsubscribe link" },
        { "petra", "process" },
        { "sanne", "mail" },
        { "", "quote in the portal" },
        { "sanne", "relation that never was" },
    };

    [Theory, MemberData(nameof(Pages))]
    public Task Shows_in_both_languages_on_desk_and_phone_and_axe_finds_nothing(string who, string address) =>
        LookAsync(who, address, (who.Length > 0 ? who : "anonymous") + NotInFileNames().Replace(address, "-"));

    [Theory, MemberData(nameof(Records))]
    public async Task A_record_shows_in_both_languages_on_desk_and_phone_and_axe_finds_nothing(string who, string record) =>
        await LookAsync(who, await demo.AddressOfAsync(record), "record-" + record.Replace(' ', '-'));

    async Task LookAsync(string who, string address, string name)
    {
        foreach (var (language, width, dark) in Views)
        {
            await using var visitor = await chromium.OpenAsync(demo.Server, language, width, width == 390 ? 844 : 1000, dark);
            if (who.Length > 0)
                await demo.SignInAsync(visitor, who, language);
            await visitor.GoToAsync(address);
            await visitor.SettledAsync();
            await visitor.PictureAsync($"{name}-{language}-{width}{(dark ? "-dark" : "")}");
            await visitor.CheckAsync($"{address} {language} {width}");
        }
    }

    [GeneratedRegex("[^a-z0-9]")]
    private static partial Regex NotInFileNames();
}

/// <summary>One server with the demo company for all tests that only look.</summary>
public sealed partial class DemoServer : IAsyncLifetime
{
    readonly Dictionary<(string Who, string Language), IReadOnlyList<BrowserContextCookiesResult>> sessions = [];

    public CrmServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await CrmServer.StartAsync(On.Sqlite, demo: true);

    /// <summary>Sets the language that an employee chose.</summary>
    public Task SpeakAsync(string who, string language) => Server.Database.WriteAsync(db =>
        db.Users.Where(user => user.Email == who + "@brekelmans.example").ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language)));

    /// <summary>By the page the first time, and from then on with the session that came of it: these tests are about the pages behind it.</summary>
    public async Task SignInAsync(Visitor visitor, string who, string language)
    {
        if (sessions.TryGetValue((who, language), out var session))
        {
            await visitor.Page.Context.AddCookiesAsync(session.Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = Server.BaseAddress.ToString() }));
            return;
        }
        await SpeakAsync(who, language);
        await visitor.SignInAsync(who);
        sessions[(who, language)] = await visitor.Page.Context.CookiesAsync();
    }

    /// <summary>Where the demo company has such a record.</summary>
    public Task<string> AddressOfAsync(string record) => Server.Database.ReadAsync(db => record switch
    {
        // The one with the most to show.
        "relation" => Only(db.Relations.OrderByDescending(r => db.Quotes.Count(q => q.RelationId == r.Id)).ThenBy(r => r.Id).Select(r => r.Id), Urls.Relation),
        "details of a relation" => Only(db.Relations.OrderBy(r => r.Number).Select(r => r.Id), id => Urls.Relation(id) + "?tab=details"),
        "history of a relation" => Only(db.Relations.OrderByDescending(r => db.FieldChanges.Count(c => c.RecordId == r.Id)).ThenBy(r => r.Id).Select(r => r.Id), id => Urls.Relation(id) + "?tab=history"),
        "erasure of a person" => Only(db.Persons.OrderByDescending(p => db.Contacts.Any(c => c.PersonId == p.Id && db.Envelopes.Any(e => e.ContactId == c.Id && e.Status == Signing.EnvelopeStatus.Signed))).ThenBy(p => p.Id).Select(p => p.Id), id => Urls.Erase(id)),
        "merge of relations" => MergeAddressAsync(db),
        "relation beside the register" => Only(db.Relations.Where(r => r.Organisation!.Name.StartsWith("Zuivelfabriek")).Select(r => r.Id), Urls.Register),
        "open forecast" => Only(db.Forecasts.Where(f => f.Result == ForecastResult.Open).OrderByDescending(f => db.Quotes.Count(q => q.ForecastId == f.Id)).ThenBy(f => f.Id).Select(f => f.Id), Urls.Forecast),
        "scored forecast" => Only(db.Forecasts.Where(f => f.Result == ForecastResult.Scored).OrderBy(f => f.Id).Select(f => f.Id), Urls.Forecast),
        "draft quote" => Only(QuotesThatAre(db, QuoteStatus.Draft), Urls.Quote),
        "sent quote" => Only(QuotesThatAre(db, QuoteStatus.Sent), Urls.Quote),
        "signed quote" => Only(QuotesThatAre(db, QuoteStatus.Signed), Urls.Quote),
        "review of a quote" => Only(OpenTasks(db).Where(t => t.SubjectKind == "quote" && t.RoleName == Roles.Reviewer).Select(t => t.Id), Urls.Task),
        "review of a relation" => Only(OpenTasks(db).Where(t => t.SubjectKind == "submission").Select(t => t.Id), Urls.Task),
        "own task" => Only(OpenTasks(db).Where(t => t.AssigneeId != null).Select(t => t.Id), Urls.Task),
        "submission" => Only(db.Submissions.OrderBy(s => s.Id).Select(s => s.Id), Urls.Submission),
        "project" => Only(db.Projects.OrderBy(p => p.Id).Select(p => p.Id), Urls.Project),
        "campaign" => Only(Campaigns(db), Urls.Campaign),
        "people of a campaign" => Only(Campaigns(db), id => Urls.Campaign(id) + "?tab=people"),
        "return of a campaign" => Only(Campaigns(db), id => Urls.Campaign(id) + "?tab=return"),
        "unsubscribe link" => UnsubscribeAsync(db),
        "process" => db.Tasks.Where(t => t.Status == UserTaskStatus.Open && t.SubjectKind == "quote").OrderBy(t => t.Id).Select(t => Urls.Process(t.WorkflowInstanceId)).FirstAsync(),
        "mail" => Only(db.Mails.Where(m => m.QuoteId != null).OrderBy(m => m.Id).Select(m => m.Id), Urls.MailMessage),
        "quote in the portal" => PortalAddressAsync(db),
        "relation that never was" => Task.FromResult(Urls.Relation(Guid.CreateVersion7())),
        _ => throw new ArgumentException($"The demo company keeps no {record}."),
    });

    static IQueryable<Guid> QuotesThatAre(CrmDbContext db, QuoteStatus status) => db.Quotes.Where(quote => quote.Status == status).OrderByDescending(quote => quote.Id).Select(quote => quote.Id);

    static IQueryable<Guid> Campaigns(CrmDbContext db) => db.Campaigns.OrderByDescending(c => db.CampaignMembers.Count(m => m.CampaignId == c.Id)).ThenBy(c => c.Id).Select(c => c.Id);

    static async Task<string> UnsubscribeAsync(CrmDbContext db) => Urls.Unsubscribe((await FirstAsync(db.CampaignMembers.Where(m => m.Token != null).OrderBy(m => m.Id).Select(m => m.Token)))!);

    static IQueryable<UserTask> OpenTasks(CrmDbContext db) => db.Tasks.Where(task => task.Status == UserTaskStatus.Open).OrderBy(task => task.Id);

    static async Task<string> Only(IQueryable<Guid> ids, Func<Guid, string> address) => address(await FirstAsync(ids));

    static async Task<string> MergeAddressAsync(CrmDbContext db)
    {
        var two = await db.Relations.OrderBy(relation => relation.Id).Select(relation => relation.Id).Take(2).ToListAsync();
        return Urls.Merge("Relation", two[1], two[0]);
    }

    static async Task<string> PortalAddressAsync(CrmDbContext db) =>
        PortalLink().Match(await FirstAsync(db.Mails.Where(mail => mail.Text.Contains("/portal/")).OrderByDescending(mail => mail.Id).Select(mail => mail.Text))).Value;

    /// <summary>Some records are made by processes that go on when the server starts: their letters take a moment.</summary>
    static async Task<T> FirstAsync<T>(IQueryable<T> records)
    {
        for (var patience = 0; patience < 300 && !await records.AnyAsync(); patience++)
            await Task.Delay(200);
        return await records.FirstAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [GeneratedRegex(@"/portal/[\w-]+")]
    private static partial Regex PortalLink();
}
