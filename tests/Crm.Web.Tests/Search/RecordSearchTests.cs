using System.Net;
using System.Net.Http.Json;
using Crm.Data;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Relations;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Search;

/// <summary>What the palette asks, over the API.</summary>
public sealed class RecordSearchTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Every_kind_of_record_is_found_by_the_beginnings_of_its_words_in_any_order(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        using var sanne = await server.SignInAsync("sanne");
        foreach (var (name, href) in await server.Database.ReadAsync(NamedAsync, Stop))
        {
            Assert.Contains(href, await FindAsync(sanne, name));
            Assert.Contains(href, await FindAsync(sanne, string.Join(' ', SearchName.AllWords(name).Reverse().Select(Beginning))));
        }
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Each_of_the_words_has_to_be_there_and_fewer_than_two_letters_find_nothing(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var ketel = Urls.Forecast((await sanne.OpenAsync(new { description = "Ketelhuis Zwaluwnest, 2e fase" })).Id);
        var koel = Urls.Forecast((await sanne.OpenAsync(new { description = "Koelcel Zwaluwnest" })).Id);
        Assert.Equal([koel, ketel], await FindAsync(sanne.Client, "zwalu"));
        Assert.Equal([ketel], await FindAsync(sanne.Client, "ZWALUWNEST ket"));
        Assert.Equal([ketel], await FindAsync(sanne.Client, "zwalu 2e"));
        Assert.Equal(Urls.Forecast((await sanne.ListAsync("whose=All&search=ketelhuis")).Rows[0].Id), (await FindAsync(sanne.Client, "2026-1"))[0]);
        // A letter more is on its way.
        Assert.Equal([ketel], await FindAsync(sanne.Client, "ketelhuis z"));
        Assert.Empty(await FindAsync(sanne.Client, "zwalu mest"));
        Assert.Empty(await FindAsync(sanne.Client, "aluwnest"));
        Assert.Empty(await FindAsync(sanne.Client, "z"));
        Assert.Empty(await FindAsync(sanne.Client, "  %_'\"~ "));
        Assert.Empty(await FindAsync(sanne.Client, new string('z', 5_000)));
        Assert.Empty(await FindAsync(sanne.Client, string.Join('-', Enumerable.Range(0, 1_500))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/search?text=zwalu", Stop)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_new_name_is_found_at_once_and_the_old_one_no_longer(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { description = "Ketelhuis Zwaluwnest" });
        await sanne.EditAsync(forecast, new { description = "Ketelhuis Reigerhorst" });
        Assert.Empty(await FindAsync(sanne.Client, "zwaluwnest"));
        Assert.Equal([Urls.Forecast(forecast.Id)], await FindAsync(sanne.Client, "reiger ketel"));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Who_sees_the_own_forecasts_only_finds_no_others_however_many_are_newer(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await server.Database.WriteAsync(async db => (await db.Users.SingleAsync(user => user.Email!.StartsWith("bas"), Stop)).Sight = Sight.Own, Stop);
        var (sanne, bas) = (await ForecastDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "bas"));
        var own = await bas.OpenAsync(new { description = "Ketelhuis Zwaluwnest" });
        var relation = await ForecastDriver.RelationAsync(server);
        for (var newer = 0; newer < 70; newer++)
            await sanne.OpenAsync(new { description = $"Ketelhuis {newer}" }, relation);
        Assert.Equal([Urls.Forecast(own.Id)], await FindAsync(bas.Client, "ketelhuis"));
        Assert.Equal(4, (await FindAsync(sanne.Client, "ketelhuis")).Count);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Records_from_before_there_were_words_get_theirs_at_the_next_start(On on)
    {
        var folder = new TestFolder();
        string[] database = ["--data", folder.Path, .. await DatabaseTemplate.CopyAsync(on, demo: true, folder.Path)];
        int words;
        await using (var before = await CrmServer.StartAsync(database))
        {
            words = await before.Database.ReadAsync(db => db.RecordWords.CountAsync(Stop), Stop);
            await before.Database.WriteAsync(async db =>
            {
                // Of one kind all, of the others some: as a start that was cut off leaves them.
                await db.RecordWords.Where(word => word.Kind == WordKind.Forecast || db.Quotes.Any(quote => quote.Id == word.RecordId && quote.Status == QuoteStatus.Draft)).ExecuteDeleteAsync(Stop);
                await db.NumberSeries.Where(series => series.Series == "record-words").ExecuteDeleteAsync(Stop);
            }, Stop);
        }
        await using var server = await CrmServer.StartAsync(database, on == On.Postgres ? [folder, new CopiedDatabase(database[3])] : [folder]);
        Assert.Equal(words, await server.Database.ReadAsync(db => db.RecordWords.CountAsync(Stop), Stop));
        using var sanne = await server.SignInAsync("sanne");
        foreach (var (name, href) in await server.Database.ReadAsync(NamedAsync, Stop))
            Assert.Contains(href, await FindAsync(sanne, name));
    }

    /// <summary>A record of each kind, by what tells it apart from all others.</summary>
    static async Task<IReadOnlyList<(string Name, string Href)>> NamedAsync(CrmDbContext db)
    {
        var forecast = await db.Forecasts.OrderBy(f => f.Id).FirstAsync(Stop);
        var quote = await db.Quotes.Where(q => q.Status == QuoteStatus.Draft).OrderBy(q => q.Id).FirstAsync(Stop);
        var project = await db.Projects.OrderBy(p => p.Id).FirstAsync(Stop);
        var relation = await db.Relations.Where(r => !r.IsArchived).Include(r => r.Organisation).OrderBy(r => r.Number).FirstAsync(Stop);
        var contact = await db.Contacts.Include(c => c.Person).OrderBy(c => c.Id).FirstAsync(c => c.OrganisationId == relation.OrganisationId && !c.IsBlocked, Stop);
        return
        [
            ($"{forecast.Number} {forecast.Description}", Urls.Forecast(forecast.Id)), ($"{quote.Number} {quote.Title}", Urls.Quote(quote.Id)), ($"{project.Number} {project.Name}", Urls.Project(project.Id)),
            (relation.Organisation!.Name, Urls.Relation(relation.Id)), ($"{relation.Number}", Urls.Relation(relation.Id)), (contact.Person!.FullName, Urls.Relation(relation.Id)),
        ];
    }

    static string Beginning(string word) => word.Length < 3 || word.Any(char.IsDigit) ? word : word[..^1];

    static async Task<IReadOnlyList<string>> FindAsync(HttpClient client, string text) =>
        [.. (await client.GetFromJsonAsync<List<Found>>($"/api/search?text={Uri.EscapeDataString(text)}", Stop))!.Select(found => found.Href)];
}
