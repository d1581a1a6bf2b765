using Crm.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Workflows;

/// <summary>From a company's name to a signed quote and a project, over the API.</summary>
public sealed class WholeJobTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_company_nobody_knew_becomes_a_signed_quote_a_scored_forecast_and_a_project(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var job = JobOn(server, SalesJob.Ending.Signed);
        var before = await ScoredThisYearAsync(job);
        await Eventually.TrueAsync(job.GoOnAsync, "the forecast is scored");
        await AssertNothingLeftAsync(server);
        await server.Database.ReadAsync(async db =>
        {
            var project = await db.Projects.Include(p => p.Lines).SingleAsync(TestContext.Current.CancellationToken);
            Assert.Equal(3, project.Lines.Count);
            return true;
        }, TestContext.Current.CancellationToken);
        var (scored, quote) = (await ScoredThisYearAsync(job), await job.GetAsync("sanne", $"/api/quotes/{job.QuoteId}"));
        Assert.Equal(before.Number + 1, scored.Number);
        Assert.Equal((decimal)quote["totals"]!["net"]!, scored.Amount - before.Amount);
        var relation = await job.GetAsync("sanne", $"/api/relations/{job.RelationId}");
        Assert.Contains("68750110", relation.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(job.Mails(), mail => mail.To.ToString().Contains("sanne@", StringComparison.Ordinal) && mail.Subject!.Contains("getekend", StringComparison.Ordinal));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_declined_quote_asks_its_author_and_closes_the_forecast_as_not_scored(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await Eventually.TrueAsync(JobOn(server, SalesJob.Ending.Declined).GoOnAsync, "the forecast is closed");
        await AssertNothingLeftAsync(server);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_quote_nobody_answers_is_reminded_of_twice_and_expires(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var job = await SentAsync(server);
        await LetItExpireAsync(server, job);
        Assert.Equal(2, job.Mails().Count(mail => mail.Subject!.StartsWith("Herinnering", StringComparison.Ordinal)));
        var forecast = await job.GetAsync("sanne", $"/api/forecasts/{job.ForecastId}");
        Assert.Equal("NotScored", (string)forecast["result"]!);
        Assert.Contains("Geen reactie", forecast.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Expired", (string)(await job.GetAsync("sanne", $"/api/quotes/{job.QuoteId}"))["status"]!);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_quote_that_expires_leaves_the_forecast_open_while_another_quote_on_it_is_alive(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var job = await SentAsync(server);
        await job.StartQuoteAsync();
        await LetItExpireAsync(server, job);
        Assert.Equal("Open", (string)(await job.GetAsync("sanne", $"/api/forecasts/{job.ForecastId}"))["result"]!);
    }

    static async Task<SalesJob> SentAsync(CrmServer server)
    {
        var job = JobOn(server, SalesJob.Ending.Silence);
        await Eventually.TrueAsync(async () =>
        {
            await job.GoOnAsync();
            return job.PortalLink() is not null;
        }, "the quote is sent");
        return job;
    }

    static async Task LetItExpireAsync(CrmServer server, SalesJob job)
    {
        for (var day = 0; day < 40; day++)
        {
            server.Clock.Advance(TimeSpan.FromDays(1));
            await server.Services.GetRequiredService<WorkflowRuntime>().RunDueAsync(10, TestContext.Current.CancellationToken);
        }
        job.SignEveryoneOut();
        await Eventually.TrueAsync(() => job.Mails().Count(mail => mail.Subject!.Contains("is verlopen", StringComparison.Ordinal)) == 1, "the author hears that it expired");
    }

    /// <summary>What the dashboard says was scored this year.</summary>
    static async Task<(int Number, decimal Amount)> ScoredThisYearAsync(SalesJob job)
    {
        var scored = (await job.GetAsync("marieke", "/api/dashboard/summary"))["scored"]!;
        return ((int)scored["number"]!, (decimal)scored["amount"]!);
    }

    static SalesJob JobOn(CrmServer server, SalesJob.Ending end) =>
        new(server.SignInAsync, () => Task.FromResult(server.Anonymous()), SalesJob.PickUp(server.Services.GetRequiredService<CrmSettings>().Data)) { End = end };

    /// <summary>No process of the sale is stuck, and nothing waits to be delivered.</summary>
    static async Task AssertNothingLeftAsync(CrmServer server)
    {
        await Eventually.TrueAsync(() => server.Database.ReadAsync(async db => !await db.Outbox.AnyAsync(message => message.DoneAt == null)), "everything delivered");
        var instances = await server.Database.ReadAsync(db => db.WorkflowInstances.ToListAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.All(instances.Where(instance => instance.DefinitionId != "contact-moment-follow-up"), instance => Assert.Equal("Finished", instance.SubStatus));
        Assert.All(instances, instance => Assert.Equal(0, instance.IncidentCount));
    }
}
