using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.CustomFields;
using Crm.Data;
using Crm.Dossiers;
using Crm.EntryProfiles;
using Crm.Mail;
using Crm.Mail.Bounces;
using Crm.Merging;
using Crm.Permissions;
using Crm.Relations;
using Crm.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Erasure;

/// <summary>Who asks to be erased is gone from the base, to the last column; what the law keeps stays, and says so beforehand.</summary>
public sealed class ErasureTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task No_column_of_the_base_names_who_was_erased_and_the_address_is_not_approached_again(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (petra, client) = (await server.SignInAsync("petra"), await server.SignInAsync("sanne"));
        var sanne = new Merger(server, client);
        var hobby = await new FieldMaker(petra).AddAsync(CustomRecord.Person, CustomType.Text, "Hobby");
        var made = await sanne.Entry.SubmitAsync("small", new(Entry.Donald) { ["firstName"] = "Xaviera", ["lastName"] = "Quispel", ["contactEmail"] = "x.quispel@donald.example", ["mobile"] = "06 2214 8730" });
        var (relation, contact) = (made.RelationId!.Value, made.ContactId!.Value);
        var twin = await sanne.AddContactAsync(relation, new() { FirstName = "X.", LastName = "Quispel", Email = "xq@thuis.example" });
        await sanne.MergeAsync(MergeKind.Person, await sanne.PersonOfAsync(twin), await sanne.PersonOfAsync(contact));
        await SayAsync(client, contact, new(ConsentAct.Given, [ContactChannel.Mail], "Beurs") { Text = "Xaviera Quispel wil de nieuwsbrief." });
        (await client.PutAsJsonAsync($"/api/relations/{relation}/contacts/{contact}", new ContactDetails
        {
            FirstName = "Xaviera", LastName = "Quispel", Function = "Inkoop", Email = "x.quispel@donald.example", Mobile = "06 2214 8730", Custom = new Dictionary<string, string> { [hobby] = "Zweefvliegen" },
        }, Stop)).EnsureSuccessStatusCode();
        await BounceAsync(server, relation, "x.quispel@donald.example");
        var copied = await CopyAsync(server, client, made.ForecastId!.Value);
        var person = await sanne.PersonOfAsync(contact);
        Assert.Contains(await WhereAsync(server, "Quispel"), place => place.StartsWith("Persons.", StringComparison.Ordinal));
        Assert.Contains(await WhereAsync(server, "Zweefvliegen"), place => place.StartsWith("FieldChanges.", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Forbidden, (await client.DeleteAsync($"/api/persons/{person}", Stop)).StatusCode);
        var preview = await petra.GetFromJsonAsync<ErasurePreview>($"/api/persons/{person}/erasure", Json, Stop);
        Assert.Equal(("Xaviera Quispel", "Test BV Donald"), (preview!.Name, Assert.Single(preview.At)));
        Assert.Contains(preview.Goes, line => line.What == "Regels over toestemming: 1");
        Assert.Equal(HttpStatusCode.NoContent, (await petra.DeleteAsync($"/api/persons/{person}", Stop)).StatusCode);

        foreach (var trace in new[] { "Quispel", "quispel", "31622148730", "xq@thuis.example", "Zweefvliegen" })
            Assert.Empty(await WhereAsync(server, trace));
        Assert.Equal("bouw@donald.example", await server.Database.ReadAsync(db => db.Quotes.Where(quote => quote.Id == copied).Select(quote => quote.Cc).SingleAsync(Stop), Stop));
        var kept = await sanne.Entry.GetAsync<RelationQueries.Record>($"/api/relations/{relation}");
        Assert.Equal(("Test BV Donald", 1, 0), (kept.Name, kept.Forecasts, kept.Contacts.Count));
        var told = Assert.Single(await server.Database.ReadAsync(db => db.Dossier.Where(item => item.Kind == DossierKind.PersonErased).ToListAsync(Stop), Stop));
        Assert.Equal((relation, "Petra Oost", 0), (told.RelationId, told.ByName, told.Details.Count));
        Assert.Equal(HttpStatusCode.NotFound, (await petra.DeleteAsync($"/api/persons/{person}", Stop)).StatusCode);

        // Brought in again next year, the same address is not to be mailed.
        var again = await sanne.AddContactAsync(relation, new() { FirstName = "X", LastName = "Q", Email = "X.Quispel@donald.example" });
        Assert.Equal(PermissionReason.Suppressed, (await client.GetFromJsonAsync<PermissionsApi.OfContact>($"/api/contacts/{again}/permissions", Json, Stop))!.Channels.Single(channel => channel.Channel == ContactChannel.Mail).Reason);
    }

    /// <summary>A quote and a mail of which this person gets a copy.</summary>
    static async Task<Guid> CopyAsync(CrmServer server, HttpClient sanne, Guid forecast)
    {
        var quote = await Quotes.QuoteScene.AnswerAsync(await sanne.PostAsJsonAsync("/api/quotes", new { forecastId = forecast, templateKey = "installation" }, Stop));
        await Quotes.QuoteScene.AnswerAsync(await Quotes.QuoteScene.PutAsync(sanne, $"/api/quotes/{quote.Id}/texts", new { quote.Revision, Texts = quote.Texts with { Cc = "Xaviera Quispel <X.Quispel@donald.example>, bouw@donald.example" } }));
        await server.Services.GetRequiredService<Mailbox>().QueueAsync(new("message", "nl", "bouw@donald.example", "Iemand")
        {
            Values = new Dictionary<string, object?> { ["name"] = "", ["subject"] = "Offerte", ["message"] = "Een kopie gaat naar X.Quispel@donald.example.", ["link"] = "" }, QuoteId = quote.Id,
        }, Stop);
        await server.Services.GetRequiredService<Mailbox>().QueueAsync(new("message", "nl", "iemand@donald.example", "Iemand")
        {
            Values = new Dictionary<string, object?> { ["name"] = "", ["subject"] = "Brochure", ["message"] = "", ["link"] = "" }, Cc = ["X. Quispel <x.quispel@donald.example>"],
        }, Stop);
        return quote.Id;
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_quote_before_the_person_comes_first_and_a_signed_one_stays_with_its_evidence(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var petra = await scene.Server.SignInAsync("petra");
        var person = await scene.Server.Database.ReadAsync(db => db.Persons.Where(p => p.LastName == "Brandsma").Select(p => p.Id).SingleAsync(Stop), Stop);
        await scene.SendAsync();
        Assert.NotEmpty((await petra.GetFromJsonAsync<ErasurePreview>($"/api/persons/{person}/erasure", Json, Stop))!.Before);
        Assert.Equal(HttpStatusCode.Conflict, (await petra.DeleteAsync($"/api/persons/{person}", Stop)).StatusCode);

        var (_, signed) = await scene.SignedAsync();
        var steps = (await scene.StepsAsync()).Count;
        var quote = await scene.QuoteAsync();
        Assert.Contains((await petra.GetFromJsonAsync<ErasurePreview>($"/api/persons/{person}/erasure", Json, Stop))!.Stays, line => line.What.EndsWith(quote.Number, StringComparison.Ordinal) && line.Href == Urls.Quote(quote.Id));
        Assert.Equal(HttpStatusCode.NoContent, (await petra.DeleteAsync($"/api/persons/{person}", Stop)).StatusCode);
        Assert.Equal(steps, (await scene.StepsAsync()).Count);
        Assert.Equal("Jorrit Brandsma", await scene.Server.Database.ReadAsync(db => db.Envelopes.Select(envelope => envelope.SignerName).SingleAsync(Stop), Stop));
        Assert.Equal(signed, await petra.GetByteArrayAsync($"/api/files/{(await scene.QuoteAsync()).SealedFileId}", Stop));
        Assert.NotEmpty(await scene.MailsToAsync("jorrit@anker.example"));
        Assert.Null((await scene.QuoteAsync()).ContactId);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_list_says_whether_an_address_is_on_it_and_never_which_are(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (petra, sanne) = (await server.SignInAsync("petra"), await server.SignInAsync("sanne"));
        async Task<SuppressionDesk.Found> CheckAsync(string address) =>
            (await (await petra.PostAsJsonAsync("/api/suppressions/check", new { address }, Stop)).Content.ReadFromJsonAsync<SuppressionDesk.Found>(Json, Stop))!;
        Task<HttpResponseMessage> AddAsync(ContactChannel channel, string address, string source) => petra.PostAsJsonAsync("/api/suppressions", new NewSuppression(channel, address, source), Json, Stop);
        Assert.False((await CheckAsync("jan@kaas.example")).IsOn);
        Assert.Equal(["address", "source"], (await Entry.FaultsAsync(await AddAsync(ContactChannel.Phone, "123", ""))).Keys.Order());
        Assert.Equal(HttpStatusCode.NoContent, (await AddAsync(ContactChannel.Mail, "Jan@Kaas.example", "Vroeg het op de beurs")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await AddAsync(ContactChannel.Phone, "06-22 14 87 30", "Belde zelf")).StatusCode);

        var found = Assert.Single((await CheckAsync(" JAN@kaas.example ")).On);
        Assert.Equal((ContactChannel.Mail, "Vroeg het op de beurs"), (found.Channel, found.Source));
        Assert.True((await CheckAsync("+31 6 22148730")).IsOn);
        Assert.Equal(["address"], (await Entry.FaultsAsync(await petra.PostAsJsonAsync("/api/suppressions/check", new { address = "niets" }, Stop))).Keys);
        var list = await petra.GetStringAsync("/api/suppressions", Stop);
        Assert.Contains("Belde zelf", list, StringComparison.Ordinal);
        Assert.DoesNotContain("kaas", list, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("148730", list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await sanne.GetAsync("/api/suppressions", Stop)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_long_list_goes_on_part_by_part_without_a_gap(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await server.Database.WriteAsync(db => Suppression.AddAsync(db, ContactChannel.Mail, Enumerable.Range(0, 120).Select(number => $"a{number}@kaas.example"), "Lijst", server.Clock.GetUtcNow().UtcDateTime, Stop), Stop);
        var petra = await server.SignInAsync("petra");
        List<SuppressionDesk.Row> all = [];
        string? after = null;
        do
        {
            var page = (await petra.GetFromJsonAsync<SuppressionDesk.Page>($"/api/suppressions?channel=Mail&after={after}", Json, Stop))!;
            Assert.Equal(120, page.Total);
            all.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(120, all.DistinctBy(row => row.Mark).Count());
    }

    /// <summary>A mail that came back, with the address in what the other server said.</summary>
    static async Task BounceAsync(CrmServer server, Guid relation, string address)
    {
        var mail = await server.Services.GetRequiredService<Mailbox>().QueueAsync(new("message", "nl", address, "Xaviera Quispel")
        {
            Values = new Dictionary<string, object?> { ["name"] = "Xaviera", ["subject"] = "Brochure", ["message"] = "", ["link"] = "" }, RelationId = relation,
        }, Stop);
        await server.Services.GetRequiredService<BounceDesk>().RecordAsync(new([mail], [new("", address, HasFailed: true, "5.1.1", $"550 5.1.1 <{address}>: unknown")]), Stop);
        Assert.Contains("BouncingAddresses.Diagnosis", await WhereAsync(server, address));
    }

    static async Task SayAsync(HttpClient client, Guid contact, NewConsent said) => (await client.PostAsJsonAsync($"/api/contacts/{contact}/consents", said, Json, Stop)).EnsureSuccessStatusCode();

    /// <summary>Every text column of every table that has these letters in it: "Persons.LastName".</summary>
    static Task<List<string>> WhereAsync(CrmServer server, string letters) => server.Database.ReadAsync(async db =>
    {
        List<string> places = [];
        foreach (var (table, column) in TextColumns(db))
        {
            var count = $"SELECT COUNT(*) AS \"Value\" FROM \"{table}\" WHERE \"{column}\" LIKE {{0}}";
            if ((await db.Database.SqlQueryRaw<long>(count, $"%{letters}%").ToListAsync(Stop))[0] > 0)
                places.Add($"{table}.{column}");
        }
        return places;
    }, Stop);

    static IEnumerable<(string Table, string Column)> TextColumns(CrmDbContext db) => db.Model.GetEntityTypes().Where(type => type.GetTableName() is not null)
        .SelectMany(type => type.GetProperties().Where(IsText).Select(property => (type.GetTableName()!, property.GetColumnName(StoreObjectIdentifier.Table(type.GetTableName()!))!))).Where(pair => pair.Item2 is not null).Distinct();

    static bool IsText(IProperty property) => (property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType) == typeof(string);
}
