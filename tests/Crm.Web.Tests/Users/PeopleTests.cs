using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Data.Seed;

namespace Crm.Users;

public sealed class PeopleTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<List<PeopleDesk.Row>> PeopleAsync(HttpClient client) => (await client.GetFromJsonAsync<List<PeopleDesk.Row>>("/api/users", Json, Cancel))!;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_administrator_adds_someone_and_changes_what_they_may_do(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var adil = await server.SignInAsync("adil");
        var created = await adil.PostAsJsonAsync("/api/users", Eva(Roles.Sales), Cancel);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var id = await created.Content.ReadFromJsonAsync<Guid>(Cancel);
        var changed = await adil.PutAsJsonAsync($"/api/users/{id}", Eva(Roles.Reviewer, Roles.Sales), Cancel);
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        var eva = (await PeopleAsync(adil)).Single(one => one.Id == id);
        Assert.Equal([Roles.Sales, Roles.Reviewer], eva.RoleNames);
    }

    [Fact]
    public async Task Only_an_administrator_sees_or_changes_people()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await server.SignInAsync("sanne");
        Assert.Equal(HttpStatusCode.Forbidden, (await sanne.GetAsync("/api/users", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sanne.PostAsJsonAsync("/api/users", Eva(Roles.Administrator), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/users", Cancel)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Someone_who_is_switched_off_cannot_sign_in_and_is_signed_out_within_a_minute(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var adil = await server.SignInAsync("adil");
        var thijs = await server.SignInAsync("thijs");
        var row = (await PeopleAsync(adil)).Single(one => one.Email.StartsWith("thijs", StringComparison.Ordinal));
        await adil.PutAsJsonAsync($"/api/users/{row.Id}", new PeopleDesk.Entry(row.Name, row.Email, row.Language, row.DepartmentId, row.RoleNames, IsActive: false), Cancel);
        var attempt = await server.Anonymous().PostAsJsonAsync("/api/session", new { email = row.Email, password = DemoPeople.Password }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, attempt.StatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await thijs.GetAsync("/api/session", Cancel)).StatusCode);
    }

    [Fact]
    public async Task An_administrator_cannot_lock_themselves_out()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var adil = await server.SignInAsync("adil");
        var own = (await PeopleAsync(adil)).Single(one => one.RoleNames.Contains(Roles.Administrator));
        var answer = await adil.PutAsJsonAsync($"/api/users/{own.Id}", new PeopleDesk.Entry(own.Name, own.Email, own.Language, own.DepartmentId, [Roles.Sales]), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_told_per_field_and_all_at_once()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var adil = await server.SignInAsync("adil");
        var answer = await adil.PostAsJsonAsync("/api/users", new PeopleDesk.Entry(" ", "no address", "fr", null, []), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors");
        Assert.Equal(["Name", "Email", "Language", "RoleNames"], errors.EnumerateObject().Select(error => error.Name));
        var taken = await adil.PostAsJsonAsync("/api/users", Eva(Roles.Sales) with { Email = "SANNE@brekelmans.example" }, Cancel);
        Assert.True((await taken.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty("Email", out _));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_department_has_a_name_of_its_own(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var adil = await server.SignInAsync("adil");
        var created = await adil.PostAsJsonAsync("/api/departments", new UsersApi.Named("Service"), Cancel);
        var id = await created.Content.ReadFromJsonAsync<Guid>(Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, (await adil.PutAsJsonAsync($"/api/departments/{id}", new UsersApi.Named("Verkoop Zuid"), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await adil.PutAsJsonAsync($"/api/departments/{id}", new UsersApi.Named("Binnendienst"), Cancel)).StatusCode);
        var departments = await adil.GetFromJsonAsync<List<DepartmentDesk.Row>>("/api/departments", Cancel);
        Assert.Equal(3, departments!.Single(one => one.Name == "Verkoop Zuid").People);
        Assert.Contains(departments!, one => one.Name == "Binnendienst" && one.People == 0);
    }

    static PeopleDesk.Entry Eva(params string[] roles) => new("Eva Smit", "eva@brekelmans.example", "nl", null, roles);
}
