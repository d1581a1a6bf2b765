using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Data;
using Crm.Relations;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntryProfiles;

/// <summary>A process owner makes and changes the forms by which new relations come in; nobody writes code for it.</summary>
public sealed class ProfileTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static ProfileEdit Foreign => new()
    {
        Key = "foreign", NameNl = "Buitenland", NameEn = "Foreign", LookUp = LookUp.None, RoleNames = [Roles.Sales],
        Fields =
        [
            new("name", FieldMode.Required), new("country", FieldMode.Required, "BE"), new("town", FieldMode.Required), new("responsible", FieldMode.ReadOnly, "me"), new("warning", FieldMode.Hidden),
            new("lastName", FieldMode.Required), new("description", FieldMode.Optional), new("amount", FieldMode.Optional), new("expectedDate", FieldMode.Optional, "today+45"),
        ],
    };

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_new_profile_is_a_form_at_once_for_its_roles_with_its_fields_and_defaults(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (petra, sanne) = (await server.SignInAsync("petra"), await server.SignInAsync("sanne"));
        await AddAsync(petra, Foreign);
        var form = await new Entry(sanne).GetAsync<EntryQueries.Profile>("/api/profiles/foreign");
        Assert.Equal(["name", "town", "country", "responsible", "lastName", "description", "amount", "expectedDate"], form.Fields.Select(field => field.Key));
        Assert.Equal(("BE", "2027-01-07", false), (form.Defaults["country"], form.Defaults["expectedDate"], form.Row.IsReviewed));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await server.SignInAsync("adil")).GetAsync("/api/profiles/foreign", Stop)).StatusCode);

        var missing = await new Entry(sanne).SendAsync("foreign", new() { ["name"] = "Frigo BVBA" });
        Assert.Equal(["lastName", "town"], (await Entry.FaultsAsync(missing)).Keys.Order());
        var made = await new Entry(sanne).SubmitAsync("foreign", new() { ["name"] = "Frigo BVBA", ["town"] = "Gent", ["lastName"] = "Peeters", ["responsible"] = $"{Guid.NewGuid()}", ["postalCode"] = "9000" });
        var relation = await new Entry(sanne).GetAsync<RelationQueries.Record>($"/api/relations/{made.RelationId}");
        Assert.Equal(("BE", "Sanne de Wit", ""), (relation.Values["country"], relation.ResponsibleName, relation.Values["postalCode"]));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_edit_counts_for_the_next_submission_and_a_review_can_be_switched_on(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (petra, sanne) = (await server.SignInAsync("petra"), await server.SignInAsync("sanne"));
        var id = await AddAsync(petra, Foreign with { WithForecast = false });
        var read = await ReadAsync(petra, id);
        var changed = read with { ReviewDefinitionId = "new-relation-approval", WithContact = false, Fields = [.. read.Fields.Where(rule => rule.Field != "town")] };
        Assert.Equal(HttpStatusCode.NoContent, (await EditAsync(petra, id, changed)).StatusCode);
        var made = await new Entry(sanne).SubmitAsync("foreign", new() { ["name"] = "Frigo BVBA" });
        Assert.Equal((SubmissionStatus.Submitted, null), (made.Status, made.RelationId));
        Assert.Equal(HttpStatusCode.Conflict, (await EditAsync(petra, id, changed)).StatusCode);
        Assert.Equal("foreign", (await ReadAsync(petra, id)).Key);
    }

    [Fact]
    public async Task A_retired_profile_takes_nothing_in_until_it_is_used_again()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var (petra, sanne) = (await server.SignInAsync("petra"), await server.SignInAsync("sanne"));
        var id = await server.Database.ReadAsync(db => db.EntryProfiles.Where(profile => profile.Key == "small").Select(profile => profile.Id).SingleAsync(Stop), Stop);
        (await petra.PostAsync($"/api/settings/profiles/{id}/retire", null, Stop)).EnsureSuccessStatusCode();
        Assert.DoesNotContain(await new Entry(sanne).GetAsync<List<EntryQueries.ProfileRow>>("/api/profiles"), profile => profile.Key == "small");
        Assert.Equal(HttpStatusCode.Conflict, (await new Entry(sanne).SendAsync("small", Entry.Donald)).StatusCode);
        (await petra.PostAsync($"/api/settings/profiles/{id}/offer", null, Stop)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.Created, (await new Entry(sanne).SendAsync("small", Entry.Donald)).StatusCode);
    }

    public static TheoryData<string, ProfileEdit> Wrong => new()
    {
        { "key", Foreign with { Key = "Met Spatie" } },
        { "key", Foreign with { Key = "domestic" } },
        { "nameEn", Foreign with { NameEn = " " } },
        { "roleNames", Foreign with { RoleNames = ["unknown"] } },
        { "nothing", Foreign with { Fields = [new("nothing", FieldMode.Optional)] } },
        { "contactEmail", Foreign with { Fields = [new("contactEmail", FieldMode.Optional, "geen adres")] } },
        { "expectedDate", Foreign with { Fields = [new("expectedDate", FieldMode.Optional, "2026-12-31")] } },
        { "amount", Foreign with { Fields = [new("amount", FieldMode.Optional, "veel")] } },
        { "status", Foreign with { Fields = [new("status", FieldMode.Optional, "no-such-status")] } },
        { "reviewDefinitionId", Foreign with { ReviewDefinitionId = "no-such-process" } },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task What_cannot_work_is_refused_at_its_field(string field, ProfileEdit edit)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var answer = await SendAsync(await server.SignInAsync("petra"), edit);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], (await Entry.FaultsAsync(answer)).Keys);
    }

    [Fact]
    public async Task Only_a_process_owner_makes_profiles()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(await server.SignInAsync("sanne"), Foreign)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(server.Anonymous(), Foreign)).StatusCode);
    }

    static Task<HttpResponseMessage> SendAsync(HttpClient client, ProfileEdit edit) => client.PostAsJsonAsync("/api/settings/profiles", edit, Json, Stop);

    static async Task<Guid> AddAsync(HttpClient client, ProfileEdit edit)
    {
        var answer = await SendAsync(client, edit);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<Made>(Stop))!.Id;
    }

    static Task<ProfileEdit> ReadAsync(HttpClient client, Guid id) => new Entry(client).GetAsync<ProfileEdit>($"/api/settings/profiles/{id}");

    static Task<HttpResponseMessage> EditAsync(HttpClient client, Guid id, ProfileEdit edit) => client.PutAsJsonAsync($"/api/settings/profiles/{id}", edit, Json, Stop);
}
