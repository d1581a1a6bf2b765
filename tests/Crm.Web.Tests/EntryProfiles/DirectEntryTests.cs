using System.Net;
using Crm.Duplicates;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntryProfiles;

/// <summary>The profile without a review: what is sent in exists at once.</summary>
public sealed class DirectEntryTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Relation_contact_and_forecast_are_made_at_once(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var made = await sanne.SubmitAsync("small", Entry.Donald);
        Assert.Equal(SubmissionStatus.Approved, made.Status);
        var relation = await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{made.RelationId}");
        Assert.Equal(("Test BV Donald", "68750110", "8823SJ", "3", "Sanne de Wit"),
            (relation.Name, relation.Values["kvkNumber"], relation.Values["postalCode"], relation.Values["houseNumber"], relation.ResponsibleName));
        var contact = Assert.Single(relation.Contacts);
        Assert.Equal(("Katrien Duck", "katrien@donald.example", "+31622148730"), (contact.Name, contact.Email, contact.Mobile));
        var forecast = await server.Database.ReadAsync(db => db.Forecasts.Include(f => f.Status).SingleAsync(f => f.Id == made.ForecastId, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.Equal(("Koeling appelopslag", 36_000m, 10m, made.ContactId), (forecast.Description, forecast.ExpectedAmount, forecast.Chance, forecast.ContactId));
        Assert.Equal(new DateOnly(2026, 12, 23), forecast.ExpectedDate);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_same_company_again_is_refused_until_someone_chooses(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var bas = new Entry(await server.SignInAsync("bas"));
        var first = await sanne.SubmitAsync("small", Entry.Donald);
        var again = Entry.With(("name", "Donald"), ("lastName", "Govert"), ("contactEmail", "govert@donald.example"), ("description", "Tweede kans"));

        var refused = await bas.SendAsync("small", again);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Test BV Donald", (await Entry.FaultsAsync(refused))["duplicate"][0], StringComparison.Ordinal);

        var noReason = await bas.SendAsync("small", again, new(DuplicateChoice.NewAnyway));
        Assert.Equal(HttpStatusCode.BadRequest, noReason.StatusCode);
        Assert.True((await Entry.FaultsAsync(noReason)).ContainsKey("reason"));

        var added = await bas.SubmitAsync("small", again, new(DuplicateChoice.ExistingRelation, first.RelationId));
        Assert.Equal(first.RelationId, added.RelationId);
        Assert.NotEqual(first.ForecastId, added.ForecastId);
        Assert.Equal(1, await CountAsync(server));

        var anyway = await bas.SubmitAsync("small", again, new(DuplicateChoice.NewAnyway, null, "Aparte divisie met eigen inkoop"));
        Assert.NotEqual(first.RelationId, anyway.RelationId);
        Assert.Equal(2, await CountAsync(server));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Of_twenty_who_send_in_the_same_company_at_once_one_passes(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sanne.SendAsync("small", Entry.Donald)));
        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(19, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(1, await CountAsync(server));
    }

    [Fact]
    public async Task Another_branch_of_a_known_company_is_not_stopped_and_hangs_below_it()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var main = await sanne.SubmitAsync("small", Entry.Donald);
        var found = await sanne.DuplicatesAsync(Entry.With(("branchNumber", "000037178601"), ("town", "Diepenveen"), ("street", ""), ("postalCode", ""), ("houseNumber", "")));
        Assert.Equal(Verdict.OtherBranch, found.Hits[0].Verdict);
        var branch = await sanne.SubmitAsync("small", Entry.With(("branchNumber", "000037178601"), ("town", "Diepenveen")));
        Assert.NotEqual(main.RelationId, branch.RelationId);
        var relation = await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{branch.RelationId}");
        Assert.Equal(main.RelationId, Assert.Single(relation.Branches).RelationId);
        var same = await sanne.SendAsync("small", Entry.Donald, new(DuplicateChoice.NewBranch, main.RelationId));
        Assert.Equal(HttpStatusCode.BadRequest, same.StatusCode);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("town", "  ")]
    [InlineData("kvkNumber", "1234567")]
    [InlineData("kvkNumber", "12345678901234567890123")]
    [InlineData("postalCode", "8823")]
    [InlineData("houseNumber", "3 A")]
    [InlineData("houseNumber", "-1")]
    [InlineData("contactEmail", "katrien")]
    [InlineData("mobile", "+310622148730")]
    [InlineData("phone", "12")]
    [InlineData("amount", "veel")]
    [InlineData("amount", "-5")]
    [InlineData("amount", "99999999999999999999999")]
    [InlineData("expectedDate", "31-02-2027")]
    [InlineData("expectedDate", "01-01-2020")]
    [InlineData("expectedDate", "01-01-2999")]
    [InlineData("lastName", "")]
    [InlineData("nonsense", "x")]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_is_kept(string field, string value)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var answer = await sanne.SendAsync("small", Entry.With((field, value)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await Entry.FaultsAsync(answer)).ContainsKey(field));
        Assert.Equal(0, await CountAsync(server));
        Assert.Equal(0, await server.Database.ReadAsync(db => db.Submissions.CountAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused_with_its_length()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var answer = await sanne.SendAsync("small", Entry.With(("name", new string('x', 201))));
        Assert.Contains("201", (await Entry.FaultsAsync(answer))["name"][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_things_that_are_wrong_are_said_together()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var answer = await sanne.SendAsync("small", Entry.With(("name", ""), ("kvkNumber", "1"), ("amount", "x")));
        Assert.Equal(["amount", "kvkNumber", "name"], (await Entry.FaultsAsync(answer)).Keys.Order());
    }

    [Fact]
    public async Task A_field_that_the_profile_fixes_cannot_be_sent_in()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var made = await sanne.SubmitAsync("small", Entry.With(("responsible", Guid.NewGuid().ToString())));
        Assert.Equal("Sanne de Wit", (await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{made.RelationId}")).ResponsibleName);
    }

    [Fact]
    public async Task A_profile_is_only_for_its_roles()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var ruben = new Entry(await server.SignInAsync("ruben"));
        Assert.Equal(HttpStatusCode.Forbidden, (await ruben.SendAsync("domestic", Entry.Donald)).StatusCode);
        Assert.Equal(["small"], (await ruben.GetAsync<List<EntryQueries.ProfileRow>>("/api/profiles")).Select(profile => profile.Key));
        Assert.Equal(HttpStatusCode.NotFound, (await ruben.SendAsync("nowhere", Entry.Donald)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await new Entry(server.Anonymous()).SendAsync("small", Entry.Donald)).StatusCode);
    }

    static Task<int> CountAsync(CrmServer server) => server.Database.ReadAsync(db => db.Relations.CountAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
}
