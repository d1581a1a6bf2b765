using System.Globalization;
using System.Net.Http.Json;
using Crm.Audit;
using Crm.ContactMoments;
using Crm.Data.Load;
using Crm.Data.Seed;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Data;

public sealed class CompanyLoadTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_loaded_company_hangs_together_and_goes_on_where_it_stopped(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await LoadAsync(server, 60);
        await LoadAsync(server, 100);
        await Assert.ThrowsAsync<RefusedException>(() => LoadAsync(server, 100));

        var people = await server.SignInAsync("sanne");
        var page = await people.GetFromJsonAsync<RelationQueries.Page>("/api/relations?take=500", Cancel);
        Assert.Equal((100, 100), (page!.Total, page.Rows.Select(row => row.Number).Distinct().Count()));
        await server.Database.ReadAsync(async db =>
        {
            await HistoryLeadsToWhatStandsAsync(db);
            await KeysAreThoseOfTheDeskAsync(db);
            await QuotesAgreeWithForecastsAsync(db);
            var (moments, told) = (await db.ContactMoments.CountAsync(Cancel), await db.Dossier.CountAsync(item => item.Kind == DossierKind.ContactMoment, Cancel));
            Assert.Equal(moments, told);
            Assert.InRange(moments, 700, 1300);
            return true;
        }, Cancel);
        server.Services.GetRequiredService<CrmSettings>().Demo = "full";
        await server.Services.GetRequiredService<DemoProcesses>().RunAsync(Cancel);
        Assert.False(await server.Database.ReadAsync(db => db.Submissions.AnyAsync(Cancel), Cancel), "A server that starts on a loaded company adds nothing to it.");
        // The series go on after the loaded numbers.
        Assert.Equal(10_101, await server.Database.WriteAsync(db => db.NextNumberAsync("relation", Cancel), Cancel));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_load_that_is_stopped_loses_no_index_and_goes_on(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var indexes = await IndexesAsync(server);
        Assert.Contains(indexes, index => index.Contains("IX_Relations_Number", StringComparison.Ordinal));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Services.GetRequiredService<CompanyLoad>().RunAsync(1_100, seed: 7, _ => stop.Cancel(), stop.Token));
        Assert.DoesNotContain(await IndexesAsync(server), index => index.Contains("IX_Relations_Number", StringComparison.Ordinal));

        await server.Services.GetRequiredService<DatabaseSetup>().RunAsync(Cancel);
        Assert.Equal(indexes, await IndexesAsync(server));
        await LoadAsync(server, 1_100);
        Assert.Equal(indexes, await IndexesAsync(server));
        Assert.Equal(1_100, await server.Database.ReadAsync(db => db.Relations.CountAsync(Cancel), Cancel));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_company_and_a_company_of_ones_own_is_left_alone()
    {
        Assert.Equal(await NamesAsync(), await NamesAsync());
        await using var demo = await CrmServer.StartAsync(On.Sqlite, demo: true);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => LoadAsync(demo, 100));
        Assert.Equal(Refusal.Conflict, refused.Refusal);
        await Assert.ThrowsAsync<RefusedException>(() => LoadAsync(demo, 0));
    }

    static async Task<string> NamesAsync()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await LoadAsync(server, 20);
        return await server.Database.ReadAsync(async db => string.Join('\n', await db.Forecasts.OrderBy(forecast => forecast.Id)
            .Select(forecast => forecast.Relation!.Organisation!.Name + forecast.Id + forecast.Number + forecast.ExpectedAmount + forecast.ExpectedDate).ToListAsync(Cancel)), Cancel);
    }

    static Task<List<string>> IndexesAsync(CrmServer server) => server.Database.ReadAsync(db => (db.Database.IsNpgsql()
        ? db.Database.SqlQuery<string>($"""SELECT indexdef AS "Value" FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1""")
        : db.Database.SqlQuery<string>($"""SELECT sql AS "Value" FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1""")).ToListAsync(Cancel), Cancel);

    static Task<LoadProgress> LoadAsync(CrmServer server, int relations) => server.Services.GetRequiredService<CompanyLoad>().RunAsync(relations, seed: 7, _ => { }, Cancel);

    /// <summary>Each change begins where the one before it ended, the last one ends at what stands, and before the first one every forecast was new and open.</summary>
    static async Task HistoryLeadsToWhatStandsAsync(CrmDbContext db)
    {
        var changes = (await db.FieldChanges.ToListAsync(Cancel)).ToLookup(change => change.RecordId);
        var first = await db.ForecastStatuses.SingleAsync(status => status.Key == "new", Cancel);
        foreach (var forecast in await db.Forecasts.ToListAsync(Cancel))
        {
            Assert.Equal(forecast.Revision, changes[forecast.Id].Max(change => change.Revision));
            Check(nameof(Forecast.StatusId), forecast.StatusId, first.Id);
            Check(nameof(Forecast.Chance), forecast.Chance, first.Chance);
            Check(nameof(Forecast.Result), forecast.Result, ForecastResult.Open);
            Check(nameof(Forecast.ExpectedAmount), forecast.ExpectedAmount);
            Check(nameof(Forecast.OrderAmount), forecast.OrderAmount);
            Check(nameof(Forecast.ClosedOn), forecast.ClosedOn);

            void Check(string field, object? stands, object? began = null)
            {
                var steps = changes[forecast.Id].Where(change => change.Field == field).OrderBy(change => change.Revision).ToList();
                Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.Equal(pair.First.New, pair.Second.Old));
                Assert.True(steps.Count == 0 || steps[^1].New == FieldHistory.Text(stands), $"{forecast.Number} {field}");
                if (began is not null)
                    Assert.Equal(FieldHistory.Text(began), steps.Count == 0 ? FieldHistory.Text(stands) : steps[0].Old);
            }
        }
    }

    static async Task KeysAreThoseOfTheDeskAsync(CrmDbContext db)
    {
        var contacts = (await db.Contacts.Include(contact => contact.Person).ToListAsync(Cancel)).ToLookup(contact => contact.OrganisationId);
        foreach (var organisation in await db.Organisations.Include(organisation => organisation.Keys).ToListAsync(Cancel))
        {
            var (keys, name) = (organisation.Keys.Select(key => key.Key).Order().ToList(), organisation.SearchName);
            organisation.Reindex([.. contacts[organisation.Id]]);
            Assert.Equal((organisation.SearchName, string.Join(' ', organisation.Keys.Select(key => key.Key).Order())), (name, string.Join(' ', keys)));
            var typed = RelationFields.All.Where(field => field.Kind is not FieldKind.Employee && field.Key is not ("language" or "entrepreneur" or "warning" or "blocked"))
                .ToDictionary(field => field.Key, field => field.Read(new() { Number = 1, OrganisationId = organisation.Id, Organisation = organisation, CreatedAt = default }));
            Assert.Equal(typed[RelationFields.Phone], RelationFields.Checked(typed)[RelationFields.Phone]);
        }
    }

    static async Task QuotesAgreeWithForecastsAsync(CrmDbContext db)
    {
        var quotes = await db.Quotes.Include(quote => quote.Lines).Include(quote => quote.Forecast).ToListAsync(Cancel);
        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote =>
        {
            Assert.Equal(quote.Forecast!.ExpectedAmount, quote.NetAmount);
            Assert.Equal(quote.NetAmount, quote.Totals.Net);
            Assert.True(quote.Forecast.AmountFollowsQuotes);
            if (quote.Forecast.Result == ForecastResult.Scored)
                Assert.Equal((QuoteStatus.Signed, quote.NetAmount.ToString(CultureInfo.InvariantCulture)), (quote.Status, quote.Forecast.OrderAmount!.Value.ToString(CultureInfo.InvariantCulture)));
        });
        Assert.True(await db.Forecasts.AllAsync(forecast => forecast.ExpectedDate >= forecast.StartDate && (forecast.ClosedOn == null || forecast.ClosedOn >= forecast.StartDate), Cancel));
        Assert.True(await db.Set<ContactMoment>().AllAsync(moment => moment.IsPlanned == moment.At > moment.CreatedAt, Cancel));
    }
}
