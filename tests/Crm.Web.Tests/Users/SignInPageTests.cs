using System.Net;
using System.Text.RegularExpressions;
using Crm.Data.Seed;

namespace Crm.Users;

public sealed partial class SignInPageTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_asks_to_sign_in_first_and_leads_on_to_where_one_was_going()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = server.Anonymous();
        var asked = await client.GetAsync("/settings/users", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        var form = asked.Headers.Location!.PathAndQuery;
        Assert.Equal("/sign-in?to=%2Fsettings%2Fusers", form);
        var answer = await PostAsync(client, form, "adil@brekelmans.example", DemoPeople.Password);
        Assert.Equal("/settings/users", answer.Headers.Location!.OriginalString.Replace(server.BaseAddress.GetLeftPart(UriPartial.Authority), "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/settings/users", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task Signing_in_never_leads_to_another_site(string to)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var answer = await PostAsync(server.Anonymous(), "/sign-in?to=" + Uri.EscapeDataString(to), "sanne@brekelmans.example", DemoPeople.Password);
        Assert.DoesNotContain("elsewhere", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_keeps_the_address_that_was_typed()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var answer = await PostAsync(server.Anonymous(), "/sign-in", "sanne@brekelmans.example", "guess");
        var html = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("E-mailadres of wachtwoord klopt niet.", html, StringComparison.Ordinal);
        Assert.Contains("value=\"sanne@brekelmans.example\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = server.Anonymous();
        using var forged = new FormUrlEncodedContent(Entry("sanne@brekelmans.example", DemoPeople.Password));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/sign-in", forged, Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_browsers_language_counts_until_someone_chooses()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = server.Anonymous();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB");
        var english = await client.GetStringAsync("/sign-in", Cancel);
        Assert.Contains("<html lang=\"en\"", english, StringComparison.Ordinal);
        using var choice = new FormUrlEncodedContent([new("language", "nl"), new("to", "/sign-in"), new("__RequestVerificationToken", Token().Match(english).Groups[1].Value)]);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostAsync("/session/language", choice, Cancel)).StatusCode);
        Assert.Contains("<html lang=\"nl\"", await client.GetStringAsync("/sign-in", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_employee_chose_counts_on_every_device()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var ruben = await server.SignInAsync("ruben");
        ruben.DefaultRequestHeaders.AcceptLanguage.ParseAdd("nl");
        Assert.Contains("<html lang=\"en\"", await ruben.GetStringAsync("/account", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_a_page_for_people_and_problem_details_for_programs()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = server.Anonymous();
        var program = await client.GetAsync("/api/nothing", Cancel);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (program.StatusCode, program.Content.Headers.ContentType?.MediaType));
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var person = await client.GetAsync("/nothing", Cancel);
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (person.StatusCode, person.Content.Headers.ContentType?.MediaType));
    }

    static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string email, string password)
    {
        var html = await client.GetStringAsync(address, Cancel);
        using var form = new FormUrlEncodedContent([.. Entry(email, password), new("__RequestVerificationToken", Token().Match(html).Groups[1].Value)]);
        return await client.PostAsync(address, form, Cancel);
    }

    static IEnumerable<KeyValuePair<string, string>> Entry(string email, string password) =>
        [new("_handler", "sign-in"), new("Entry.Email", email), new("Entry.Password", password)];

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
