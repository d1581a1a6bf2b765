using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.ContactMoments;
using Crm.Forecasts;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Dossiers;

public sealed class DossierSearchTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_dossier_is_searched_in_what_it_shows_and_narrowed_to_a_theme(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, relation) = (await server.SignInAsync("sanne"), await ForecastDriver.RelationAsync(server));
        await LogAsync(sanne, server, relation, "Koffie in café De Zwaan", "<p>Over de <b>rijpingscellen</b> gesproken.</p>", "meetstaat hal 3.txt");
        await LogAsync(sanne, server, relation, "Rondgang", "<p>Niets bijzonders.</p>");
        await sanne.PostAsJsonAsync("/api/forecasts", new { relationId = relation, expectedAmount = 44_400m }, Stop);

        foreach (var (search, found) in new[] { ("cafe zwaan", 1), ("RIJPINGSCELLEN", 1), ("meetstaat", 1), ("sanne", 3), ("44.400", 1), ("forecast aangemaakt", 1), ("zwanen", 0), ("rondgang cafe", 0) })
            Assert.True(found == (await ReadAsync(sanne, relation, $"search={Uri.EscapeDataString(search)}")).Total, search);
        foreach (var (theme, found) in new[] { (DossierTheme.All, 3), (DossierTheme.Contact, 2), (DossierTheme.Files, 1), (DossierTheme.Mail, 0), (DossierTheme.Quotes, 0) })
            Assert.True(found == (await ReadAsync(sanne, relation, $"theme={theme}")).Total, theme.ToString());
        Assert.Equal("Koffie in café De Zwaan", Assert.Single((await ReadAsync(sanne, relation, "theme=Files&search=koffie")).Items).Line);

        var first = await ReadAsync(sanne, relation, "search=sanne&take=2");
        var rest = await ReadAsync(sanne, relation, $"search=sanne&take=2&beforeAt={first.Items[1].At:O}&beforeId={first.Items[1].Id}");
        Assert.Equal((2, 1, 3), (first.Items.Count, rest.Items.Count, rest.Total));
        Assert.Equal(3, first.Items.Concat(rest.Items).DistinctBy(item => item.Id).Count());
    }

    [Fact]
    public async Task Searching_finds_nothing_that_the_reader_may_not_see_and_asks_for_one_record()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var relation = await ForecastDriver.RelationAsync(server);
        var sannesId = await server.Database.ReadAsync(db => db.Users.Where(user => user.Email!.StartsWith("sanne")).Select(user => user.Id).SingleAsync(Stop), Stop);
        await server.Services.GetRequiredService<ContactMomentDesk>().AddNoteAsync(new(relation), "<p>Surseance dreigt.</p>", new(sannesId, "Sanne de Wit", Door.Page, []), isConfidential: true, Stop);
        foreach (var (who, found) in new[] { ("sanne", 1), ("marieke", 1), ("bas", 0) })
            Assert.Equal(found, (await ReadAsync(await server.SignInAsync(who), relation, "search=surseance")).Total);
        Assert.Equal(HttpStatusCode.BadRequest, (await (await server.SignInAsync("bas")).GetAsync("/api/dossiers?search=x", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync($"/api/dossiers?relationId={relation}", Stop)).StatusCode);
    }

    static async Task<DossiersApi.Page> ReadAsync(HttpClient client, Guid relation, string query) => (await client.GetFromJsonAsync<DossiersApi.Page>($"/api/dossiers?relationId={relation}&{query}", Json, Stop))!;

    static async Task LogAsync(HttpClient client, CrmServer server, Guid relation, string subject, string report, params string[] files)
    {
        var form = await server.Database.ReadAsync(db => db.ContactForms.Where(form => form.FollowUpDefinitionId == null).Select(form => form.Id).FirstAsync(Stop), Stop);
        var entry = new JsonObject { ["relationId"] = relation, ["formId"] = form, ["at"] = "2026-11-23T08:30:00Z", ["subject"] = subject, ["report"] = report };
        using var sent = new MultipartFormDataContent { { new StringContent(entry.ToJsonString()), "contactMoment" } };
        foreach (var name in files)
            sent.Add(new ByteArrayContent("96 uur"u8.ToArray()), "files", name);
        (await client.PostAsync("/api/contact-moments", sent, Stop)).EnsureSuccessStatusCode();
    }
}
