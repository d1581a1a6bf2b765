using System.Net;
using System.Net.Http.Json;
using Crm.Data.Seed;

namespace Crm.Users;

public sealed class SessionTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Someone_who_is_not_signed_in_hears_401_as_problem_details(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var answer = await server.Anonymous().GetAsync("/api/session", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_person_of_the_demo_company_signs_in_and_out(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await server.SignInAsync("sanne");
        var session = await sanne.GetFromJsonAsync<SessionApi.Session>("/api/session", TestContext.Current.CancellationToken);
        Assert.Equal("Sanne de Wit", session!.Name);
        Assert.Equal([Roles.Sales], session.Roles);
        await sanne.DeleteAsync("/api/session", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, (await sanne.GetAsync("/api/session", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_words_and_locks_after_eight_attempts()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = server.Anonymous();
        Task<HttpResponseMessage> TryAsync(string password) => client.PostAsJsonAsync("/api/session", new { email = "sanne@brekelmans.example", password }, TestContext.Current.CancellationToken);
        for (var attempt = 1; attempt < 8; attempt++)
            Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync("guess")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await TryAsync("guess")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await TryAsync(DemoPeople.Password)).StatusCode);
    }
}
