using System.Net;
using System.Net.Http.Json;
using Crm.Relations;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.EntryProfiles;

/// <summary>The profile with a review: nothing exists until it is approved.</summary>
public sealed class ReviewedEntryTests
{
    static readonly Actor Reviewer = new(null, "new-relation-approval", Door.Workflow, []);

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Nothing_exists_before_approval_and_everything_after_it_once(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var sent = await sanne.SubmitAsync("domestic", await ReviewedAsync(server));
        Assert.Equal(SubmissionStatus.Submitted, sent.Status);
        Assert.Equal(0, await server.Database.ReadAsync(db => db.Relations.CountAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
        var record = await sanne.GetAsync<EntryQueries.SubmissionRecord>($"/api/submissions/{sent.Id}");
        Assert.Equal(("Test BV Donald", "Sanne de Wit", SubmissionStatus.Submitted), (record.Row.Name, record.Row.SubmittedBy, record.Row.Status));

        var desk = server.Services.GetRequiredService<EntryDesk>();
        var created = await desk.CreateFromSubmissionAsync(sent.Id, Reviewer, TestContext.Current.CancellationToken);
        var again = await desk.CreateFromSubmissionAsync(sent.Id, Reviewer, TestContext.Current.CancellationToken);
        Assert.Equal(created, again);
        Assert.Equal(1, await server.Database.ReadAsync(db => db.Forecasts.CountAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
        var relation = await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{created.RelationId}");
        Assert.Equal(("Sanne de Wit", "Sanne de Wit"), (relation.CreatedBy, relation.ResponsibleName));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_rejected_submission_stays_with_its_reason_and_can_be_sent_in_again(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var sent = await sanne.SubmitAsync("domestic", await ReviewedAsync(server));
        await server.Services.GetRequiredService<EntryDesk>().RejectAsync(sent.Id, "Geen zakelijke klant", Reviewer, TestContext.Current.CancellationToken);
        var record = await sanne.GetAsync<EntryQueries.SubmissionRecord>($"/api/submissions/{sent.Id}");
        Assert.Equal((SubmissionStatus.Rejected, "Geen zakelijke klant"), (record.Row.Status, record.Reason));
        Assert.Equal(0, await server.Database.ReadAsync(db => db.Relations.CountAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
        Assert.Equal(SubmissionStatus.Submitted, (await sanne.SubmitAsync("domestic", await ReviewedAsync(server))).Status);
    }

    [Fact]
    public async Task A_company_that_waits_for_its_review_is_known_already()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var bas = new Entry(await server.SignInAsync("bas"));
        await sanne.SubmitAsync("domestic", await ReviewedAsync(server));
        var refused = await bas.SendAsync("domestic", await ReviewedAsync(server));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Sanne de Wit", (await Entry.FaultsAsync(refused))["duplicate"][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_became_known_while_it_waited_gets_the_forecast()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var sent = await sanne.SubmitAsync("domestic", await ReviewedAsync(server));
        var known = await new Entry(await server.SignInAsync("bas")).SubmitAsync("small", Entry.Donald, new(DuplicateChoice.NewAnyway, null, "Haast, later samenvoegen"));
        var created = await server.Services.GetRequiredService<EntryDesk>().CreateFromSubmissionAsync(sent.Id, Reviewer, TestContext.Current.CancellationToken);
        Assert.Equal(known.RelationId, created.RelationId);
        Assert.NotEqual(known.ForecastId, created.ForecastId);
        Assert.Equal(known.ContactId, created.ContactId);
    }

    [Fact]
    public async Task A_submission_is_read_by_its_sender_and_by_reviewers_only()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sent = await new Entry(await server.SignInAsync("sanne")).SubmitAsync("domestic", await ReviewedAsync(server));
        async Task<HttpStatusCode> ReadAsync(string who) => (await (await server.SignInAsync(who)).GetAsync($"/api/submissions/{sent.Id}", TestContext.Current.CancellationToken)).StatusCode;
        Assert.Equal(HttpStatusCode.NotFound, await ReadAsync("bas"));
        Assert.Equal(HttpStatusCode.OK, await ReadAsync("marieke"));
        Assert.Equal(HttpStatusCode.OK, await ReadAsync("sanne"));
    }

    [Theory]
    [InlineData("source", "")]
    [InlineData("source", "nergens")]
    [InlineData("status", "onbekend")]
    [InlineData("rsin", "002455799")]
    [InlineData("vatId", "NL002455799B12")]
    [InlineData("website", "geen site")]
    [InlineData("country", "XX")]
    [InlineData("responsible", "00000000-0000-0000-0000-000000000001")]
    public async Task The_longer_form_checks_its_own_fields_too(string field, string value)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var values = await ReviewedAsync(server);
        values[field] = value;
        var answer = await new Entry(await server.SignInAsync("sanne")).SendAsync("domestic", values);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await Entry.FaultsAsync(answer)).ContainsKey(field));
    }

    static async Task<Dictionary<string, string>> ReviewedAsync(CrmServer server)
    {
        var source = await server.Database.ReadAsync(db => db.ForecastOptions.Where(option => option.Kind == Forecasts.ForecastOptionKind.Source).Select(option => option.Id).FirstAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        return Entry.With(("source", source.ToString("D")), ("expectedDate", "26-02-2027"));
    }
}
