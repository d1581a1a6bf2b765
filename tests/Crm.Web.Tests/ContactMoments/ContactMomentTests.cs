using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.ContactMoments;

public sealed class ContactMomentTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Contact_is_logged_with_its_file_and_its_next_appointment(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, relationId) = (await server.SignInAsync("sanne"), await ForecastDriver.RelationAsync(server));
        var logged = await LogAsync(sanne, await EntryAsync(sanne, relationId, next: true), ("meetstaat.txt", "Cel 3: 96 uur"));
        Assert.Equal(HttpStatusCode.Created, logged.StatusCode);
        var moment = await FindAsync(sanne, logged.Headers.Location!);
        Assert.Equal("meetstaat.txt", Assert.Single(moment.Files).FileName);

        var list = await sanne.GetFromJsonAsync<ContactMomentQueries.Rows>($"/api/contact-moments?relationId={relationId}&state=Planned", Json, Stop);
        var planned = Assert.Single(list!.Items);
        Assert.Equal(("Offerte doornemen", true), (planned.Subject, planned.IsPlanned));
        var download = await sanne.GetAsync($"/api/files/{moment.Files[0].Id}", Stop);
        Assert.Equal("Cel 3: 96 uur", await download.Content.ReadAsStringAsync(Stop));
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", download.Headers.GetValues("X-Content-Type-Options").Single());
        var calendar = await sanne.GetStringAsync($"/api/contact-moments/{planned.Id}/calendar.ics", Stop);
        Assert.Contains("DTSTART:20261130T090000Z", calendar, StringComparison.Ordinal);
        Assert.Contains("Offerte doornemen", calendar, StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Hostile_HTML_in_a_report_is_cleaned(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, relationId) = (await server.SignInAsync("sanne"), await ForecastDriver.RelationAsync(server));
        var entry = await EntryAsync(sanne, relationId);
        entry["report"] = """<p onclick="steal()">Goed <b>gesprek</b></p><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a><iframe src="//evil.example"></iframe>""";
        var answer = await sanne.PostAsJsonAsync("/api/contact-moments", entry, Stop);
        var moment = await FindAsync(sanne, answer.Headers.Location!);
        Assert.Contains("<b>gesprek</b>", moment.Report, StringComparison.Ordinal);
        foreach (var evil in new[] { "script", "onclick", "onerror", "javascript:", "iframe", "<img" })
            Assert.DoesNotContain(evil, moment.Report, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_file_that_is_forbidden_or_not_what_it_says_is_refused_and_nothing_is_logged()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var (sanne, relationId) = (await server.SignInAsync("sanne"), await ForecastDriver.RelationAsync(server));
        foreach (var (name, bytes) in new[] { ("virus.exe", "MZ"), ("pagina.html", "<script>alert(1)</script>"), ("offerte.pdf", "dit is geen pdf"), ("leeg.txt", "") })
        {
            var answer = await LogAsync(sanne, await EntryAsync(sanne, relationId), (name, bytes));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains(name, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
        Assert.Equal(0, await server.Database.ReadAsync(db => db.ContactMoments.CountAsync(Stop), Stop));
        Assert.Equal(0, await server.Database.ReadAsync(db => db.Files.CountAsync(Stop), Stop));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_in_words()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var (sanne, relationId) = (await server.SignInAsync("sanne"), await ForecastDriver.RelationAsync(server));
        var answer = await LogAsync(sanne, await EntryAsync(sanne, relationId), ("groot.txt", new string('x', Documents.FileDesk.MaxBytes + 1)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("20 MB", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Bad_input_is_told_field_by_field(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await server.SignInAsync("sanne");
        var answer = await sanne.PostAsJsonAsync("/api/contact-moments", new
        {
            relationId = Guid.NewGuid(), contactId = Guid.NewGuid(), formId = Guid.NewGuid(), at = "2027-01-01T10:00:00Z", subject = " ",
            next = new { at = "2020-01-01T10:00:00Z", subject = "x" },
        }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["errors"]!.AsObject().Select(field => field.Key);
        Assert.Equal(["at", "contactId", "formId", "next.at", "relationId", "subject"], errors.Order(StringComparer.Ordinal));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_planned_contact_moment_is_held_once_and_a_stale_change_is_a_conflict(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, relationId) = (await server.SignInAsync("sanne"), await ForecastDriver.RelationAsync(server));
        var form = await FormAsync(sanne);
        var made = await sanne.PostAsJsonAsync("/api/contact-moments/planned", new { relationId, formId = form, at = "2026-11-24T10:00:00Z", subject = "Nabellen" }, Stop);
        var moment = await FindAsync(sanne, made.Headers.Location!);
        server.Clock.Advance(TimeSpan.FromDays(2));
        // Two days on, the session is over.
        sanne = await server.SignInAsync("sanne");
        object Held() => new { revision = moment.Revision, at = "2026-11-24T10:05:00Z", subject = "Nagebeld", report = "<p>Akkoord</p>" };
        var path = $"/api/contact-moments/{moment.Row.Id}";
        Assert.Equal(HttpStatusCode.NoContent, (await sanne.PostAsJsonAsync(path + "/held", Held(), Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await sanne.PostAsJsonAsync(path + "/held", Held(), Stop)).StatusCode);
        var stale = new { revision = moment.Revision, formId = form, at = "2026-11-24T10:05:00Z", subject = "Anders" };
        Assert.Equal(HttpStatusCode.Conflict, (await sanne.PutAsJsonAsync(path, stale, Stop)).StatusCode);
        Assert.Equal("Nagebeld", (await FindAsync(sanne, made.Headers.Location!)).Row.Subject);
        var bas = await server.SignInAsync("bas");
        Assert.Equal(HttpStatusCode.Forbidden, (await bas.PutAsJsonAsync(path, stale, Stop)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_visit_without_a_next_appointment_asks_for_a_follow_up_and_planning_it_ends_the_process(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, relationId) = (await server.SignInAsync("sanne"), await ForecastDriver.RelationAsync(server));
        var entry = await EntryAsync(sanne, relationId);
        entry["formId"] = await server.Database.ReadAsync(db => db.ContactForms.Where(f => f.FollowUpDefinitionId != null).OrderBy(f => f.Order).Select(f => f.Id).FirstAsync(Stop), Stop);
        var logged = await sanne.PostAsJsonAsync("/api/contact-moments", entry, Stop);
        Assert.Equal(HttpStatusCode.Created, logged.StatusCode);
        var task = await server.Database.ReadAsync(db => db.Tasks.SingleAsync(t => t.SubjectKind == "contact-moment", Stop), Stop);
        (await sanne.PostAsJsonAsync($"/api/tasks/{task.Id}/complete", new { outcome = "Plan" }, Stop)).EnsureSuccessStatusCode();
        var planned = await server.Database.ReadAsync(db => db.ContactMoments.SingleAsync(m => m.IsPlanned, Stop), Stop);
        Assert.Equal(task.SubjectId, planned.FollowsId);
        Assert.Equal("Finished", await server.Database.ReadAsync(db => db.WorkflowInstances.Where(i => i.Id == task.WorkflowInstanceId).Select(i => i.Status).SingleAsync(Stop), Stop));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_timeline_runs_newest_first_page_by_page_in_the_readers_language(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, relationId) = (await server.SignInAsync("sanne"), await ForecastDriver.RelationAsync(server));
        for (var day = 1; day <= 5; day++)
        {
            var entry = await EntryAsync(sanne, relationId);
            // Two at the same moment: the page break falls between them.
            (entry["at"], entry["subject"]) = ($"2026-11-{10 + day / 2:00}T09:00:00Z", $"Gesprek {day}");
            (await sanne.PostAsJsonAsync("/api/contact-moments", entry, Stop)).EnsureSuccessStatusCode();
        }
        var queries = server.Services.GetRequiredService<DossierQueries>();
        List<DossierItem> items = [];
        DossierPlace? before = null;
        while (await queries.TimelineAsync(new(relationId), Actor.System, new(), before, 2, Stop) is { Entries: { Count: > 0 } page })
        {
            items.AddRange(page.Select(entry => entry.Item));
            before = page[^1].Place;
        }
        Assert.Equal(5, items.DistinctBy(item => item.Id).Count());
        Assert.Equal(items.OrderByDescending(item => item.At).ThenByDescending(item => item.Id).Select(item => item.Id), items.Select(item => item.Id));
        var changed = new DossierItem { Kind = DossierKind.ForecastClosed, At = default, ByName = "Sanne", Door = Door.Page, Details = new() { ["result"] = "Scored", ["amount"] = "44400" } };
        Assert.Equal(("Gesloten en gescoord", "€\u00A044.400,00"), Told("nl", changed));
        Assert.Equal(("Closed and scored", "€44,400.00"), Told("en", changed));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Files_and_contact_moments_are_for_employees_and_what_is_confidential_for_fewer(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, bas, marieke) = (await server.SignInAsync("sanne"), await server.SignInAsync("bas"), await server.SignInAsync("marieke"));
        var sannesId = (await sanne.GetFromJsonAsync<SessionApi.Session>("/api/session", Stop))!.UserId;
        var file = await server.Services.GetRequiredService<Documents.FileDesk>().StoreAsync(
            new("afwijzing.txt", "vertrouwelijk"u8.ToArray()), null, new(sannesId, "Sanne de Wit", Door.Page, []), Stop, isConfidential: true);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync($"/api/files/{file.Id}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/contact-moments", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bas.GetAsync($"/api/files/{file.Id}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await sanne.GetAsync($"/api/files/{file.Id}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await marieke.GetAsync($"/api/files/{file.Id}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sanne.GetAsync($"/api/files/{Guid.NewGuid()}", Stop)).StatusCode);
        await WithoutRolesAsync(server, "thijs");
        Assert.Equal(HttpStatusCode.Forbidden, (await (await server.SignInAsync("thijs")).GetAsync($"/api/files/{file.Id}", Stop)).StatusCode);
    }

    static (string, string) Told(string language, DossierItem item)
    {
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo(language);
        var sentence = DossierSentence.Of(item, _ => "");
        System.Globalization.CultureInfo.CurrentUICulture = before;
        return (sentence.Title, sentence.Line);
    }

    static Task WithoutRolesAsync(CrmServer server, string who) => server.Database.WriteAsync(async db =>
    {
        var id = await db.Users.Where(user => user.Email!.StartsWith(who)).Select(user => user.Id).SingleAsync(Stop);
        db.UserRoles.RemoveRange(await db.UserRoles.Where(role => role.UserId == id).ToListAsync(Stop));
    }, Stop);

    static async Task<Guid> FormAsync(HttpClient client) => (await client.GetFromJsonAsync<List<ContactMomentQueries.Form>>("/api/contact-moments/forms", Json, Stop))![0].Id;

    static async Task<JsonObject> EntryAsync(HttpClient client, Guid relationId, bool next = false) => new()
    {
        ["relationId"] = relationId, ["formId"] = await FormAsync(client), ["at"] = "2026-11-23T08:30:00Z", ["subject"] = "Rondgang rijpingscellen", ["report"] = "<p>Goed gesprek.</p>",
        ["next"] = next ? new JsonObject { ["at"] = "2026-11-30T09:00:00Z", ["subject"] = "Offerte doornemen" } : null,
    };

    static async Task<ContactMomentQueries.Whole> FindAsync(HttpClient client, Uri location) => (await client.GetFromJsonAsync<ContactMomentQueries.Whole>(location, Json, Stop))!;

    static Task<HttpResponseMessage> LogAsync(HttpClient client, JsonObject entry, params (string Name, string Text)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(entry.ToJsonString()), "contactMoment" } };
        foreach (var (name, text) in files)
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(content, "files", name);
        }
        return client.PostAsync("/api/contact-moments", form, Stop);
    }
}
