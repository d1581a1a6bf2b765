using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace Crm.Kvk;

/// <summary>The real client against the sandbox, over HTTP, trap by trap.</summary>
public sealed class TradeRegisterTests : IAsyncLifetime
{
    CrmServer server = null!;
    HttpClient sanne = null!;

    public async ValueTask InitializeAsync()
    {
        server = await CrmServer.StartAsync(On.Sqlite);
        sanne = await server.SignInAsync("sanne");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task One_company_is_one_hit_with_its_main_branch_first()
    {
        var hits = await SearchAsync("Test BV Donald");
        var donald = Assert.Single(hits);
        Assert.Equal("68750110", donald.KvkNumber);
        Assert.Equal(["000037178598", "000037178601"], donald.Branches.Select(branch => branch.Number));
        Assert.True(donald.Branches[0].IsMain);
        Assert.Equal(("Hizzaarderlaan", "Lollum"), (donald.Branches[0].Street, donald.Branches[0].Town));
        Assert.Equal("Diepenveen", donald.Branches[1].Town);
    }

    [Theory]
    [InlineData("68750110")]
    [InlineData("6875 0110")]
    [InlineData("857587973")]
    [InlineData("000037178598")]
    public async Task A_number_finds_its_company(string number) => Assert.Equal("Test BV Donald", Assert.Single(await SearchAsync(number)).Name);

    [Fact]
    public async Task The_profile_of_a_company_is_read_as_recorded()
    {
        var donald = await FindAsync("68750110");
        Assert.Equal("Test BV Donald", donald.StatutoryName);
        Assert.Equal("Besloten vennootschap met gewone structuur", donald.LegalForm);
        Assert.Equal("857587973", donald.Rsin);
        Assert.Equal(("Hizzaarderlaan", 3, "A", "8823SJ", "Lollum", "NL"), (donald.Address!.Street, donald.Address.HouseNumber!.Value, donald.Address.Addition, donald.Address.PostalCode, donald.Address.Town, donald.Address.Country));
        Assert.Equal(("01241", "Teelt van appels en peren"), (donald.SbiCode, donald.Industry));
        Assert.True(donald.IsNonMailing);
        Assert.Equal("000037178598", donald.BranchNumber);
    }

    [Fact]
    public async Task Another_branch_has_its_own_name_and_address()
    {
        var branch = await FindAsync("68750110", "37178601");
        Assert.Equal(("000037178601", "Test BV Donald Nevenvestiging", "Diepenveen"), (branch.BranchNumber, branch.Name, branch.Address!.Town));
        Assert.Equal("857587973", branch.Rsin);
    }

    [Fact]
    public async Task A_branch_of_another_company_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/api/kvk/68750110?branch=000016829943")).StatusCode);

    [Fact]
    public async Task A_name_that_nobody_has_is_no_error()
    {
        var answer = await GetAsync("/api/kvk/search?name=Bestaatnietonderdezenaam");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadFromJsonAsync<List<RegisterHit>>(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/api/kvk/12345678")).StatusCode);
    }

    [Fact]
    public async Task The_word_that_is_still_being_typed_is_matched_too()
    {
        Assert.Empty(await SearchAsync("terps"));
        Assert.Equal(["Houthandel Terpstra B.V.", "Houthandel Terp & Zn."], (await SearchAsync("houthandel terp")).Select(hit => hit.Name).OrderDescending());
    }

    [Fact]
    public async Task Accents_do_not_hide_a_company() => Assert.Equal("80916634", Assert.Single(await SearchAsync("ozturk advocaten")).KvkNumber);

    [Fact]
    public async Task A_shielded_visiting_address_is_not_made_up()
    {
        var jansma = await FindAsync("56403318");
        Assert.True(jansma.IsAddressShielded);
        Assert.Equal(("Postbus", 41, "Leeuwarden"), (jansma.Address!.Street, jansma.Address.HouseNumber!.Value, jansma.Address.Town));
        Assert.Equal("", jansma.Rsin);
    }

    [Fact]
    public async Task Without_a_branch_the_address_of_the_owner_counts()
    {
        var owners = await FindAsync("90000749");
        Assert.Equal(("", "Blaauwweg", 163, "Dordrecht"), (owners.BranchNumber, owners.Address!.Street, owners.Address.HouseNumber!.Value, owners.Address.Town));
    }

    [Fact]
    public async Task A_company_without_any_address_or_activity_is_still_read()
    {
        var newtex = await FindAsync("55505201");
        Assert.Equal(("Company Newtex", ""), (newtex.Name, newtex.Industry));
    }

    [Theory]
    [InlineData("20150623", "23-06-2015")]
    [InlineData("20150600", "juni 2015")]
    [InlineData("20150000", "2015")]
    [InlineData("00000000", null)]
    [InlineData(null, null)]
    public void A_date_may_be_known_in_part(string? digits, string? expected) => Assert.Equal(expected, PartialDate.Read(digits)?.ToString());

    [Theory]
    [InlineData(SandboxMode.TooManyRequests)]
    [InlineData(SandboxMode.TechnicalError)]
    [InlineData(SandboxMode.BrokenJson)]
    [InlineData(SandboxMode.TryAgainLater)]
    [InlineData(SandboxMode.Down)]
    public async Task A_register_in_trouble_is_unavailable_and_never_nothing_found(SandboxMode mode)
    {
        await SetModeAsync(mode);
        foreach (var path in new[] { "/api/kvk/search?name=Donald", "/api/kvk/68750110" })
        {
            var answer = await GetAsync(path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
        await SetModeAsync(SandboxMode.Normal);
        Assert.NotEmpty(await SearchAsync("Donald"));
    }

    [Fact]
    public async Task A_slow_register_is_given_up_after_five_seconds()
    {
        await SetModeAsync(SandboxMode.Slow);
        var watch = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync("/api/kvk/68750110")).StatusCode);
        Assert.InRange(watch.Elapsed.TotalSeconds, 4.5, 8);
    }

    [Fact]
    public async Task After_many_failures_the_register_is_left_alone_for_a_while()
    {
        await SetModeAsync(SandboxMode.TechnicalError);
        for (var attempt = 0; attempt < 4; attempt++)
            await GetAsync("/api/kvk/68750110");
        await SetModeAsync(SandboxMode.Normal);
        var answer = await GetAsync("/api/kvk/68750110");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("BrokenCircuit", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("abcdefgh")]
    public async Task A_wrong_number_is_refused_in_words(string number)
    {
        var answer = await GetAsync($"/api/kvk/{number}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("KVK-nummer", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_wants_a_key_and_knows_its_parameters()
    {
        var client = server.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/sandbox/kvk/v2/zoeken?naam=donald", TestContext.Current.CancellationToken)).StatusCode);
        client.DefaultRequestHeaders.Add("apikey", "any");
        var unknown = await client.GetAsync("/sandbox/kvk/v2/zoeken?name=donald", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("IPD1999", await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var partOfWord = await client.GetAsync("/sandbox/kvk/v2/zoeken?naam=dona", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, partOfWord.StatusCode);
        Assert.Contains("IPD5200", await partOfWord.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_administrator_changes_how_the_sandbox_behaves()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/kvk/search?name=x", TestContext.Current.CancellationToken)).StatusCode);
        var answer = await sanne.PutAsync("/sandbox/mode?mode=Down", null, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty(await SearchAsync("Donald"));
    }

    async Task SetModeAsync(SandboxMode mode)
    {
        var adil = await server.SignInAsync("adil");
        (await adil.PutAsync($"/sandbox/mode?mode={mode}", null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    Task<HttpResponseMessage> GetAsync(string path) => sanne.GetAsync(path, TestContext.Current.CancellationToken);

    async Task<List<RegisterHit>> SearchAsync(string name) =>
        (await sanne.GetFromJsonAsync<List<RegisterHit>>($"/api/kvk/search?name={Uri.EscapeDataString(name)}", TestContext.Current.CancellationToken))!;

    async Task<RegisterEntry> FindAsync(string number, string branch = "") =>
        (await sanne.GetFromJsonAsync<RegisterEntry>($"/api/kvk/{number}?branch={branch}", TestContext.Current.CancellationToken))!;
}
