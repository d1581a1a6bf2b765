using System.Net.Http.Json;
using Crm.Data;
using Crm.Forecasts;
using Crm.Language;
using Crm.Permissions;
using Crm.Relations;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Campaigns;

/// <summary>Someone at work with campaigns over the API.</summary>
public sealed class CampaignDriver(CrmServer server, HttpClient client)
{
    public sealed record Person(Guid ContactId, Guid RelationId, int Number, string Email);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public HttpClient Client => client;

    public static async Task<CampaignDriver> AsAsync(CrmServer server, string who) => new(server, await server.SignInAsync(who));

    /// <summary>Contact persons who agreed to be mailed, each at a relation of their own in Utrecht.</summary>
    public static Task<List<Person>> PeopleAsync(CrmServer server, int count, string prefix = "koper") => server.Database.WriteAsync(async db =>
    {
        List<Person> people = [];
        for (var index = 1; index <= count; index++)
        {
            var number = await db.NextNumberAsync("test-relation", Stop) + 90_000;
            var email = $"{prefix}{index}@klant{number}.example";
            var organisation = new Organisation { Name = $"Klant {number} B.V.", LegalForm = "Besloten Vennootschap", Address = new() { Street = "Dorpsstraat", HouseNumber = index, PostalCode = "3511AA", Town = "Utrecht" } };
            var relation = new Relation { Number = number, OrganisationId = organisation.Id, CreatedAt = server.Clock.GetUtcNow().UtcDateTime };
            var person = new Crm.Relations.Person { FirstName = "Kim", LastName = $"Koper{index}" };
            var contact = new Contact { OrganisationId = organisation.Id, PersonId = person.Id, Email = email, Mobile = "+31612345678", Function = "inkoper" };
            db.AddRange(organisation, relation, person, contact);
            db.Consents.Add(new() { PersonId = person.Id, Channel = ContactChannel.Mail, Act = ConsentAct.Given, At = relation.CreatedAt, Source = "Website", Text = "Ja, mail mij.", RecordedAt = relation.CreatedAt, ByName = "Website", Door = Door.Api });
            people.Add(new(contact.Id, relation.Id, number, email));
        }
        return people;
    }, Stop);

    public Task<HttpResponseMessage> TryCreateAsync(object entry) => client.PostAsJsonAsync("/api/campaigns", entry, ForecastDriver.Json, Stop);

    public async Task<Guid> CreateAsync(string name = "Najaarsactie warmtepompen", decimal budget = 5_000m, decimal expected = 40_000m) =>
        await IdAsync(await TryCreateAsync(new { name, startDate = "2026-09-01", endDate = "2026-12-31", budget, expectedRevenue = expected }));

    public Task<HttpResponseMessage> TryAddActionAsync(Guid campaignId, object entry) => client.PostAsJsonAsync($"/api/campaigns/{campaignId}/actions", entry, ForecastDriver.Json, Stop);

    public async Task<Guid> AddActionAsync(Guid campaignId, object entry) => await IdAsync(await TryAddActionAsync(campaignId, entry));

    public Task<Guid> AddMailingAsync(Guid campaignId, string text = "Beste {{ first_name }},\n\nKom kijken op https://voorbeeld.example/open-dag.", int perMinute = 6000) => AddActionAsync(campaignId, new
    {
        kind = "Mail", name = "Uitnodiging open dag", plannedOn = "2026-11-23", perMinute,
        subject = new LocalText("Open dag voor {{ company }}", ""), text = new LocalText(text, ""),
    });

    public Task<Guid> AddLetterAsync(Guid campaignId, decimal unitCost = 0) =>
        AddActionAsync(campaignId, new { kind = "Letter", name = "Brief", plannedOn = "2026-11-23", unitCost, perMinute = 6000 });

    public Task<HttpResponseMessage> TrySelectAsync(Guid actionId, object entry) => client.PostAsJsonAsync($"/api/campaigns/actions/{actionId}/selections", entry, ForecastDriver.Json, Stop);

    public async Task SelectAsync(Guid actionId, object entry) => await IdAsync(await TrySelectAsync(actionId, entry));

    public Task ImportAsync(Guid actionId, IEnumerable<string> entries) => SelectAsync(actionId, new { kind = "Import", name = "Lijst", entries = string.Join('\n', entries) });

    public Task<TargetGroupRow> TargetGroupAsync(Guid actionId) => client.GetFromJsonAsync<TargetGroupRow>($"/api/campaigns/actions/{actionId}/target-group", ForecastDriver.Json, Stop)!;

    public async Task DoAsync(Guid actionId, string verb)
    {
        var answer = await TryAsync(actionId, verb);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public Task<HttpResponseMessage> TryAsync(Guid actionId, string verb) => client.PostAsync($"/api/campaigns/actions/{actionId}/{verb}", null, Stop);

    /// <summary>Starts it and lets the clock run until everyone had a turn.</summary>
    public async Task RunAsync(Guid campaignId, Guid actionId)
    {
        await DoAsync(actionId, "start");
        await EndedAsync(campaignId, actionId);
    }

    public Task EndedAsync(Guid campaignId, Guid actionId) => Eventually.TrueAsync(async () =>
    {
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await ActionAsync(campaignId, actionId)).State == ActionState.Done;
    }, "the action has ended");

    public Task<CampaignRecord> GetAsync(Guid id) => client.GetFromJsonAsync<CampaignRecord>($"/api/campaigns/{id}", ForecastDriver.Json, Stop)!;

    public async Task<ActionRow> ActionAsync(Guid campaignId, Guid actionId) => (await GetAsync(campaignId)).Actions.Single(action => action.Id == actionId);

    public async Task<IReadOnlyList<MemberRow>> MembersAsync(Guid campaignId, string query = "") =>
        (await client.GetFromJsonAsync<MemberList>($"/api/campaigns/{campaignId}/members?take=500&{query}", ForecastDriver.Json, Stop))!.Rows;

    public Task<HttpResponseMessage> TryBookAsync(Guid campaignId, object entry) => client.PostAsJsonAsync($"/api/campaigns/{campaignId}/costs", entry, ForecastDriver.Json, Stop);

    public async Task<Guid> BookAsync(Guid campaignId, object entry) => await IdAsync(await TryBookAsync(campaignId, entry));

    public Task<CampaignReturn> ReturnAsync(Guid campaignId) => client.GetFromJsonAsync<CampaignReturn>($"/api/campaigns/{campaignId}/return", ForecastDriver.Json, Stop)!;

    static async Task<Guid> IdAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Stop)}");
        return (await answer.Content.ReadFromJsonAsync<Made>(ForecastDriver.Json, Stop))!.Id;
    }
}
