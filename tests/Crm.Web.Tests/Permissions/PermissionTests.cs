using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Data;
using Crm.EntryProfiles;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Permissions;

public sealed class PermissionTests
{
    const string Limited = "Besloten vennootschap met gewone structuur";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Limited, PermissionReason.NoConsent, PermissionReason.LegalPerson, PermissionReason.NoObjection)]
    [InlineData("Naamloze vennootschap", PermissionReason.NoConsent, PermissionReason.LegalPerson, PermissionReason.NoObjection)]
    [InlineData("Stichting", PermissionReason.NoConsent, PermissionReason.LegalPerson, PermissionReason.NoObjection)]
    [InlineData("Coöperatie U.A.", PermissionReason.NoConsent, PermissionReason.LegalPerson, PermissionReason.NoObjection)]
    [InlineData("Publiekrechtelijke rechtspersoon", PermissionReason.NoConsent, PermissionReason.LegalPerson, PermissionReason.NoObjection)]
    [InlineData("Eenmanszaak", PermissionReason.NoConsent, PermissionReason.NoConsent, PermissionReason.NoObjection)]
    [InlineData("Vennootschap onder firma", PermissionReason.NoConsent, PermissionReason.NoConsent, PermissionReason.NoObjection)]
    [InlineData("Commanditaire vennootschap", PermissionReason.NoConsent, PermissionReason.NoConsent, PermissionReason.NoObjection)]
    [InlineData("Maatschap", PermissionReason.NoConsent, PermissionReason.NoConsent, PermissionReason.NoObjection)]
    [InlineData("iets anders", PermissionReason.NoConsent, PermissionReason.NoConsent, PermissionReason.NoObjection)]
    [InlineData("", PermissionReason.NoConsent, PermissionReason.NoConsent, PermissionReason.NoObjection)]
    public void Without_a_word_of_the_person_the_legal_form_decides(string legalForm, PermissionReason mail, PermissionReason phone, PermissionReason post)
    {
        var facts = new PermissionFacts { LegalForm = legalForm, Email = "k@donald.example", Mobile = "+31622148730", HasAddress = true };
        PermissionReason Of(ContactChannel channel) => PermissionRules.Decide(channel, facts, null, null).Reason;
        Assert.Equal((mail, mail, phone, post), (Of(ContactChannel.Mail), Of(ContactChannel.Message), Of(ContactChannel.Phone), Of(ContactChannel.Post)));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_a_person_said_last_decides_and_stands_in_the_ledger_and_the_timeline(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await server.SignInAsync("sanne");
        var made = await new Entry(sanne).SubmitAsync("small", Entry.Donald);
        var katrien = made.ContactId!.Value;
        Assert.Equal(PermissionReason.NoConsent, (await OfAsync(sanne, katrien))[ContactChannel.Mail].Reason);

        await SayAsync(sanne, katrien, new(ConsentAct.Given, [ContactChannel.Mail, ContactChannel.Phone], "Beurs Houten") { Text = "Ik wil de nieuwsbrief." });
        var given = (await OfAsync(sanne, katrien))[ContactChannel.Mail];
        Assert.Equal((PermissionVerdict.Allowed, PermissionReason.ConsentGiven, "Gaf toestemming op 23-11-2026 (Beurs Houten)."), (given.Verdict, given.Reason, given.Why));

        server.Clock.Advance(TimeSpan.FromHours(1));
        await SayAsync(sanne, katrien, new(ConsentAct.Objected, [ContactChannel.Mail], "Afmeldlink"));
        await SayAsync(sanne, katrien, new(ConsentAct.Objected, [ContactChannel.Mail], "Afmeldlink"));
        var now = await OfAsync(sanne, katrien);
        Assert.Equal((PermissionReason.Objected, PermissionReason.ConsentGiven), (now[ContactChannel.Mail].Reason, now[ContactChannel.Phone].Reason));

        // Found later, said earlier: an old consent does not undo a newer objection.
        await SayAsync(sanne, katrien, new(ConsentAct.Given, [ContactChannel.Mail], "Oud formulier") { Text = "Houd mij op de hoogte.", At = new DateTime(2025, 1, 10, 12, 0, 0, DateTimeKind.Utc) });
        Assert.Equal(PermissionReason.Objected, (await OfAsync(sanne, katrien))[ContactChannel.Mail].Reason);

        var ledger = await new Entry(sanne).GetAsync<List<PermissionQueries.LedgerLine>>($"/api/contacts/{katrien}/consents");
        Assert.Equal(1, ledger.Count(line => line.Act == ConsentAct.Objected));
        Assert.Equal(4, ledger.Count);
        Assert.Contains(ledger, line => line is { Act: ConsentAct.Given, Channel: ContactChannel.Mail, Text: "Ik wil de nieuwsbrief.", Source: "Beurs Houten", ByName: "Sanne de Wit" });
        var kinds = await server.Database.ReadAsync(db => db.Dossier.Where(item => item.RelationId == made.RelationId).Select(item => item.Kind).ToListAsync(Stop), Stop);
        Assert.Equal((2, 1), (kinds.Count(kind => kind == Dossiers.DossierKind.ConsentGiven), kinds.Count(kind => kind == Dossiers.DossierKind.ObjectionMade)));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_objection_outlives_the_erasure_of_the_person_and_keeps_no_address(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await server.SignInAsync("sanne");
        var made = await new Entry(sanne).SubmitAsync("small", Entry.Donald);
        await SayAsync(sanne, made.ContactId!.Value, new(ConsentAct.Objected, [.. ContactChannels.All], "Per telefoon"));
        await EraseAsync(server, made.ContactId.Value);

        var again = await AddContactAsync(sanne, made.RelationId!.Value, new() { FirstName = "K.", LastName = "Anders", Email = "Katrien@Donald.example", Mobile = "06-22148730" });
        var permissions = await OfAsync(sanne, again);
        Assert.Equal(PermissionReason.Suppressed, permissions[ContactChannel.Mail].Reason);
        Assert.Equal(PermissionReason.Suppressed, permissions[ContactChannel.Message].Reason);
        Assert.Equal(PermissionReason.Suppressed, permissions[ContactChannel.Phone].Reason);
        Assert.Empty(await new Entry(sanne).GetAsync<List<PermissionQueries.LedgerLine>>($"/api/contacts/{again}/consents"));
        var kept = await server.Database.ReadAsync(db => db.SuppressedAddresses.ToListAsync(Stop), Stop);
        Assert.DoesNotContain(kept, address => JsonSerializer.Serialize(address).Contains("donald", StringComparison.OrdinalIgnoreCase) || address.Hash.Contains("22148730", StringComparison.Ordinal));

        // Who gives consent for the address takes it off the list.
        await SayAsync(sanne, again, new(ConsentAct.Given, [ContactChannel.Mail], "Website") { Text = "Stuur mij de brochure." });
        Assert.Equal((PermissionReason.ConsentGiven, PermissionReason.Suppressed), ((await OfAsync(sanne, again))[ContactChannel.Mail].Reason, (await OfAsync(sanne, again))[ContactChannel.Phone].Reason));
    }

    [Fact]
    public async Task An_objection_does_not_close_the_number_of_the_company_for_colleagues()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await server.SignInAsync("sanne");
        var made = await new Entry(sanne).SubmitAsync("small", Entry.With(("phone", "020-623 45 67")));
        var first = await AddContactAsync(sanne, made.RelationId!.Value, new() { FirstName = "An", LastName = "Een", Phone = "020-623 45 67" });
        var second = await AddContactAsync(sanne, made.RelationId.Value, new() { FirstName = "Bo", LastName = "Twee", Phone = "020-623 45 67" });
        await SayAsync(sanne, first, new(ConsentAct.Objected, [ContactChannel.Phone], "Aan de lijn"));
        Assert.Equal(PermissionReason.Objected, (await OfAsync(sanne, first))[ContactChannel.Phone].Reason);
        Assert.Equal(PermissionReason.LegalPerson, (await OfAsync(sanne, second))[ContactChannel.Phone].Reason);
    }

    [Fact]
    public async Task Blocked_non_mailing_and_unreachable_each_have_their_reason()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await server.SignInAsync("sanne");
        var made = await new Entry(sanne).SubmitAsync("small", Entry.With(("mobile", "")));
        var (id, katrien) = (made.RelationId!.Value, made.ContactId!.Value);
        Assert.Equal(PermissionReason.NoAddress, (await OfAsync(sanne, katrien))[ContactChannel.Phone].Reason);
        await EditAsync(sanne, id, "nonMailing", "true");
        Assert.Equal(PermissionReason.NonMailing, (await OfAsync(sanne, katrien))[ContactChannel.Post].Reason);
        await EditAsync(sanne, id, "blocked", "true");
        Assert.All(ContactChannels.All, channel => Assert.Equal(PermissionReason.RelationBlocked, OfAsync(sanne, katrien).Result[channel].Reason));
    }

    [Fact]
    public async Task An_exception_to_consent_is_for_customers_that_are_legal_persons()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await server.SignInAsync("sanne");
        var company = await new Entry(sanne).SubmitAsync("small", Entry.Donald);
        var asCustomer = new NewConsent(ConsentAct.Given, [ContactChannel.Mail], "Factuur 2026-14") { Ground = ConsentGround.ExistingCustomer };
        Assert.Equal(["ground"], (await Entry.FaultsAsync(await SendAsync(sanne, company.ContactId!.Value, asCustomer))).Keys);
        await server.Database.WriteAsync(db => db.Relations.ExecuteUpdateAsync(set => set.SetProperty(relation => relation.IsDebtor, true), Stop), Stop);
        await SayAsync(sanne, company.ContactId.Value, asCustomer);
        Assert.Equal(PermissionReason.ExistingCustomer, (await OfAsync(sanne, company.ContactId.Value))[ContactChannel.Mail].Reason);
        await server.Database.WriteAsync(db => db.Relations.ExecuteUpdateAsync(set => set.SetProperty(relation => relation.IsDebtor, false), Stop), Stop);
        Assert.Equal(PermissionReason.NoConsent, (await OfAsync(sanne, company.ContactId.Value))[ContactChannel.Mail].Reason);

        await EditAsync(sanne, company.RelationId!.Value, "legalForm", "Eenmanszaak");
        Assert.Equal(["ground"], (await Entry.FaultsAsync(await SendAsync(sanne, company.ContactId.Value, asCustomer))).Keys);
    }

    [Fact]
    public async Task Consent_that_cannot_be_proved_is_refused_at_its_fields()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await server.SignInAsync("sanne");
        var katrien = (await new Entry(sanne).SubmitAsync("small", Entry.Donald)).ContactId!.Value;
        var answer = await SendAsync(sanne, katrien, new(ConsentAct.Given, [], " ") { At = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["at", "channels", "source", "text"], (await Entry.FaultsAsync(answer)).Keys.Order());
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(sanne, Guid.NewGuid(), new(ConsentAct.Objected, [ContactChannel.Mail], "x"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(await server.SignInAsync("adil"), katrien, new(ConsentAct.Objected, [ContactChannel.Mail], "x"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync($"/api/contacts/{katrien}/permissions", Stop)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Many_are_answered_at_once_each_with_its_own_reason(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await server.SignInAsync("sanne");
        var made = await new Entry(sanne).SubmitAsync("small", Entry.Donald);
        var contacts = await FillAsync(server, made.RelationId!.Value, 2_300);
        await SayAsync(sanne, contacts[0], new(ConsentAct.Given, [ContactChannel.Mail], "Web") { Text = "Ja" });
        await SayAsync(sanne, contacts[^1], new(ConsentAct.Objected, [ContactChannel.Mail], "Web"));
        var answer = await sanne.PostAsJsonAsync("/api/permissions", contacts, Stop);
        var all = (await answer.Content.ReadFromJsonAsync<List<PermissionsApi.OfContact>>(Json, Stop))!
            .ToDictionary(of => of.ContactId, of => of.Channels.Single(channel => channel.Channel == ContactChannel.Mail).Reason);
        Assert.Equal(contacts.Count, all.Count);
        Assert.Equal((PermissionReason.ConsentGiven, PermissionReason.Objected), (all[contacts[0]], all[contacts[^1]]));
        Assert.Equal(contacts.Count - 2, all.Values.Count(reason => reason == PermissionReason.NoConsent));
    }

    static async Task<Dictionary<ContactChannel, PermissionsApi.Told>> OfAsync(HttpClient client, Guid contactId) =>
        (await new Entry(client).GetAsync<PermissionsApi.OfContact>($"/api/contacts/{contactId}/permissions")).Channels.ToDictionary(channel => channel.Channel);

    static Task<HttpResponseMessage> SendAsync(HttpClient client, Guid contactId, NewConsent said) => client.PostAsJsonAsync($"/api/contacts/{contactId}/consents", said, Json, Stop);

    static async Task SayAsync(HttpClient client, Guid contactId, NewConsent said)
    {
        var answer = await SendAsync(client, contactId, said);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    static async Task<Guid> AddContactAsync(HttpClient client, Guid relationId, ContactDetails details)
    {
        var answer = await client.PostAsJsonAsync($"/api/relations/{relationId}/contacts", details, Stop);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Made>(Stop))!.Id;
    }

    static async Task EditAsync(HttpClient client, Guid relationId, string field, string value)
    {
        var revision = (await new Entry(client).GetAsync<RelationQueries.Record>($"/api/relations/{relationId}")).Revision;
        (await client.PutAsJsonAsync($"/api/relations/{relationId}", new RelationsApi.Edit(revision, new() { [field] = value }), Stop)).EnsureSuccessStatusCode();
    }

    /// <summary>As an erasure does it: the person and all that points there is gone.</summary>
    static Task EraseAsync(CrmServer server, Guid contactId) => server.Database.WriteAsync(async db =>
    {
        var contact = await db.Contacts.SingleAsync(contact => contact.Id == contactId, Stop);
        await db.Consents.Where(entry => entry.PersonId == contact.PersonId).ExecuteDeleteAsync(Stop);
        await db.Forecasts.ExecuteUpdateAsync(set => set.SetProperty(forecast => forecast.ContactId, (Guid?)null), Stop);
        await db.Contacts.Where(other => other.Id == contactId).ExecuteDeleteAsync(Stop);
        await db.Persons.Where(person => person.Id == contact.PersonId).ExecuteDeleteAsync(Stop);
    }, Stop);

    static Task<List<Guid>> FillAsync(CrmServer server, Guid relationId, int count) => server.Database.WriteAsync(async db =>
    {
        var organisation = await db.Relations.Where(relation => relation.Id == relationId).Select(relation => relation.OrganisationId).SingleAsync(Stop);
        List<Guid> ids = [];
        for (var number = 0; number < count; number++)
        {
            var person = new Person { FirstName = "N", LastName = $"{number}" };
            var contact = new Contact { OrganisationId = organisation, PersonId = person.Id, Person = person, Email = $"n{number}@donald.example" };
            db.Contacts.Add(contact);
            ids.Add(contact.Id);
        }
        return ids;
    }, Stop);
}
