using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Merging;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kvk;

/// <summary>Relations beside the trade register: on request, at night, and what it may cost.</summary>
public sealed class RegisterWatchTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Field_by_field_the_difference_is_taken_over_or_left_and_what_is_left_is_not_offered_again(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (client, donald) = await DonaldAsync(server);
        var compared = await CompareAsync(client, donald);
        Assert.Equal((LookupOutcome.Found, true, "68750110"), (compared.Outcome, compared.IsKnown, compared.KvkNumber));
        Assert.Contains(compared.Differences, difference => difference is { Field: "name", Ours: "Donald", Theirs: "Test BV Donald" });
        Assert.Contains(compared.Differences, difference => difference is { Field: "town", Theirs: "Lollum", IsLeft: false });

        Assert.Equal(1, (await WorkAsync(client)).Total);
        compared = await SettleAsync(client, donald, ["town", "street", "rsin"], compared.Revision);
        Assert.DoesNotContain(compared.Differences, difference => difference.Field is "town" or "street" or "rsin");
        Assert.All(compared.Differences, difference => Assert.True(difference.IsLeft, difference.Field));
        Assert.Equal(0, (await WorkAsync(client)).Total);
        compared = await CompareAsync(client, donald);
        Assert.All(compared.Differences, difference => Assert.True(difference.IsLeft, difference.Field));
        Assert.Equal(0, (await WorkAsync(client)).Total);

        var town = await server.Database.ReadAsync(db => db.FieldChanges.SingleAsync(change => change.RecordId == donald && change.Field == "town", Stop), Stop);
        Assert.Equal((Door.Register, "Lollum"), (town.Door, town.New));
        compared = await SettleAsync(client, donald, [.. compared.Differences.Select(difference => difference.Field)], compared.Revision);
        Assert.Empty(compared.Differences);
        var organisation = await server.Database.ReadAsync(db => db.Relations.Where(relation => relation.Id == donald).Select(relation => relation.Organisation!).SingleAsync(Stop), Stop);
        Assert.Equal(("KVK", new DateOnly(2026, 11, 23)), (organisation.Source, organisation.SourceDate));
    }

    [Fact]
    public async Task What_somebody_changed_meanwhile_is_not_overwritten()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var (client, donald) = await DonaldAsync(server);
        var compared = await CompareAsync(client, donald);
        await new Merger(server, client).EditAsync(donald, "town", "Franeker");
        var answer = await client.PostAsJsonAsync($"/api/relations/{donald}/register/settle", new Settlement(["town"], compared.Revision), Stop);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Franeker", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task At_night_each_relation_that_is_due_is_compared_once_though_two_servers_are_at_it(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (client, donald) = await DonaldAsync(server);
        var stranger = (await new Merger(server, client).RelationAsync("Onbekend", ("kvkNumber", "12345678"))).RelationId!.Value;
        CrmServer? second = on == On.Postgres ? await CrmServer.StartAsync(["--data", server.DataFolder, "--postgres", server.Services.GetRequiredService<CrmSettings>().Postgres]) : null;
        try
        {
            // Nobody stays signed in for a night.
            var work = server.Services.GetRequiredService<RegisterWork>();
            var before = await PaidAsync(server);
            Assert.Equal(0, (await WorkAsync(client)).Total);
            foreach (var one in new[] { server, second })
                one?.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
            await NightlyAsync(server, second, async () => (await work.ListAsync(null, 50, Stop)).Total == 2, "both are compared");
            var rows = (await work.ListAsync(null, 50, Stop)).Rows;
            Assert.Contains(rows, row => row.RelationId == donald && row.IsKnown && row.Fields.Contains("Plaats"));
            Assert.Contains(rows, row => row.RelationId == stranger && !row.IsKnown);
            Assert.Equal(2, await PaidAsync(server) - before);
            foreach (var one in new[] { server, second })
                one?.Clock.Advance(TimeSpan.FromMinutes(30));
            await Task.Delay(500, Stop);
            Assert.Equal(2, await PaidAsync(server) - before);
        }
        finally
        {
            if (second is not null)
                await second.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_register_that_is_down_is_told_apart_from_one_that_says_nothing_differs()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var (client, donald) = await DonaldAsync(server);
        server.Services.GetRequiredService<KvkSandbox>().Mode = SandboxMode.Down;
        Assert.Equal(LookupOutcome.Unavailable, (await CompareAsync(client, donald)).Outcome);
        Assert.Null((await CompareAsync(client, donald)).CheckedAt);
    }

    [Fact]
    public async Task A_relation_without_a_number_cannot_be_compared_and_is_told_so()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = await server.SignInAsync("sanne");
        var nameless = (await new Merger(server, client).RelationAsync("Zonder")).RelationId!.Value;
        var answer = await client.PostAsync($"/api/relations/{nameless}/register/compare", null, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("geen KVK-nummer", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync($"/api/relations/{Guid.NewGuid()}/register/compare", null, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await server.SignInAsync("adil")).PostAsync($"/api/relations/{nameless}/register/compare", null, Stop)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_months_budget_is_never_passed_and_searching_goes_on(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var client = await server.SignInAsync("sanne");
        // Room for three companies, asked by ten at once.
        server.Services.GetRequiredService<KvkSettings>().MonthlyBudget = 5.20m + 3 * 0.016m;
        string[] numbers = ["68750110", "69599084", "90001354", "68727720", "69599068", "69599076", "55344526", "90002520", "90001745", "90003942"];
        var answers = await Task.WhenAll(numbers.Select(number => client.GetAsync($"/api/kvk/{number}", Stop)));
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable).ToList();
        Assert.Equal(7, refused.Count);
        Assert.Contains("budget van deze maand is op", await refused[0].Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/kvk/search?name=Donald", Stop)).StatusCode);
        var months = await (await server.SignInAsync("adil")).GetFromJsonAsync<List<RegisterMeter.Month>>("/api/kvk/use", Stop);
        Assert.Equal((3, 5.248m), (months![0].Companies, months[0].Cost));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/kvk/use", Stop)).StatusCode);
        server.Clock.Advance(TimeSpan.FromDays(10));
        client = await server.SignInAsync("sanne");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/kvk/55505201", Stop)).StatusCode);
    }

    [Fact]
    public async Task What_was_asked_a_moment_ago_is_not_asked_again()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = await server.SignInAsync("sanne");
        for (var time = 0; time < 3; time++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/kvk/68750110", Stop)).StatusCode);
        Assert.Equal(1, await PaidAsync(server));
    }

    [Fact]
    public async Task Every_name_of_a_company_is_told_once()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = await server.SignInAsync("sanne");
        var names = await client.GetFromJsonAsync<List<string>>("/api/kvk/68750110/names", Stop);
        Assert.Equal(["Test BV Donald", "Test BV Donald Nevenvestiging"], names!.Take(2));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/kvk/12345678/names", Stop)).StatusCode);
    }

    [Fact]
    public async Task No_second_sees_more_questions_than_agreed()
    {
        using var pace = new RegisterPace(new() { MostPerSecond = 20 });
        var moments = await Task.WhenAll(Enumerable.Range(0, 70).Select(async _ =>
        {
            await pace.WaitAsync(Stop);
            return Environment.TickCount64;
        }));
        Array.Sort(moments);
        for (var first = 0; first + 20 < moments.Length; first++)
            Assert.True(moments[first + 20] - moments[first] >= 980, $"21 questions within {moments[first + 20] - moments[first]} ms");
    }

    static async Task<(HttpClient Client, Guid Donald)> DonaldAsync(CrmServer server)
    {
        var client = await server.SignInAsync("sanne");
        return (client, (await new Merger(server, client).RelationAsync("Donald", ("kvkNumber", "68750110"), ("town", "Rommeldam"))).RelationId!.Value);
    }

    static async Task<RegisterComparison> CompareAsync(HttpClient client, Guid relation)
    {
        var answer = await client.PostAsync($"/api/relations/{relation}/register/compare", null, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<RegisterComparison>(Json, Stop))!;
    }

    static async Task<RegisterComparison> SettleAsync(HttpClient client, Guid relation, string[] take, int revision)
    {
        var answer = await client.PostAsJsonAsync($"/api/relations/{relation}/register/settle", new Settlement(take, revision), Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<RegisterComparison>(Json, Stop))!;
    }

    static async Task<RegisterWork.Page> WorkAsync(HttpClient client) => (await client.GetFromJsonAsync<RegisterWork.Page>("/api/relations/register", Stop))!;

    static async Task<int> PaidAsync(CrmServer server) =>
        (await server.Services.GetRequiredService<RegisterMeter>().MonthsAsync(Stop))[0] is var month ? month.Companies + month.Branches + month.Names : 0;

    /// <summary>The night goes by until it is so, not so fast that what a server claimed is free again while it asks.</summary>
    static Task NightlyAsync(CrmServer server, CrmServer? second, Func<Task<bool>> isSo, string what) => Eventually.TrueAsync(async () =>
    {
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        second?.Clock.Advance(TimeSpan.FromSeconds(1));
        return await isSo();
    }, what);
}
